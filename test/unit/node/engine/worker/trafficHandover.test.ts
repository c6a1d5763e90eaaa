import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Engine } from '../../../../../src/core/model/engine';
import { TrafficHandover } from '../../../../../src/node/engine/worker/trafficHandover';
import { WorkerEngine } from '../../../../../src/node/engine/worker/workerEngine';
import { until } from '../../../../host/until';

/**
 * A worker that answers with what it was asked, in order, and hands over two blocks, to which it has added a byte each. What it
 * does when it is to end is put in.
 */
const WORKER = (atEnd: string): string => `
  const { parentPort } = require('node:worker_threads');
  const asked = [];
  let size = 0;
  const handOver = () => {
    const traffic = { recorder: new ArrayBuffer(size + 1), history: new ArrayBuffer(size + 1) };
    parentPort.postMessage({ traffic }, [traffic.recorder, traffic.history]);
  };
  parentPort.on('message', ({ id, request: { method, args } }) => {
    if (method === 'keepTraffic') { ${atEnd} return; }
    if (method === 'restoreTraffic') size = args[0].history.byteLength;
    asked.push(method === 'restoreTraffic' ? method + ' ' + size : method);
    if (method === 'scan') parentPort.postMessage({ id, ok: false, message: 'nothing to see' });
    else parentPort.postMessage({ id, ok: true, value: [...asked] });
  });`;

