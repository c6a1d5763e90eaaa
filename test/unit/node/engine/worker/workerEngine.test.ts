import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Containers } from '../../../../../src/core/model/container';
import { ownersOf } from '../../../../../src/core/model/snapshot';
import { until } from '../../../../host/until';
import { listRequest } from '../../../pageRequest';
import { WorkerEngine } from '../../../../../src/node/engine/worker/workerEngine';

describe('WorkerEngine', () => {
  let folder: string;
  let workerPath: string;
  let server: Server;
  let engine: WorkerEngine;
  const died: string[] = [];
  const logged: string[] = [];
  const told: Containers[] = [];
  let systemCalls = true;

  before(async () => {
    // Within the repository, from where native code is found.
    await mkdir(resolve(__dirname, '../../../../../out'), { recursive: true });
    folder = await mkdtemp(resolve(__dirname, '../../../../../out/worker-'));
    workerPath = join(folder, 'worker.js');
    await build({
      entryPoints: [resolve(__dirname, '../../../../../src/node/engine/worker/engineWorker.ts')],
      bundle: true,
      platform: 'node',
      external: ['koffi'],
      outfile: workerPath,
      logLevel: 'error',
    });
    server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    died.length = 0;
    logged.length = 0;
    told.length = 0;
    systemCalls = true;
    engine = make(workerPath);
  });

  afterEach(() => engine.dispose());

  function make(path: string): WorkerEngine {
    return new WorkerEngine({
      workerPath: path,
      linger: 50,
      onDied: (message) => void died.push(message),
      systemCalls: () => systemCalls,
      onLog: (line) => void logged.push(line),
      onContainers: (containers) => void told.push(containers),
    });
  }

  it('tells of containers while they are watched, each worker anew, and starts none for it', async () => {
    const wish = { settings: { engines: 'off', startsPodman: false }, isLikely: true } as const;
    engine.watchContainers(wish);
    assert.equal(engine.isRunning, false);
    await engine.listeners();
    await until('the first word', () => told.length === 1);
    assert.deepEqual(told[0]?.engines, []);
    await until('the end of the worker', () => !engine.isRunning, 5_000, 10);
    await engine.listeners();
    await until('that of the next worker', () => told.length === 2);
    engine.watchContainers(undefined);
    await until('the end of that one', () => !engine.isRunning, 5_000, 10);
    await engine.listeners();
    await engine.containers(wish.settings);
    assert.equal(told.length, 2);
  });

  it('uses system calls unless told otherwise, and begins anew where that changes', async () => {
    const findsServer = async (): Promise<boolean> => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      return (await engine.scan('listening', true)).inet.localPort.includes(port ?? 0);
    };
    assert.ok(await findsServer());
    systemCalls = false;
    engine.renew();
    assert.ok(await findsServer());
    assert.deepEqual(
      logged.filter((line) => line.includes('system calls')).map((line) => line.split('; ')[0]),
      ['with system calls', 'without system calls: They are turned off.'],
    );
  });

  it('tells every worker what the window has, and starts none for it', async () => {
    const share = async (): Promise<unknown> => {
      const { processes } = await engine.scan('listening', true);
      return processes.get(process.pid)?.windowRoots;
    };
    engine.setWindow({ editorPid: process.ppid, roots: [process.pid], folders: [] });
    assert.equal(engine.isRunning, false);
    assert.deepEqual(await share(), [process.pid]);
    await until('the end of the worker', () => !engine.isRunning, 5_000, 10);
    assert.deepEqual(await share(), [process.pid]);
    engine.setWindow({ editorPid: process.ppid, roots: [], folders: [] });
    assert.equal(await share(), undefined);
  });

  it('finds a server of this machine and its owner', async () => {
    const snapshot = await engine.scan('listening', true);
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const row = snapshot.inet.localPort.indexOf(address.port);
    assert.ok(row >= 0, 'the server is in the snapshot');
    assert.ok(ownersOf(snapshot, row).some(({ pid }) => pid === process.pid));
  });

  it('passes every other question on to the thread, and its answer back', async () => {
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { port } = address;
    const facts = await engine.portFacts({ transport: 'tcp', port });
    assert.ok(facts.snapshot.inet.localPort.includes(port));
    assert.ok((await engine.listeners()).inet.localPort.includes(port));
    assert.ok((await engine.readTable('interfaces')).contents.interfaces.length > 0);
    const me = (await engine.scan('inet', true)).processes.get(process.pid);
    assert.ok(me !== undefined);
    assert.equal((await engine.origins([me]))[0]?.pid, process.pid);
    const page = await engine.page(listRequest({ filter: `port:${port}`, showsListening: true }));
    assert.ok(page.listening >= 1);
    assert.deepEqual(died, []);
  });

  it('ends some time after its last consumer is gone, and starts again when asked', async () => {
    engine.retain();
    await engine.scan('listening', false);
    await new Promise((passed) => setTimeout(passed, 120));
    assert.equal(engine.isRunning, true, 'a consumer keeps it');
    engine.release();
    await until('the end of the worker', () => !engine.isRunning, 5_000, 10);
    assert.ok((await engine.scan('listening', false)).sequence >= 1);
    assert.deepEqual(died, []);
  });

  it('has the samples of traffic of the worker before it', async () => {
    const series = async (): Promise<{ sequence: number; times: number[] }> => {
      const { sequence, times } = await engine.trafficSeries({ place: 'panel', window: 5, processes: 1 });
      return { sequence, times: [...times] };
    };
    const sample = async (): Promise<void> =>
      void (await engine.scan('inet', true, undefined, undefined, true));
    await sample();
    const before = await series();
    assert.ok(before.sequence >= 1);
    await until('the end of the worker', () => !engine.isRunning, 5_000, 10);
    assert.deepEqual(await series(), before);
    engine.renew();
    await sample();
    const after = await series();
    assert.equal(after.sequence, before.sequence + 1);
    assert.deepEqual(
      logged.filter((line) => line.includes('lost')),
      [],
    );
  });

  it('rejects what is under way when the worker dies, and starts another for the next request', async () => {
    const dying = join(folder, 'dying.js');
    await writeFile(
      dying,
      "require('node:worker_threads').parentPort.once('message', () => process.exit(3));",
    );
    const mortal = make(dying);
    await assert.rejects(mortal.scan('listening', false), /died: it exited with code 3/);
    assert.equal(died.length, 1);
    await assert.rejects(mortal.scan('listening', false), /died/);
    mortal.dispose();
  });

  it('rejects with the message of what failed in the worker, and lives on', async () => {
    const failing = join(folder, 'failing.js');
    await writeFile(
      failing,
      "const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ id }) => parentPort.postMessage({ id, ok: false, message: 'no such thing' }));",
    );
    const unlucky = make(failing);
    await assert.rejects(unlucky.ancestors(1), /no such thing/);
    assert.equal(unlucky.isRunning, true);
    unlucky.dispose();
  });

  it('answers nothing after it was disposed', async () => {
    engine.dispose();
    await assert.rejects(engine.scan('listening', false), /shut down/);
  });
});
