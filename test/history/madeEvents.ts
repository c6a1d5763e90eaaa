import type { HistoryChange } from '../../src/core/model/history';
import { connection, listener, seen } from './madeHistory';
import { NOW } from './opened';

/** Milliseconds between two events: a busy machine's. */
export const APART = 10;

/** The server that most connections come to. */
const SERVER = seen('postgres', 9);

/** Numbers that look like random ones and are the same each time. */
function mixed(number: number): number {
  let mix = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  mix = Math.imul(mix ^ (mix >>> 16), 0x45d9f3b);
  return (mix ^ (mix >>> 16)) >>> 0;
}

/**
 * Events as a busy machine has them: most are connections to a server of its own, by some thousand peers; some are of programs that
 * live for one connection each, which nothing else is like; one in a hundred is a server that comes and goes.
 */
export function eventAt(index: number, from = NOW): HistoryChange {
  const at = from + index * APART;
  const chance = mixed(index);
  if (index % 100 === 0) {
    return {
      kind: 'add',
      entry: listener(3000 + (chance % 50), seen('vite', 1_000 + index), at - 5_000, at),
    };
  }
  const peer = `10.${chance % 4}.${(chance >>> 2) % 16}.${(chance >>> 6) % 16}`;
  const port = 32_768 + ((chance >>> 10) % 28_000);
  const told = connection([5432, port], SERVER, at - 40, at);
  if (index % 4 > 0) {
    return {
      kind: 'add',
      entry: { ...told, foreign: { ...told.foreign, address: peer }, roundTrip: 100 + (chance % 50) },
    };
  }
  const local = { address: '10.9.9.9', port, owners: seen(`job ${index}`, index) };
  const foreign = { address: peer, port: 443, owners: told.foreign.owners };
  return { kind: 'add', entry: { ...told, direction: 'outgoing', local, foreign } };
}

/** The events from a number on. */
export function eventsFrom(first: number, count: number): HistoryChange[] {
  return Array.from({ length: count }, (_, index) => eventAt(first + index));
}
