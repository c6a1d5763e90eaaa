/**
 * What is measured in a process of its own, said as JSON: `calls memory WORKER [PASSES]` what engine and snapshot take of the
 * memory, and `calls denied` how often an engine asks in vain for descriptors; with `files` for `calls` without system
 * calls.
 */
import { setTimeout as later } from 'node:timers/promises';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';
import { pageRequest } from '../unit/pageRequest';
import { newEngine } from './engine';

const [, , how, what, worker = '', passes = '10'] = process.argv;
const systemCalls = how === 'calls';

const PAGE = pageRequest();

/** Passes in a minute at the usual interval of two seconds. */
const PASSES_A_MINUTE = 30;

/** Resident memory in MB. */
export interface Memory {
  /** Taken while the worker runs and holds all sockets, as with the Connections view open. */
  readonly held: number;
  /** Still taken after the worker has ended. */
  readonly left: number;
}

export interface Denied {
  readonly first: number;
  /** In the minute after the first pass. */
  readonly minute: number;
}

async function memory(workerPath: string): Promise<Memory> {
  const engine = new WorkerEngine({
    workerPath,
    systemCalls: () => systemCalls,
    onDied: console.error,
    onLog: () => undefined,
  });
  const before = resident();
  for (let pass = 0; pass < Number(passes); pass++) {
    await engine.scan('all', pass === 0, 'listening');
    await engine.page(PAGE);
  }
  const held = resident() - before;
  engine.dispose();
  await later(1_000);
  return { held, left: resident() - before };
}

async function denied(): Promise<Denied> {
  const engine = newEngine(systemCalls);
  await engine.scan('all', true);
  const first = engine.denials;
  for (let pass = 0; pass < PASSES_A_MINUTE; pass++) await engine.scan('all', false);
  return { first, minute: engine.denials - first };
}

function resident(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

void (what === 'memory' ? memory(worker) : denied()).then((answer) => console.log(JSON.stringify(answer)));
