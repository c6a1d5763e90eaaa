/**
 * The engine as the extension has it: a worker, with a thread beside it that listens. Each line of JSON names a call and
 * its arguments ({@link ViewOrder}); each is answered with a line. It ends with its input. Arguments: the worker's file, and
 * `files` where no system calls are to be used.
 */
import { createInterface } from 'node:readline';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';

export interface ViewOrder {
  readonly call: keyof WorkerEngine | 'log';
  readonly args: readonly unknown[];
}

/** What is answered: the value with NaN as null, typed arrays as lists; or why there is none. */
export type ViewAnswer = { readonly value: unknown } | { readonly error: string };

const log: string[] = [];
const [, , workerPath = '', how] = process.argv;
const engine = new WorkerEngine({
  workerPath,
  systemCalls: () => how !== 'files',
  onDied: (message) => void log.push(`died: ${message}`),
  onLog: (line) => void log.push(line),
});
engine.retain();

async function follow({ call, args }: ViewOrder): Promise<ViewAnswer> {
  if (call === 'log') return { value: log.splice(0) };
  try {
    const method = engine[call] as (...values: readonly unknown[]) => unknown;
    const value = await Reflect.apply(method, engine, args);
    // What else a snapshot has is of no interest here, and large.
    if (call === 'scan') return { value: { hasTraffic: 'traffic' in (value as object) } };
    return { value };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function plain(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await follow(JSON.parse(line) as ViewOrder), plain)}\n`);
  engine.dispose();
  process.exit();
}

void main();
