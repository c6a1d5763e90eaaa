import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElsewhereQuestion } from '../../src/core/model/elsewhere';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';
import { repository } from '../host/paths';
import { stretched } from '../host/timeLimit';
import { NOBODY, whyNoOtherUser } from '../host/users';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import { parsedJson, type Row, valueOf } from '../unit/core/netstat/data/readCsv';
import { assertSame } from './compare';
import { Namespace, whyNoNamespace } from './namespace';
import { whyNoOracle } from './oracle';
import type { Result } from './ours';
import { atQuietMoment } from './quietMoment';
import { Tally } from './tally';

const PROGRAM = join(repository, 'dist/netstat.js');
const WORKER = join(repository, 'dist/netstatWorker.js');
/** Runs netstat as a document does, and prints what that would show. */
const IN_THREAD = `
const [worker, ...args] = process.argv.slice(1);
new (require('node:worker_threads').Worker)(worker, { workerData: { args } })
  .on('message', ({ text }) => text && process.stdout.write(text));`;

/** Every mode, numeric: names are looked for in the same places from both sides, which takes time. */
const COMMANDS = [
  '-n|-an|-ln|-tan|-tlnp|-tuanp|-anp|-anpe|-tano|-uan|-wan|-Sa|-xa|-xlp|-46tan|-anW|-A inet,unix -an',
  '-rn|-rne|-rnee|-r6n|-rnC|-gn|-g6n|-s|-st|-s6|-M',
].flatMap((line) => line.split('|'));
/** What files do not tell all of. */
const INTERFACES = ['-i', '-ia', '-ie', '-iae'];

const SERVE = `require('node:net').createServer().listen(4711, '127.0.0.1', () => console.log('ready'))`;

