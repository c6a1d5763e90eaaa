/** The command of containers' networks, with a real Docker and a real Podman: as root, and as a user who may ask neither. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { repository } from '../host/paths';
import { stretched } from '../host/timeLimit';
import { until } from '../host/until';
import { NOBODY } from '../host/users';
import { skipWithReason } from '../skip';
import { Docker } from './docker';
import { Ground, whyNoEngines } from './ground';
import { Podman } from './podman';

const PROGRAM = join(repository, 'dist/netstat.js');

/** Others on this machine may have containers, too: those of these tests are called otherwise. */
const [DB, WEB, CACHE] = [`db-${process.pid}`, `web-${process.pid}`, `cache-${process.pid}`] as const;

/** Every mode. */
const MODES = [
  '-tan',
  '-tlnp',
  '-xa',
  '-rn',
  '-r6n',
  '-i',
  '-ie',
  '-gn',
  '-s',
  '-M',
  '-tln --json',
  '-rn --csv',
];

function as(uid: number): string[] {
  return uid === 0 ? [] : [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
}

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

describe('netstat of the network of a container', () => {
  let ground: Ground;
  let docker: Docker;
  let podman: Podman;
  const ids = new Map<string, string>();
  const pids = new Map<string, number>();

  before(async function () {
    skipWithReason(this, whyNoEngines('dockerd', 'docker', 'podman', 'conmon'));
    ground = await Ground.make();
    [docker, podman] = [new Docker(ground), new Podman(ground, 'podman')];
    await Promise.all([docker.start(), podman.import()]);
    for (const name of [DB, WEB]) {
      ids.set(name, await docker.serve(name, ['-p', name === DB ? '15432:80' : '15433:80']));
      pids.set(name, Number(await docker.call('inspect', '-f', '{{.State.Pid}}', name)));
    }
    for (const [name, inside] of [
      [CACHE, 81],
      [WEB, 82],
    ] as const) {
      const id = await podman.serve(name, [], inside);
      ids.set(`podman ${name}`, id);
      pids.set(`podman ${name}`, Number(await podman.call('inspect', '-f', '{{.State.Pid}}', id)));
    }
  });
  after(async () => {
    try {
      await docker?.remove();
      await podman?.remove();
    } finally {
      await ground?.remove();
    }
  });

  function netstat(wanted: string | number, line: string, uid = 0): Said {
    const args = [...as(uid), process.execPath, PROGRAM, `--namespace=${wanted}`, ...line.split(' ')];
    const { PATH } = process.env;
    const { stdout, stderr, status } = spawnSync('setpriv', args, {
      encoding: 'utf8',
      env: { PATH, LC_ALL: 'C', DOCKER_HOST: `unix://${docker.socket}` },
      timeout: stretched(20_000),
    });
    return { stdout: stdout.replace(/"time":"[^"]+"/, ''), stderr, status };
  }

  const idOf = (name: string): string => ids.get(name) ?? '';
  const pidOf = (name: string): number => pids.get(name) ?? 0;

  for (const [what, name, wanted] of [
    ['by the name that Docker tells', DB, () => DB],
    ['by a short id of Docker’s', DB, () => idOf(DB).slice(0, 12)],
    ['by an id of Podman’s', `podman ${WEB}`, () => idOf(`podman ${WEB}`)],
    ['by the name that conmon tells', `podman ${CACHE}`, () => CACHE],
  ] as const) {
    it(`is that of its first process, in every mode: ${what}`, async () => {
      for (const uid of wanted() === DB ? [0] : [0, NOBODY]) {
        for (const line of MODES) {
          let [ours, theirs] = [netstat(wanted(), line, uid), netstat(pidOf(name), line, uid)];
          // The container's own kernel sends a packet now and then: what it counts is another number then.
          await until(
            `the same of ${line}`,
            () => {
              if (isDeepStrictEqual(ours, theirs)) return true;
              [ours, theirs] = [netstat(wanted(), line, uid), netstat(pidOf(name), line, uid)];
              return false;
            },
            3_000,
          ).catch(() => assert.deepEqual(ours, theirs, `${uid} ${line}`));
        }
      }
    });
  }

  it('has what listens inside, with the pids of this machine', () => {
    const { stdout, stderr, status } = netstat(DB, '-tlnp');
    assert.deepEqual([stderr, status], ['', 0]);
    assert.match(stdout, new RegExp(`:::80 .* ${pidOf(DB)}/busybox *\n`));
    assert.match(netstat(CACHE, '-tlnp').stdout, new RegExp(`:::81 .* ${pidOf(`podman ${CACHE}`)}/busybox`));
    assert.match(netstat(DB, '-rn').stdout, /^0\.0\.0\.0 .* eth0$/m);
    assert.match(netstat(DB, '-i').stdout, /^eth0 +1500 /m);
  });

  it('goes on with -c, and ends with the container', async () => {
    const id = await docker.serve('brief', ['-p', '15434:80']);
    const args = [...as(NOBODY), process.execPath, PROGRAM, `--namespace=${id}`, '-tlnc', '--interval=0.05'];
    const child = spawn('setpriv', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += String(text)));
    child.stderr.on('data', (text) => (stderr += String(text)));
    const closed = once(child, 'close');
    await until('three rounds', () => stdout.split(':::80 ').length > 3);
    await docker.call('rm', '-f', 'brief');
    assert.deepEqual(await closed, [1, null]);
    assert.match(
      stderr,
      /^netstat: process \d+ has ended, or left its network namespace, while that was read\.$/m,
    );
  });

  it('is not guessed where a container of each engine has the name', () => {
    for (const line of ['-tln', '-rn']) {
      const { stdout, stderr, status } = netstat(WEB, line);
      assert.deepEqual([stdout, status], ['', 1]);
      const [first, ...lines] = stderr.trimEnd().split('\n');
      assert.equal(first, `netstat: 2 containers are called "${WEB}". Name one by its id:`);
      assert.deepEqual(
        new Set(lines),
        new Set([
          `  ${idOf(WEB).slice(0, 12)} ${WEB} (docker)`,
          `  ${idOf(`podman ${WEB}`).slice(0, 12)} ${WEB} (podman)`,
        ]),
      );
    }
  });

  it('is unknown to who may not ask Docker for names, and is told why and what there is', () => {
    const { stdout, stderr, status } = netstat(DB, '-tln', NOBODY);
    assert.deepEqual([stdout, status], ['', 1]);
    assert.ok(stderr.startsWith(`netstat: no network namespace "${DB}": `), stderr);
    assert.ok(
      stderr.includes(
        `\nDocker’s containers are not named: its socket “${docker.socket}” may not be opened by you, only by members of its group, which mostly is docker.\n`,
      ),
    );
    assert.ok(stderr.includes(`\n  ${idOf(DB).slice(0, 12)} (docker)\n`));
    assert.ok(stderr.includes(`\n  ${idOf(`podman ${CACHE}`).slice(0, 12)} ${CACHE} (podman)\n`));
  });

  it('is that of the one whose name conmon tells, for who may not ask for another', () => {
    assert.match(netstat(WEB, '-tln', NOBODY).stdout, /:::82 /);
  });
});
