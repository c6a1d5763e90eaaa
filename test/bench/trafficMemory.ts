/**
 * `trafficMemory with|without`: the memory that an hour of passes takes with samples of them, or without, said as JSON
 * ({@link TrafficMemory}); run with --expose-gc.
 * They are taken in a worker, with the limits of the extension's: what lies about before it is collected depends on them, and
 * memory is given to another thread in another way.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { type InetColumns, sliceInet } from '../../src/core/model/inetTable';
import type { Snapshot } from '../../src/core/model/snapshot';
import { type TrafficColumns, uncounted } from '../../src/core/model/trafficTable';
import { returnLargeBlocks } from '../../src/node/system/largeBlocks';
import { LIMITS } from '../../src/node/engine/worker/workerEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';
import { type MadeSocket, process as madeProcess, snapshot } from '../unit/snapshots';
import { ACTIVE, newTraffic, ROWS } from './trafficParts';

const CONNECTIONS = 10_000;
const PROCESSES = 200;
const HOSTS = 500;
/** Milliseconds between samples, as `netstat.refreshInterval` has it where nobody chose. */
const STEP = 2_000;
const SAMPLES = 3_600_000 / STEP;
/** Connections that close between two samples, and as many come. */
const CLOSING = 20;
/** Of so many samples the rows are asked for once: what is kept of them is the same. */
const ASKING = 10;
const START = 1_700_000_000_000;

/** Megabytes. */
export interface TrafficMemory {
  readonly resident: number;
  /** Of JavaScript's objects and buffers. */
  readonly used: number;
}

/** Connections of which some do something in each step, and some are others. */
class MadeConnections {
  readonly #whole: Snapshot;
  #inet: InetColumns;
  #traffic: TrafficColumns;
  #sequence = 0;
  #made = CONNECTIONS;

  constructor() {
    const owners = Array.from({ length: PROCESSES }, (_, i) => madeProcess({ pid: 1000 + i, startTime: i }));
    const sockets = Array.from({ length: CONNECTIONS }, (_, i): MadeSocket => ({
      local: ['10.9.9.9', 1024 + i],
      remote: [`10.0.${(i % HOSTS) >> 8}.${(i % HOSTS) & 255}`, 443],
      ...{ state: 1, inode: 1 + i, pids: [1000 + (i % PROCESSES)] },
    }));
    this.#whole = snapshot(sockets, owners);
    this.#inet = this.#whole.inet;
    this.#traffic = uncounted(CONNECTIONS);
    for (let row = 0; row < CONNECTIONS; row++) this.#open(row, row + 1);
  }

  next(): Snapshot {
    const sequence = this.#sequence++;
    this.#inet = sliceInet(
      this.#inet,
      this.#inet.inode.map((_, row) => row),
    );
    this.#traffic = copyOf(this.#traffic);
    const { sent, received, roundTrip } = this.#traffic;
    for (let row = sequence % ACTIVE; row < CONNECTIONS; row += ACTIVE) {
      sent[row] = (sent[row] ?? 0) + 1 + ((row * 7919 + sequence) % 100_000);
      received[row] = (received[row] ?? 0) + 1 + ((row * 104_729 + sequence) % 1_000_000);
      roundTrip[row] = 200 + ((row + sequence * 31) % 5_000);
    }
    for (let i = 0; i < CLOSING; i++) this.#open((sequence * CLOSING + i) % CONNECTIONS, ++this.#made);
    return {
      ...this.#whole,
      ...{
        inet: this.#inet,
        traffic: this.#traffic,
        sequence,
        takenAt: START + sequence * STEP,
        duration: 0,
      },
    };
  }

  #open(row: number, number: number): void {
    this.#inet.inode[row] = number;
    this.#inet.localPort[row] = 1024 + (number % 60_000);
    this.#traffic.cookie[row] = number;
    this.#traffic.sent[row] = this.#traffic.received[row] = 0;
    this.#traffic.congestionWindow[row] = 10;
  }
}

function copyOf(columns: TrafficColumns): TrafficColumns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.slice()]),
  ) as TrafficColumns;
}

function main(withSamples: boolean): TrafficMemory {
  const calls = loadSystemCalls();
  if (!(calls instanceof Error)) returnLargeBlocks(calls);
  const made = new MadeConnections();
  let clock = 0;
  const traffic = newTraffic({ counters: () => ({ interfaces: [] }), monotonic: () => clock });
  let last = made.next();
  for (let pass = 0; pass < SAMPLES; pass++, clock += STEP) {
    last = made.next();
    if (!withSamples) continue;
    traffic.take(last);
    if (pass % ASKING === 0) traffic.rows(ROWS);
  }
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  // What is asked here is still in use above.
  const { sequence } = traffic.rows(ROWS);
  if (sequence !== (withSamples ? SAMPLES : 0) || last.inet.inode.length !== CONNECTIONS)
    throw new Error(`${sequence} samples of ${SAMPLES} were kept.`);
  return { resident: rss / 2 ** 20, used: (heapUsed + external) / 2 ** 20 };
}

if (isMainThread) {
  const worker = new Worker(__filename, { workerData: process.argv[2], resourceLimits: LIMITS });
  worker.once('exit', (code) => (process.exitCode = code));
} else console.log(JSON.stringify(main(workerData === 'with')));