describe('netstat of another network namespace', function () {
  this.timeout(120_000);
  const tally = new Tally('cases of another namespace');
  const name = `netstat-test-${process.pid}`;
  let machine: Namespace;
  let server: ChildProcess;

  before(async function () {
    skipWithReason(this, whyNoOracle() ?? whyNoNamespace() ?? whyNoOtherUser() ?? whyNoNativeCode());
    machine = await Namespace.make();
    for (const args of [
      ['netns', 'add', name],
      ['-n', name, 'link', 'set', 'lo', 'up'],
    ]) {
      const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    }
  });

  after(async () => {
    tally.print();
    await machine?.remove();
    if (server !== undefined) await ended(server);
    spawnSync('ip', ['netns', 'delete', name]);
  });

  for (const uid of [0, NOBODY]) {
    for (const line of uid === 0 ? [...COMMANDS, ...INTERFACES] : COMMANDS) {
      it(`uid ${uid}: of a process, as by nsenter: netstat ${line}`, () =>
        tally.count(() => compare(line, uid)));
    }
  }

  describe('among thousands of connections', () => {
    before(() => machine.crowd());

    for (const uid of [0, NOBODY]) {
      for (const line of ['-tan', '-tanp', '-tln', '-tane']) {
        it(`uid ${uid}: netstat ${line}`, () => tally.count(() => compare(line, uid)));
      }
    }
  });

  it('names no MTU for who may not enter, and says so', () => {
    const { stdout, stderr, status } = ours(NOBODY, `--namespace=${machine.pid} -i`);
    assert.match(stderr, /^\(MTU, hardware, .* are told to root alone\.\)$/m);
    assert.match(stdout, /^live0 /m);
    assert.equal(status, 0);
    const live = (uid: number): Row | undefined =>
      parsedJson(ours(uid, `--namespace=${machine.pid} -i --json`).stdout).rows.find(
        (row) => row['name'] === 'live0',
      );
    const told = [
      'mtu',
      'flags.code',
      'hardware.code',
      'hardware.address',
      'ipv4.address',
      'counters.rxErrors',
    ];
    assert.deepEqual(
      told.map((field) => valueOf(live(NOBODY) ?? {}, field)),
      [null, null, null, null, '192.0.2.1', 0],
    );
    assert.equal(valueOf(live(0) ?? {}, 'mtu'), 1500);
  });

  for (const line of ['-an', '-rn', '-i', '-s']) {
    it(`by a name, as by ip netns exec, without a process: netstat ${line}`, () => {
      const { ours, theirs } = byName(0, line);
      assertSame({ args: [line], uid: 0 }, ours, theirs);
    });
  }

  it('needs root where nobody is in it', () => {
    const { stdout, stderr, status } = ours(NOBODY, `--namespace=${name} -an`);
    assert.deepEqual([stdout, status], ['', 1]);
    assert.match(
      stderr,
      new RegExp(`^netstat: the network namespace "${name}" .* only root may enter it\\.$`, 'm'),
    );
  });

  describe('with a process in it', () => {
    before(async () => {
      server = spawn('ip', ['netns', 'exec', name, 'node', '-e', SERVE], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(server.stdout ?? server, 'data');
    });

    it('names it by its pid here', () => {
      const { stdout } = ours(0, `--namespace=${name} -tlnp`);
      assert.match(stdout, new RegExp(`127\\.0\\.0\\.1:4711 .* ${server.pid}/node`));
      assert.equal(ours(0, `--namespace=${server.pid} -tlnp`).stdout, stdout);
      const { rows } = parsedJson(ours(0, `--namespace=${name} -tlnp --json`).stdout);
      assert.deepEqual(
        rows.map((row) => [valueOf(row, 'local.port'), valueOf(row, 'owners.0.pid')]),
        [[4711, server.pid]],
      );
      assert.match(ours(0, `--namespace=${name} -tln --csv`).stdout, /,127\.0\.0\.1,4711,/);
    });

    it('is found by anyone where the kernel gave the namespace a number', () => {
      assert.equal(ours(NOBODY, `--namespace=${name} -tln`).status, 1);
      assert.equal(spawnSync('ip', ['netns', 'set', name, 'auto']).status, 0);
      for (const line of ['-tlnp', '-an', '-rn']) {
        const { ours, theirs } = byName(NOBODY, line);
        assertSame({ args: [line], uid: NOBODY }, ours, theirs);
      }
    });

    it('has its processes found from here, by pid and by name, with their sockets there', async () => {
      const engine = machineEngine(loadSystemCalls());
      const found = async (question: ElsewhereQuestion): Promise<unknown> => {
        const { processes } = await engine.elsewhere(question);
        return processes
          .filter(({ process }) => process.pid === server.pid)
          .map(({ namespace, socketsOf, listening }) => [
            namespace.name,
            socketsOf,
            ...listening.map(({ localPort }) => localPort),
          ]);
      };
      const words = SERVE.slice(0, 60).toLowerCase();
      for (const question of [{ pid: server.pid ?? 0 }, { words }])
        assert.deepEqual(await found(question), [[name, 'process', 4711]]);
      // The kernel's number of the namespace tells it who may not look into the process.
      process.setegid?.(NOBODY);
      process.seteuid?.(NOBODY);
      try {
        assert.deepEqual(await found({ words }), [[name, 'namespace', 4711]]);
      } finally {
        process.seteuid?.(0);
        process.setegid?.(0);
      }
    });

    it('has likely owners for who may enter it, and says of others that they have none', () => {
      assert.equal(
        ours(0, `--namespace=${name} -tln --likely`).stdout,
        ours(0, `--namespace=${name} -tlnp`).stdout,
      );
      assert.match(
        ours(NOBODY, `--namespace=${server.pid} -tln --likely`).stderr,
        /^\(No likely owners for "--likely": the kernel tells of another network namespace to root alone\.\)$/m,
      );
    });

    it('is shown in documents of the editor', () => {
      for (const uid of [0, NOBODY]) {
        const args = [`--namespace=${server.pid}`, '-tln'];
        const { stdout } = run([...as(uid), 'node', '-e', IN_THREAD, WORKER, ...args]);
        assert.equal(stdout, ours(uid, args.join(' ')).stdout);
        assert.match(stdout, /127\.0\.0\.1:4711 /);
      }
      const { stdout } = run(['node', '-e', IN_THREAD, WORKER, `--namespace=${name}`, '-i']);
      assert.equal(stdout, ours(0, `--namespace=${name} -i`).stdout);
    });

    it('ends with a message once the process that stands for it has ended', async () => {
      for (const uid of [0, NOBODY]) {
        const args = [PROGRAM, `--namespace=${server.pid}`, '-tlnc', '--interval=0.05'];
        const child = spawn('node', args, { uid, gid: uid, stdio: ['ignore', 'pipe', 'pipe'] });
        let stderr = '';
        child.stderr.on('data', (text) => (stderr += String(text)));
        await once(child.stdout, 'data');
        if (uid === 0) {
          // It has the namespace by itself.
          child.kill('SIGINT');
          await once(child, 'close');
          continue;
        }
        child.stdout.resume();
        const closed = once(child, 'close');
        await ended(server);
        assert.deepEqual(await closed, [1, null]);
        assert.match(
          stderr,
          /^netstat: process \d+ has ended, or left its network namespace, while that was read\.$/m,
        );
      }
    });
  });

  it('says what there is where there is no such', () => {
    const { stdout, stderr, status } = ours(NOBODY, '--namespace=no-such -an');
    assert.deepEqual([stdout, status], ['', 1]);
    assert.match(stderr, /^netstat: no network namespace "no-such": /);
    assert.match(stderr, new RegExp(`^In /run/netns: .*${name}`, 'm'));
    assert.match(stderr, new RegExp(`^ {2}${machine.pid} \\(`, 'm'));
    assert.match(stderr, /^ {2}\d+ \(.*\) and \d+ more: that of netstat itself$/m);
  });

  it('reads the files of another /proc, by a pid alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstat-proc-'));
    const elsewhere = { PROC_ROOT: join(folder, 'proc') };
    symlinkSync('/proc', elsewhere.PROC_ROOT);
    try {
      const byPid = ours(0, `--namespace=${machine.pid} -rn`, elsewhere);
      assert.equal(byPid.stdout, ours(0, `--namespace=${machine.pid} -rn`).stdout);
      assert.match(byPid.stdout, /live0/);
      assert.match(ours(0, `--namespace=${name} -rn`, elsewhere).stderr, /^In \/run\/netns: none$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  function compare(line: string, uid: number): void {
    const args = line.split(' ');
    const { ours, theirs } = atQuietMoment(
      () => run(['nsenter', '-t', String(machine.pid), '-n', ...as(uid), 'netstat', ...args]),
      () => run([...as(uid), 'node', PROGRAM, `--namespace=${machine.pid}`, ...args]),
    );
    assertSame({ args, uid }, ours, theirs);
  }

  function byName(uid: number, line: string): { ours: Result; theirs: Result } {
    return atQuietMoment(
      () => run(['ip', 'netns', 'exec', name, ...as(uid), 'netstat', line]),
      () => ours(uid, `--namespace=${name} ${line}`),
    );
  }
});

function ours(uid: number, line: string, variables: NodeJS.ProcessEnv = {}): Result {
  return run([...as(uid), 'node', PROGRAM, ...line.split(' ')], variables);
}

function as(uid: number): string[] {
  return uid === 0 ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
}

function run([program = '', ...args]: readonly string[], variables: NodeJS.ProcessEnv = {}): Result {
  const { stdout, stderr, status } = spawnSync(program, args, {
    encoding: 'latin1',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...variables },
    timeout: stretched(20_000),
  });
  return { stdout, stderr, status: status ?? -1 };
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exit = once(process, 'exit');
  process.kill('SIGKILL');
  await exit;
}
