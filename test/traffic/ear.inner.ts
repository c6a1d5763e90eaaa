/**
 * Listens to connections that close, as the engine does. It is told what to do by a line of JSON each ({@link Order}),
 * and answers each with a line. It ends with its input. Arguments: the thread's file, and the bytes of its queue.
 */
import { createInterface } from 'node:readline';
import { addressAt } from '../../src/core/model/inetTable';
import type { Destroyed } from '../../src/core/traffic/destroyedSockets';
import { DestroyedListener } from '../../src/node/engine/traffic/destroyedListener';
import type { ListenedNamespace } from '../../src/node/engine/traffic/traffic';

export type Order =
  | { readonly kind: 'listen'; readonly namespaces: readonly ListenedNamespace[] }
  | { readonly kind: 'take' }
  /** The thread reads nothing for so many milliseconds, or until the next taking. */
  | { readonly kind: 'pause'; readonly milliseconds: number }
  /** The thread that asks is busy for so many milliseconds, as by a large sample. */
  | { readonly kind: 'block'; readonly milliseconds: number };

/** A connection that closed. */
export interface Closed {
  readonly cookie: number;
  readonly localAddress: readonly number[];
  readonly remoteAddress: readonly number[];
  readonly localPort: number;
  readonly remotePort: number;
  /** Null where it is not told. */
  readonly sent: number | null;
  readonly received: number | null;
  readonly receivedDoubt: number;
  readonly acknowledged: number;
  readonly isAborted: boolean;
}

/** What was heard in a namespace. */
export interface Told {
  readonly closed: readonly Closed[];
  readonly lost: number;
  readonly isWhole: boolean;
}

/** What is answered to each order. */
export interface Answer {
  readonly told: Readonly<Record<string, Told>>;
  /** Lines of the log since the last answer. */
  readonly log: readonly string[];
}

const log: string[] = [];
const [, , path = '', queueBytes] = process.argv;
const listener = new DestroyedListener({
  path,
  systemCalls: true,
  onLog: (line) => void log.push(line),
  ...(queueBytes !== undefined && { queueBytes: Number(queueBytes) }),
});

function toldOf({ rows, lost, isWhole }: Destroyed): Told {
  const closed = Array.from({ length: rows.at.length }, (_, row) => ({
    cookie: rows.cookie[row] ?? 0,
    localAddress: addressAt(rows.localAddress, row),
    remoteAddress: addressAt(rows.remoteAddress, row),
    localPort: rows.localPort[row] ?? 0,
    remotePort: rows.remotePort[row] ?? 0,
    sent: rows.sent[row] ?? 0,
    received: rows.received[row] ?? 0,
    receivedDoubt: rows.receivedDoubt[row] ?? 0,
    acknowledged: rows.acknowledged[row] ?? 0,
    isAborted: rows.isAborted[row] === 1,
  }));
  return { closed, lost, isWhole };
}

function follow(order: Order): Record<string, Told> {
  if (order.kind === 'listen') listener.listen(order.namespaces);
  else if (order.kind === 'pause') listener.pause(order.milliseconds);
  else if (order.kind === 'block') {
    const end = performance.now() + order.milliseconds;
    while (performance.now() < end);
  } else {
    return Object.fromEntries([...listener.take()].map(([key, destroyed]) => [key, toldOf(destroyed)]));
  }
  return {};
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const told = follow(JSON.parse(line) as Order);
    process.stdout.write(`${JSON.stringify({ told, log: log.splice(0) } satisfies Answer)}\n`);
  }
  listener.stop();
}

void main();
