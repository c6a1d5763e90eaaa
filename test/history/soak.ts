/**
 * `npm run soak:history`: writes ten million events (NETSTAT_EVENTS) within the usual bound, prints what came of it, and fails where
 * the bound did not hold at every moment, a query of one port takes more than 50 ms, or opening more than 100 ms.
 */
import { HISTORY_KEEPING } from '../../src/core/history/keeping';
import { fileSizes } from '../../src/node/history/historyFolder';
import { openReading } from '../../src/node/history/openReading';
import { APART, eventsFrom } from './madeEvents';
import { Ground, NOW } from './opened';

const EVENTS = Number(process.env['NETSTAT_EVENTS'] ?? 10_000_000);
/** Events in one call. */
const CALL = 100;
const TRIM_EVERY = 1_000;
const QUERIES = 200;
const { default: MEGABYTES } = HISTORY_KEEPING.megabytes;

const ground = new Ground();
const faults: string[] = [];

function say(what: string, value: number, unit: string, most = Infinity): void {
  const limit = most === Infinity ? '' : `  (at most ${most})`;
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 100 ? 2 : 0).padStart(12)} ${unit}${limit}`);
  if (value > most) faults.push(what);
}

function timed<T>(act: () => T): readonly [milliseconds: number, result: T] {
  const began = performance.now();
  const result = act();
  return [performance.now() - began, result];
}

function bytes(): number {
  const { database, journal } = fileSizes(ground.folder);
  return database + journal;
}

/** Megabytes that this process holds of V8's memory; SQLite's pages in memory are 2 MB at most beside it (PRAGMA cache_size). */
function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** The time that most of them took at most, and the longest. */
function spread(times: readonly number[]): { readonly median: number; readonly worst: number } {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
}

function write(): void {
  const before = held();
  const history = ground.open();
  history.trim(NOW, HISTORY_KEEPING.hours.maximum, MEGABYTES);
  let most = 0;
  let spent = 0;
  let longest = 0;
  const cpu = process.cpuUsage();
  for (let first = 0; first < EVENTS; first += CALL) {
    const events = eventsFrom(first, Math.min(CALL, EVENTS - first));
    ground.now = NOW + (first + CALL) * APART;
    const [took] = timed(() => history.write(events));
    spent += took;
    longest = Math.max(longest, took);
    if ((first / CALL) % TRIM_EVERY === 0) history.trim(ground.now, HISTORY_KEEPING.hours.maximum, MEGABYTES);
    most = Math.max(most, bytes());
    if (first > 0 && first % (EVENTS / 10) === 0) console.log(`  ${first} events, ${bytes()} bytes`);
  }
  const { user, system } = process.cpuUsage(cpu);
  const { entries, trouble } = history.status();
  if (trouble) faults.push(`the file: ${trouble.kind}`);
  say('events', EVENTS, '');
  say('entries that are kept', entries, '');
  say('time of an event', (spent * 1_000) / EVENTS, 'µs');
  say('CPU time of an event, with making it', (user + system) / EVENTS, 'µs');
  say('longest call', longest, 'ms');
  say('most on the disk, database and journal together', most / 1e6, 'MB', MEGABYTES);
  say('memory held, beside what this process began with', held() - before, 'MB', 10);
  history.close();
}

function ask(): void {
  const opening = spread(Array.from({ length: 20 }, () => timed(() => ground.open().close())[0]));
  say('opening to write, median of 20', opening.median, 'ms', 100);
  say('opening to write, longest of 20', opening.worst, 'ms');
  const [reading, opened] = timed(() => openReading(ground.folder));
  say('opening to read', reading, 'ms', 100);
  if (opened.kind !== 'open') throw new Error(`It cannot be read: ${opened.kind}.`);
  const { reader } = opened;
  // Any port: what few had, what all came to, what servers had, and one that nobody had.
  const ports = Array.from({ length: QUERIES }, (_, index) => 32_768 + ((index * 7_919) % 28_000));
  for (const [name, asked] of [
    ['a port that connections came from', ports],
    ['the port that most came to', ports.map(() => 5432)],
    ['a port of servers that came and went', ports.map((_, index) => 3_000 + (index % 50))],
    ['a port that nobody had', ports.map(() => 7)],
  ] as const) {
    // The best of three: others may have the processor meanwhile.
    const times = asked.map((port) =>
      Math.min(...[1, 2, 3].map(() => timed(() => reader.entries({ port, most: 1_000 }))[0])),
    );
    const { median, worst } = spread(times);
    say(`query of ${name}, median`, median, 'ms');
    say(`query of ${name}, longest of ${QUERIES}`, worst, 'ms', 50);
  }
  say('query of an address', timed(() => reader.entries({ address: '10.1.2.3', most: 1_000 }))[0], 'ms');
  say('query of a process', timed(() => reader.entries({ pid: EVENTS - 4, most: 1_000 }))[0], 'ms');
  say('what stood open at a moment', timed(() => reader.standing(ground.now - 60_000))[0], 'ms');
  opened.close();
}

try {
  write();
  ask();
} finally {
  ground.remove();
}
if (faults.length > 0) {
  console.error(`Not kept: ${faults.join('; ')}.`);
  process.exitCode = 1;
}
