/**
 * `npm run bench:complaints`: what it costs to look for complaints in a program's output. Ends with status 1 where a
 * line costs more than {@link MOST_MS}.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../host/paths';
import { ComplaintReader } from '../../src/core/addressInUse/complaints';
import { findAddressInUse } from '../../src/core/addressInUse/find';
import { entriesIn } from '../unit/core/addressInUse/corpus';
import { hostileLines } from '../unit/core/addressInUse/hostileLines';

/** Milliseconds that no line may cost, however it is made. */
const MOST_MS = 0.3;

const LENGTHS = [250, 500, 1_000, 2_000, 4_000] as const;
const ROUNDS = 40;
const MEGABYTE = 1_000_000;

/** Milliseconds that something takes, the least of some rounds: what else the machine does only adds to it. */
function cost(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}

/** As a program prints a line again and again. */
function costInOutput(line: string): number {
  const lines = 6;
  const output = `${line}\n`.repeat(lines);
  return cost(() => new ComplaintReader(() => '').take(output)) / lines;
}

function dearest(length: number, costOf: (line: string) => number): { line: string; ms: number } {
  const costs = hostileLines(length).map((line) => ({ line, ms: costOf(line) }));
  return costs.reduce((most, each) => (each.ms > most.ms ? each : most));
}

function millisecondsAMegabyte(output: string): number {
  const copies = output.repeat(Math.ceil(MEGABYTE / output.length));
  return (
    cost(() => {
      const reader = new ComplaintReader(() => '');
      reader.take(copies);
      reader.end();
    }) /
    (copies.length / MEGABYTE)
  );
}

let isTooDear = false;
for (const length of LENGTHS) {
  for (const [what, costOf] of [
    ['a link', (line: string) => cost(() => findAddressInUse(line))],
    ['in output', costInOutput],
  ] as const) {
    dearest(length, costOf); // The first round is the compiler's.
    const { line, ms } = dearest(length, costOf);
    console.log(
      `${length} characters, ${what}: at most ${ms.toFixed(3)} ms (${JSON.stringify(line.slice(0, 40))})`,
    );
    isTooDear ||= ms > MOST_MS;
  }
}
const real = entriesIn(readFileSync(join(fixtures, 'addressInUse/real.jsonl'), 'utf8')).map(
  (entry) => entry.in,
);
const log = Array.from(
  { length: 500 },
  (_, i) => `2026-01-05 10:12:${i % 60} INFO request ${i} took ${i * 7} ms\n`,
);
console.log(`a megabyte of messages: ${millisecondsAMegabyte(real.join('\n')).toFixed(0)} ms`);
console.log(`a megabyte of a log: ${millisecondsAMegabyte(log.join('')).toFixed(0)} ms`);
console.log(
  `a megabyte of hostile lines: ${millisecondsAMegabyte(hostileLines(2_000).join('\n')).toFixed(0)} ms`,
);
if (isTooDear) process.exitCode = 1;
