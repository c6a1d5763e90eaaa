/**
 * Place by place: each that tells of a port names the container that has it, over what is read of real engines: by their word,
 * and from /proc alone, as an ordinary user has it.
 */
import { QUESTION } from '../unit/extension/ports/portScene';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Scene } from '../unit/extension/ports/portScene';
import { PLACES } from '../unit/extension/containers/containerPlaces';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { asNobody, asUser } from './looks';
import { Podman } from './podman';
import { realScene } from './realScene';
import { rootless, USER, whyNotRootless } from './rootless';

const PUBLISH = ['-p', `${QUESTION.port}:80`];

/** Places that hear of sockets alone: where packet rules hand a port on without one, they have nothing to tell. */
const OF_SOCKETS: ReadonlySet<string> = new Set([
  ...[
    'Show Details',
    'rows as JSON',
    'rows as CSV',
    'a comparison of snapshots',
    'the tool list_connections',
  ],
  ...['the table of Traffic', 'a copy of Traffic’s rows', 'details in Traffic'],
  ...['Traffic’s rows as CSV', 'Traffic’s rows as JSON', 'what commands get of Traffic'],
  ...['opened', 'closed', 'changed hands'].map((what) => `the message that a watched port ${what}`),
]);

/** Places that tell which port inside it leads to. */
const OF_INSIDE: ReadonlySet<string> = new Set([
  ...['its tooltip', 'Show Details', 'the hover of a hint', 'Find Port Owner', 'Why Is This Port Busy?'],
  ...['list_listening_ports', 'find_port_owner', 'explain_port'].map((tool) => `the tool ${tool}`),
]);

/** How a place writes that. */
const INSIDE = /→ 80 inside|"portInside": ?80\b|Port inside:? +80\b/;

/** Words that would call the port free. */
const FREE = /^free$|\bis free\b|"verdict": ?"free/;

describe('a port of a real container', () => {
  let ground: Ground;

  before(async function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker', 'podman', 'conmon', 'curl'));
    ground = await Ground.make();
  });
  after(() => ground?.remove());

  /** How somebody looks at it. */
  interface Look {
    /** Where he finds the engines. */
    readonly environment: NodeJS.ProcessEnv;
    readonly as?: <T>(act: () => Promise<T>) => Promise<T>;
    /** What the container is called by then; absent where nobody tells him whose the port is. */
    readonly name?: string;
    /** Whether he is told where the port leads. */
    readonly tellsInside?: false;
  }

  /** Each place, over one look at the machine. */
  function each(does: string, look: () => Look, silent?: ReadonlySet<string>): void {
    let scene: Scene;

    before(async () => {
      const { environment, as = (act) => act() } = look();
      scene = await as(() => realScene(ground, environment));
    });

    for (const [place, tell] of Object.entries(PLACES)) {
      if (silent?.has(place) === true) continue;
      it(`${does} in ${place}`, async () => {
        const { name, tellsInside = name !== undefined } = look();
        const text = (await tell(scene)) ?? '';
        assert.doesNotMatch(text, FREE);
        if (OF_INSIDE.has(place)) assert.equal(INSIDE.test(text), tellsInside, text);
        if (name === undefined) return undefined;
        return assert.match(text, new RegExp(String.raw`\b${name}(?:\b|[0-9a-f]{52}\b)`), text);
      });
    }
  }

  const isNamed = (look: () => Look, silent?: ReadonlySet<string>): void =>
    each('is named after the container', look, silent);
  /** For who may see neither who listens nor what an engine says. */
  const isTaken = (environment: () => NodeJS.ProcessEnv): void =>
    each('is not called free', () => ({ environment: environment(), as: asNobody }));

  describe('of Docker', () => {
    let docker: Docker;
    let id = '';
    const environment = (): NodeJS.ProcessEnv => ({ DOCKER_HOST: `unix://${docker.socket}` });
    const begin = async (...options: readonly string[]): Promise<void> => {
      docker = new Docker(ground, ...options);
      await docker.start();
      id = await docker.serve('db', PUBLISH);
    };
    after(() => docker?.remove());

    describe('with its proxy', () => {
      before(() => begin());
      describe('by its engine', () => isNamed(() => ({ environment: environment(), name: 'db' })));
      describe('from /proc alone', () =>
        isNamed(() => ({ environment: environment(), name: id.slice(0, 12), as: asNobody })));
    });

    describe('by packet rules alone', () => {
      before(async () => {
        for (const pid of await ground.listeners(QUESTION.port)) process.kill(pid, 'SIGKILL');
        await until('the end of the proxy', async () => (await ground.listeners(QUESTION.port)).length === 0);
        assert.match(await ground.run(['iptables', '-t', 'nat', '-S']), /--dport 3000 -j DNAT/);
      });
      isNamed(() => ({ environment: environment(), name: 'db' }), OF_SOCKETS);
      after(() => docker.remove());
    });

    describe('without its proxy', () => {
      before(() => begin('--userland-proxy=false'));
      describe('by its engine', () => isNamed(() => ({ environment: environment(), name: 'db' })));
      describe('for who may ask nobody', () => isTaken(environment));
    });
  });

  describe('of Podman', () => {
    let podman: Podman;
    const environment = (): NodeJS.ProcessEnv => ({ XDG_RUNTIME_DIR: podman.runtimeFolder });

    /** @param as the user who runs it */
    function tell(as: Look['as'] = (act) => act()): void {
      // conmon's command line tells of no ports.
      describe('from /proc alone', () =>
        isNamed(() => ({ environment: environment(), name: 'db', tellsInside: false, as })));
      describe('for who may ask nobody', () => isTaken(environment));
      describe('by its service', () => {
        let end: (() => Promise<void>) | undefined;
        before(async () => (end = await podman.startService()));
        after(() => end?.());
        isNamed(() => ({ environment: environment(), name: 'db', as }));
      });
      after(() => podman?.remove());
    }

    describe('with root', () => {
      before(async () => {
        podman = new Podman(ground, 'podman');
        await podman.import();
        await podman.serve('db', PUBLISH);
      });
      tell();
    });

    describe('without root', () => {
      before(async function () {
        skipWithReason(this, whyNotRootless());
        podman = new Podman(ground, 'rootless', await rootless(ground));
        await ground.run(['chown', '-R', `${USER}:`, join(ground.folder, 'rootless')]);
        await podman.import();
        await podman.serve('db', ['--network', 'slirp4netns', ...PUBLISH]);
      });
      tell((act) => asUser(uidOf(USER), act));
    });
  });
});

function uidOf(user: string): number {
  const { stdout } = spawnSync('id', ['-u', user], { encoding: 'utf8' });
  return Number(stdout);
}
