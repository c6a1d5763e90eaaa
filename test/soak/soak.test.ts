/**
 * The engine over many refreshes while connections come and go: what it needs may not grow. `npm run soak` takes
 * NETSTAT_REFRESHES refreshes, 20,000 unless told; `npm test` a tenth.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';
import { hasNativeCode } from '../nativeCode';
import { listRequest } from '../unit/pageRequest';

const REFRESHES = Number(process.env['NETSTAT_REFRESHES'] ?? 20_000);

/** How often the worker ends for want of consumers, and is started again. */
const RESTARTS = 10;

/** Looks at the memory in all. */
const SAMPLES = 90;

/** What the last third may have more than the one before: the heap's own ups and downs. */
const TOLERANCE = 1.1;
const SLACK = 4 * 2 ** 20;

/** Twenty connections a second come, and each goes after a second. */
const CHURN = `
  const { connect, createServer } = require('node:net');
  const server = createServer((socket) => socket.on('error', () => {}));
  server.listen(0, '127.0.0.1', () => {
    setInterval(() => {
      const socket = connect(server.address().port, '127.0.0.1');
      socket.on('error', () => {});
      setTimeout(() => socket.destroy(), 1000);
    }, 50);
    console.log('ready');
  });
  process.stdin.resume().on('end', () => process.exit());`;

const PAGE = listRequest();

interface Sample {
  readonly heap: number;
  readonly resident: number;
  readonly descriptors: number;
}

function sample(): Sample {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss, descriptors: readdirSync('/proc/self/fd').length };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe(`${REFRESHES} refreshes under churn`, () => {
  let folder: string;
  let churn: ChildProcess;
  let engine: WorkerEngine;
  const samples: Sample[] = [];
  const died: string[] = [];
  const logged = new Set<string>();
  let restarts = 0;

  before(async function () {
    this.timeout(0);
    // Within the repository, from where native code is found.
    const out = resolve(__dirname, '../../out');
    await mkdir(out, { recursive: true });
    folder = await mkdtemp(join(out, 'soak-'));
    const workerPath = join(folder, 'worker.js');
    const entry = resolve(__dirname, '../../src/node/engine/worker/engineWorker.ts');
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      external: ['koffi'],
      outfile: workerPath,
      logLevel: 'error',
    });
    churn = spawn(process.execPath, ['-e', CHURN], { stdio: ['pipe', 'pipe', 'inherit'] });
    assert.ok(churn.stdout);
    await once(churn.stdout, 'data');
    engine = new WorkerEngine({
      workerPath,
      linger: 10,
      onDied: (why) => void died.push(why),
      onLog: (line) => void logged.add(line),
    });
    await soak();
  });

  after(async () => {
    engine.dispose();
    churn.stdin?.end();
    if (churn.exitCode === null) await once(churn, 'exit');
    await rm(folder, { recursive: true });
  });

  async function soak(): Promise<void> {
    let revision = 0;
    engine.retain();
    for (let refresh = 1; refresh <= REFRESHES; refresh++) {
      await engine.scan('inet', refresh % 100 === 0, 'listening');
      ({ revision } = await engine.page({ ...PAGE, revision }));
      if (refresh % 50 === 0) await engine.readTable('statistics');
      if (refresh % Math.ceil(REFRESHES / SAMPLES) === 0) samples.push(sample());
      if (refresh % Math.ceil(REFRESHES / RESTARTS) === 0) {
        engine.release();
        while (engine.isRunning) await new Promise((later) => setTimeout(later, 5));
        restarts++;
        engine.retain();
        revision = 0;
      }
    }
    engine.release();
  }

  function assertFlat(of: keyof Sample, slack: number): void {
    const values = samples.map((each) => each[of]);
    const third = Math.floor(values.length / 3);
    const [before, after] = [median(values.slice(third, 2 * third)), median(values.slice(2 * third))];
    assert.ok(after <= before * TOLERANCE + slack, `${of}: ${before} before, ${after} in the last third`);
  }

  it('keep the heap flat', () => assertFlat('heap', SLACK));
  it('keep the resident memory flat', () => assertFlat('resident', 2 * SLACK));

  it('leak no descriptor', () => {
    const counts = samples.map(({ descriptors }) => descriptors);
    const third = Math.floor(counts.length / 3);
    assert.equal(median(counts.slice(2 * third)), median(counts.slice(third, 2 * third)));
    assert.ok(Math.max(...counts.slice(2 * third)) <= Math.max(...counts.slice(0, 2 * third)));
  });

  it('survive the worker’s ends and starts', () => {
    assert.equal(restarts, RESTARTS);
    assert.deepEqual(died, []);
  });

  it('use system calls in all of it, wherever native code is shipped', () => {
    const notes = [...logged].filter((line) => line.includes('system calls'));
    const ways = new Set(notes.map((note) => note.split('; ')[0]));
    if (hasNativeCode) assert.deepEqual([...ways], ['with system calls']);
  });
});
