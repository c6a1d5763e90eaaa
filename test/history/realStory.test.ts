/** What is recorded of a port that real programs have one after the other, while no view is open. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  HistoryConnection,
  HistoryListener,
  HistoryStatus,
  HistoryWish,
} from '../../src/core/model/history';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';
import { repository } from '../host/paths';
import { until } from '../host/until';
import { whyNoNativeCode } from '../nativeCode';
import { skipWithReason } from '../skip';
import type { Plan } from '../traffic/load.inner';
import { bundlePrograms, Loader } from '../traffic/programs';

const WISH: HistoryWish = {
  ...{ record: 'listeners', keepHours: 24, keepMegabytes: 64, interval: 10_000, by: 'window' },
};

const SERVER = `
  const server = require('node:net').createServer();
  server.listen(Number(process.argv[1]), '127.0.0.1', () => console.log(server.address().port));`;

describe('the history of a port that programs take from each other, with every view closed', () => {
  const children: ChildProcess[] = [];
  const statuses: HistoryStatus[] = [];
  let folder: string;
  let engine: WorkerEngine;
  let before: string | undefined;

  const open = (): WorkerEngine =>
    new WorkerEngine({
      workerPath: join(repository, 'dist/worker.js'),
      onDied: (message) => assert.fail(message),
      onLog: () => undefined,
      onHistory: (status) => void statuses.push(status),
    });

  beforeEach(function () {
    skipWithReason(this, whyNoNativeCode());
    folder = mkdtempSync(join(tmpdir(), 'netstat-history-'));
    before = process.env['NETSTAT_HISTORY_FOLDER'];
    process.env['NETSTAT_HISTORY_FOLDER'] = folder;
    engine = open();
    engine.retain();
  });
  afterEach(async () => {
    engine.dispose();
    await engine.ended();
    for (const child of children.splice(0)) child.kill('SIGKILL');
    statuses.length = 0;
    if (before === undefined) delete process.env['NETSTAT_HISTORY_FOLDER'];
    else process.env['NETSTAT_HISTORY_FOLDER'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server on a port, or on any. */
  async function serve(port = 0): Promise<{ child: ChildProcess; port: number; pid: number }> {
    const child = spawn(process.execPath, ['-e', SERVER, '--', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, port: Number(String(line)), pid: child.pid ?? 0 };
  }

  const end = async ({ child }: { child: ChildProcess }): Promise<void> => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };

  const listeners = async (port: number): Promise<readonly HistoryListener[]> => {
    const { entries } = await engine.history({ port, kinds: ['listener'], most: 100 });
    return entries.filter((entry) => entry.kind === 'listener').toReversed();
  };
  const pids = (all: readonly HistoryListener[]): (number | undefined)[] =>
    all.map(({ owners }) => owners.programs[0]?.pid);

  it('has who had it, who took it when, and that the first was ended from here', async function () {
    this.timeout(120_000);
    engine.recordHistory(WISH);
    const first = await serve();
    const { port } = first;
    await until('the first', async () => (await listeners(port)).length === 1, 15_000, 200);
    const [owner] = (await listeners(port)).flatMap(({ owners }) => owners.programs);
    assert.ok(owner);
    const outcome = await engine.signal({ pid: owner.pid, startTime: owner.startTime }, 'SIGTERM', undefined);
    assert.equal(outcome.kind, 'sent');
    if (first.child.exitCode === null && first.child.signalCode === null) await once(first.child, 'exit');
    const killedAt = Date.now();
    const second = await serve(port);
    await until('the second', async () => (await listeners(port)).length === 2, 15_000, 200);
    // The kernel told of the first one's end, and so the second was looked for at once.
    const found = Date.now() - killedAt;
    await end(second);
    const third = await serve(port);
    await until('the third', async () => (await listeners(port)).length === 3, 15_000, 200);
    const all = await listeners(port);
    assert.deepEqual(pids(all), [first.pid, second.pid, third.pid]);
    assert.deepEqual(
      all.map(({ ending, owners: { evidence } }) => [ending, evidence]),
      [
        ['closed', 'seen'],
        ['closed', 'seen'],
        [undefined, 'seen'],
      ],
    );
    for (const [i, { opened, closed }] of all.entries()) {
      const next = all[i + 1];
      if (next === undefined) continue;
      assert.ok(closed !== undefined && closed.after === closed.by, 'the kernel told when');
      assert.ok(opened.by <= closed.by && closed.by <= next.opened.by);
      assert.ok((next.opened.after ?? 0) <= next.opened.by);
    }
    assert.ok(found < WISH.interval, `${found} ms`);
    const { entries } = await engine.history({ pid: first.pid, kinds: ['action'], most: 10 });
    assert.deepEqual(
      entries.map((entry) => entry.kind === 'action' && [entry.by, entry.deed.kind, entry.outcome]),
      [['window', 'signal', 'sent']],
    );
  });

  it('has who had a UNIX socket, and when, though nobody looks at any', async function () {
    this.timeout(60_000);
    engine.recordHistory({ ...WISH, interval: 500 });
    const path = join(folder, 'control.sock');
    const told = async (): Promise<HistoryListener | undefined> => {
      const { entries } = await engine.history({ path, most: 2 });
      assert.ok(entries.length < 2);
      return entries.find((entry) => entry.kind === 'listener');
    };
    assert.equal((await engine.historyStatus()).recorder, 'this');
    const began = Date.now();
    const script =
      'require("node:net").createServer().listen(process.argv[1], () => console.log("listens"));';
    const child = spawn(process.execPath, ['-e', script, '--', path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    const open = await until('its beginning', told, 15_000, 200);
    assert.deepEqual(
      open.owners.programs.map(({ pid }) => pid),
      [child.pid],
    );
    assert.ok(open.opened.by >= began && open.closed === undefined);
    await end({ child });
    const closed = await until('its end', async () => (await told())?.closed, 15_000, 200);
    assert.ok((closed.after ?? closed.by) <= closed.by && closed.by <= Date.now());
  });

  it('ends in order with its engine, and goes on with the next one, which knows when nobody looked', async function () {
    this.timeout(60_000);
    engine.recordHistory(WISH);
    const { port } = await serve();
    await until('the server', async () => (await listeners(port)).length === 1, 15_000, 200);
    engine.dispose();
    await engine.ended();
    engine = open();
    engine.retain();
    const [ended] = await listeners(port);
    assert.equal(ended?.ending, 'unwatched');
    engine.recordHistory(WISH);
    await until('the next recorder', () => statuses.at(-1)?.recorder === 'this', 15_000, 50);
    await until('the server again', async () => (await listeners(port)).length === 2, 15_000, 200);
    const [, again] = await listeners(port);
    assert.deepEqual([again?.ending, again?.owners.evidence], [undefined, 'seen']);
    const { entries } = await engine.history({ kinds: ['gap'], most: 10 });
    const gaps = entries.map((entry) => entry.kind === 'gap' && entry.why);
    assert.deepEqual(gaps, ['ended']);
  });

  it('takes each connection once while the Traffic page opens and closes', async function () {
    this.timeout(120_000);
    await bundlePrograms();
    const loader = new Loader();
    try {
      engine.recordHistory({ ...WISH, record: 'connections', interval: 2_000 });
      await engine.historyStatus();
      const plans: Plan[] = Array.from({ length: 1_000 }, () => ({ up: 3, down: 5, ending: 'client' }));
      const ports: number[] = [];
      for (const isWatched of [false, true, false, true, false]) {
        const making = loader.make({ kind: 'plans', plans, atOnce: 20, host: '127.0.0.1' });
        // In the midst of it.
        engine.watchTraffic(isWatched);
        if (isWatched) await engine.scan('inet', false, 'listening', undefined, true);
        const made = await making;
        ports.push(made[0]?.serverPort ?? 0);
      }
      const all = async (): Promise<readonly HistoryConnection[]> => {
        const found = new Map<number, HistoryConnection>();
        for (const port of ports) {
          const { entries } = await engine.history({ port, kinds: ['connection'], most: 5_000 });
          for (const entry of entries)
            if (entry.kind === 'connection' && ports.includes(entry.local.port)) found.set(entry.id, entry);
        }
        return [...found.values()];
      };
      const sum = (entries: readonly HistoryConnection[], of: (entry: HistoryConnection) => number): number =>
        entries.reduce((total, entry) => total + of(entry), 0);
      const total = plans.length * ports.length;
      await until(
        'all connections',
        async () => sum(await all(), ({ count }) => count) >= total,
        30_000,
        500,
      );
      const entries = await all();
      assert.equal(
        sum(entries, ({ count }) => count),
        total,
      );
      assert.equal(
        sum(entries, ({ sent = 0 }) => sent),
        5 * total,
      );
      assert.equal(
        sum(entries, ({ received = 0 }) => received),
        3 * total,
      );
      const { entries: gaps } = await engine.history({ kinds: ['gap'], most: 10 });
      assert.deepEqual(gaps, []);
    } finally {
      await loader.end();
    }
  });

  it('keeps nothing, of actions neither, where nothing is to be recorded', async () => {
    engine.recordHistory({ ...WISH, record: 'off' });
    const { child, pid } = await serve();
    const process = (await engine.processes()).find((each) => each.pid === pid);
    assert.ok(process);
    await engine.signal(process, 'SIGTERM', undefined);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const { entries, status } = await engine.history({ most: 10 });
    assert.deepEqual([entries, status.record, status.recorder], [[], 'off', 'none']);
    assert.equal(status.folder, undefined, 'not even a file');
  });
});
