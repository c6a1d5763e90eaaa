/**
 * Records this network namespace as a window does. It is told what to do by a line of JSON each ({@link Order}), and answers each
 * with a line. It ends with its input, in order. Arguments: the history's folder, and the bytes of the kernel's queues.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryAnswer, HistoryQuestion, HistoryWish } from '../../src/core/model/history';
import { machineHistory } from '../../src/node/engine/history/machineHistory';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

export type Order =
  | { readonly kind: 'record'; readonly wish: HistoryWish }
  /** All that is asked for, once it is written. */
  | { readonly kind: 'ask'; readonly question: HistoryQuestion };

const [, , folder = '', queueBytes] = process.argv;
const calls = loadSystemCalls();
const engine = machineEngine(calls, {
  history: machineHistory({
    ...{ calls, folder },
    ...(queueBytes !== undefined && { queueBytes: Number(queueBytes) }),
    log: (line) => void process.stderr.write(`${line}\n`),
  }),
});

async function follow(order: Order): Promise<HistoryAnswer | undefined> {
  if (order.kind === 'record') {
    engine.recordHistory(order.wish);
    return undefined;
  }
  const answer = await engine.history(order.question);
  const entries = [...answer.entries];
  for (let { next } = answer; next !== undefined;) {
    const more = await engine.history({ ...order.question, before: next });
    entries.push(...more.entries);
    ({ next } = more);
    await sleep(0);
  }
  return { entries, status: answer.status };
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await follow(JSON.parse(line) as Order);
    process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
  }
  engine.recordHistory(undefined);
}

void main();
