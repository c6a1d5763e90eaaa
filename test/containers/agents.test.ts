/** Agents' tools against real engines: the MCP server runs in their network, and is spoken to as agents do. */
import assert from 'node:assert/strict';
import { ENGINES_SWITCH } from '../../src/node/containers/enginesSwitch';
import { type Agent, type Answer, connectAgent } from '../mcp/agent';
import { SERVER } from '../mcp/server';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { Podman } from './podman';

/** Engines of others on this machine do not have it. */
const PORT = 20_000 + (process.pid % 10_000);

type Told = Readonly<Record<string, unknown>>;

/** An engine that runs. */
type Running = Pick<Docker | Podman, 'socket' | 'call' | 'serve' | 'remove'>;

async function docker(ground: Ground, ...options: readonly string[]): Promise<Running> {
  const engine = new Docker(ground, ...options);
  await engine.start();
  return engine;
}

async function podman(ground: Ground): Promise<Running> {
  const engine = new Podman(ground, 'podman');
  await engine.import();
  await engine.startService();
  return engine;
}

const ENGINES: Readonly<
  Record<string, { programs: readonly string[]; start: (ground: Ground) => Promise<Running> }>
> = {
  'Docker with its proxy': { programs: ['dockerd', 'docker'], start: docker },
  'Docker without its proxy': {
    programs: ['dockerd', 'docker'],
    start: (ground) => docker(ground, '--userland-proxy=false'),
  },
  Podman: { programs: ['podman', 'conmon', 'curl'], start: podman },
};

for (const [name, { programs, start }] of Object.entries(ENGINES)) {
  describe(`agents, of a port that a container of ${name} has`, () => {
    let ground: Ground;
    let engine: Running;
    let id: string;
    const open: Agent[] = [];

    before(async function () {
      skipWithReason(this, whyNoEngines(...programs));
      ground = await Ground.make();
      engine = await start(ground);
      id = await engine.serve('db', ['-p', `${PORT}:80`]);
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map(({ client }) => client.close()));
    });
    after(async () => {
      await engine?.remove();
      await ground?.remove();
    });

    async function agent(answer?: Answer, engines = engine.socket): Promise<Agent> {
      const inside = ['nsenter', '--target', String(ground.pid), '--net'];
      const env = { [ENGINES_SWITCH]: engines };
      const command = [...inside, process.execPath, SERVER];
      const connected = await connectAgent({ command, env, ...(answer && { answer }) });
      open.push(connected);
      return connected;
    }

    async function ask({ call }: Agent, tool: string, input: object): Promise<Told> {
      const { text, isError } = await call(tool, input);
      assert.equal(isError, false, text);
      return JSON.parse(text) as Told;
    }

    const running = (): Promise<string> => engine.call('ps', '--quiet', '--no-trunc');

    it('are told the container, whoever listens for it', async () => {
      const connected = await agent();
      for (const [tool, input] of [
        ['list_listening_ports', { filter: 'container:db' }],
        ['find_port_owner', { port: PORT }],
        ['explain_port', { port: PORT }],
      ] as const) {
        const told = JSON.stringify(await ask(connected, tool, input));
        for (const part of [`"id":"${id.slice(0, 12)}"`, '"name":"db"', '"portInside":80']) {
          assert.ok(told.includes(part), `${tool}: ${told}`);
        }
      }
      const { verdict } = await ask(connected, 'explain_port', { port: PORT });
      assert.doesNotMatch(String(verdict), /^free/);
    });

    it('are told what listens in the container that they name, with its pid here', async () => {
      const pid = Number(await engine.call('inspect', '-f', '{{.State.Pid}}', 'db'));
      const connected = await agent();
      for (const namespace of ['db', id.slice(0, 12), String(pid)]) {
        const told = await ask(connected, 'list_listening_ports', { namespace });
        assert.match(String(told['networkNamespace']), /\bdb\b/);
        const listeners = told['listeners'] as readonly { port: number; process: { pid: number } }[];
        assert.deepEqual(
          listeners.map(({ port, process }) => [port, process.pid]),
          [[80, pid]],
        );
      }
      const { text, isError } = await connected.call('list_listening_ports', { namespace: 'nobody' });
      assert.ok(isError && /\bdb\b/.test(text), text);
    });

    it('are told it by its id where no engine is asked, and end nothing', async () => {
      const { call, questions } = await agent(
        { action: 'accept', content: { stop: true, end: true } },
        'off',
      );
      const { text } = await call('free_port', { port: PORT });
      assert.match(text, /"outcome":"nothing was (?:ended|stopped): /);
      // Without a proxy nobody but the engine tells whose it is.
      if (name !== 'Docker without its proxy') assert.ok(text.includes(`stop ${id}`), text);
      assert.deepEqual(questions, []);
      assert.equal(await running(), id);
    });

    it('stop nothing that the user does not agree to', async () => {
      const { call, questions } = await agent({ action: 'decline' });
      assert.match((await call('free_port', { port: PORT })).text, /declined to stop container/);
      assert.ok(questions[0]?.startsWith(`Stop container ${id.slice(0, 12)} to free port ${PORT}?`));
      assert.equal(await running(), id);
    });

    it('free the port once the user agreed, and prove it', async () => {
      const connected = await agent({ action: 'accept', content: { stop: true } });
      const { outcome, now } = await ask(connected, 'free_port', { port: PORT });
      assert.match(String(outcome), new RegExp(`^container ${id.slice(0, 12)} .* was stopped$`));
      const { verdict, publishedByPacketRules } = now as Told;
      assert.match(String(verdict), /^free/);
      assert.equal(publishedByPacketRules, undefined);
      assert.equal(await running(), '');
    });
  });
}