describe('TrafficHandover', () => {
  let folder: string;
  let engine: WorkerEngine;
  const logged: string[] = [];
  const died: string[] = [];

  before(async () => {
    await mkdir(resolve(__dirname, '../../../../../out'), { recursive: true });
    folder = await mkdtemp(resolve(__dirname, '../../../../../out/handover-'));
  });

  after(() => rm(folder, { recursive: true }));

  beforeEach(() => {
    logged.length = 0;
    died.length = 0;
  });

  afterEach(() => engine.dispose());

  async function start(atEnd: string): Promise<void> {
    const workerPath = join(folder, 'worker.js');
    await writeFile(workerPath, WORKER(atEnd));
    engine = new WorkerEngine({
      workerPath,
      linger: 20,
      onDied: (message) => void died.push(message),
      onLog: (line) => void logged.push(line),
    });
  }

  /** Has the worker take a sample. */
  const sample = (): Promise<void> =>
    assert.rejects(engine.scan('inet', true, undefined, undefined, true), /nothing to see/);
  /** What the worker was asked so far, by a question that is not about traffic, and by one that is. */
  const asked = (): Promise<unknown> => engine.ancestors(1) satisfies ReturnType<Engine['ancestors']>;
  const askedOfTraffic = (): Promise<unknown> => engine.trafficRow([]);
  const ended = async (): Promise<void> =>
    void (await until('the end of the worker', () => !engine.isRunning, 5_000, 5));
  const lost = (): string[] => logged.filter((line) => line.includes('lost'));

  it('gives the next worker the samples before it is asked anything, and the one after that, too', async () => {
    await start('handOver();');
    await sample();
    await ended();
    assert.deepEqual(await askedOfTraffic(), ['restoreTraffic 1', 'trafficRow']);
    await ended();
    assert.deepEqual(await askedOfTraffic(), ['restoreTraffic 2', 'trafficRow']);
    assert.deepEqual([lost(), died], [[], []]);
  });

  it('asks no worker that took no samples', async () => {
    await start('process.exit(9);');
    await asked();
    await askedOfTraffic();
    await ended();
    assert.deepEqual(await asked(), ['ancestors']);
    assert.deepEqual([lost(), died], [[], []]);
  });

  it('gives the samples to the worker that is started anew, at once', async () => {
    await start('handOver();');
    engine.retain();
    await sample();
    engine.renew();
    assert.deepEqual(await askedOfTraffic(), ['restoreTraffic 1', 'trafficRow']);
    assert.deepEqual(lost(), []);
  });

  it('lets nobody wait for it but who asks about traffic, and these ask behind it', async () => {
    // Until the new worker says so by the file system, the old one keeps what it has.
    const sign = join(folder, 'sign');
    await start(`
      const { existsSync } = require('node:fs');
      const wait = setInterval(() => { if (existsSync(${JSON.stringify(sign)})) { clearInterval(wait); handOver(); } }, 5);`);
    engine.retain();
    await sample();
    engine.renew();
    const [first, held, second] = [asked(), askedOfTraffic(), asked()];
    assert.deepEqual(await first, ['ancestors']);
    assert.deepEqual(await second, ['ancestors', 'ancestors']);
    await writeFile(sign, '');
    assert.deepEqual(await held, ['ancestors', 'ancestors', 'restoreTraffic 1', 'trafficRow']);
    await rm(sign);
  });

  it('keeps the samples for another worker where the next one is gone before they come', async () => {
    const sign = join(folder, 'sign');
    await start(`
      const { existsSync } = require('node:fs');
      const wait = setInterval(() => { if (existsSync(${JSON.stringify(sign)})) { clearInterval(wait); handOver(); } }, 5);`);
    await sample();
    engine.renew();
    await asked();
    engine.renew();
    // The next one is gone with the question that has yet another worker; the samples come behind it.
    const held = askedOfTraffic();
    await writeFile(sign, '');
    assert.deepEqual(await held, ['restoreTraffic 1', 'trafficRow']);
    await rm(sign);
  });

  it('ends a worker that does not answer after a second, and goes on without its samples', async () => {
    await start('');
    await sample();
    await ended();
    const began = performance.now();
    assert.deepEqual(await askedOfTraffic(), ['trafficRow']);
    assert.ok(performance.now() - began < 3_000);
    assert.deepEqual(lost(), ['samples of traffic are lost: it did not answer']);
  });

  it('goes on without the samples of a worker that dies, and says so', async () => {
    await start('process.exit(3);');
    await sample();
    await ended();
    assert.deepEqual(await askedOfTraffic(), ['trafficRow']);
    assert.deepEqual(lost(), ['samples of traffic are lost: it exited with code 3']);
    assert.deepEqual(died, [], 'it was not in use');
  });

  it('says that samples are lost with a worker that dies in use', async () => {
    await start('');
    const dying = join(folder, 'worker.js');
    await writeFile(dying, `require('node:worker_threads').parentPort.on('message', () => process.exit(4));`);
    await assert.rejects(engine.scan('inet', true, undefined, undefined, true), /code 4/);
    assert.deepEqual(lost(), ['samples of traffic are lost: it exited with code 4']);
  });

  it('hands nothing over once it was disposed, and rejects who still waits', async () => {
    await start('');
    engine.retain();
    await sample();
    engine.renew();
    const waiting = assert.rejects(askedOfTraffic(), /shut down/);
    engine.dispose();
    await waiting;
    assert.equal(engine.isRunning, false);
  });

  it('has a worker that records end that first, disposed or not, and tells the next one of it behind that', async () => {
    const file = join(folder, 'told');
    await start('');
    await writeFile(
      join(folder, 'worker.js'),
      `const { appendFileSync } = require('node:fs');
       const { parentPort, threadId } = require('node:worker_threads');
       parentPort.on('message', ({ id, request: { method, args: [wish] } }) => {
         appendFileSync(${JSON.stringify(file)}, threadId + ' ' + method + ' ' + (wish?.record ?? 'none') + '\\n');
         const ends = method === 'recordHistory' && wish === undefined;
         if (method === 'recordHistory' && !ends) parentPort.postMessage({ history: { recorder: 'this' } });
         else if (method === 'keepTraffic') parentPort.postMessage({ traffic: undefined });
         else setTimeout(() => parentPort.postMessage({ id, ok: true, value: [] }), ends ? 50 : 0);
       });`,
    );
    /** What each worker was told, without the numbers of threads, which grow. */
    const told = async (): Promise<string[][]> => {
      const lines = (await readFile(file, 'utf8')).trim().split('\n');
      const byThread = new Map<string, string[]>();
      for (const line of lines) {
        const [thread = ''] = line.split(' ');
        byThread.set(thread, [...(byThread.get(thread) ?? []), line]);
      }
      return [...byThread.values()].map((all) => all.map((line) => line.slice(line.indexOf(' ') + 1)));
    };
    const wish = { record: 'listeners', keepHours: 1, keepMegabytes: 1, interval: 1, by: 'window' } as const;
    engine.recordHistory(wish);
    await asked();
    engine.retain();
    engine.renew();
    await asked();
    await engine.ended();
    await asked();
    engine.dispose();
    await engine.ended();
    const began = ['ancestors none', 'recordHistory listeners', 'ancestors none'];
    assert.deepEqual(
      (await told()).map((lines) => lines.toSorted()),
      [
        ['ancestors none', 'keepTraffic none', 'recordHistory listeners', 'recordHistory none'],
        [...began, 'keepTraffic none', 'recordHistory none'].toSorted(),
      ],
    );
    assert.deepEqual([lost(), died], [[], []]);
  });

  it('keeps nothing that nobody would show any more', async () => {
    await start('');
    const worker = { terminate: () => Promise.resolve(0) } as unknown as Worker;
    const kept = { recorder: new ArrayBuffer(1), history: new ArrayBuffer(1) };
    const handOver = (keptFor?: number): TrafficHandover => {
      const handover = new TrafficHandover(() => undefined, keptFor);
      handover.end(worker, () => handover.told(worker, kept));
      return handover;
    };
    assert.equal(handOver().take(), kept);
    const short = handOver(1);
    await new Promise((passed) => setTimeout(passed, 20));
    assert.equal(short.take(), undefined);
  });
});
