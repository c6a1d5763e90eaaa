/**
 * `npm run bench:traffic -- [CONNECTIONS …] [memory] [window[:CONNECTIONS]] [--json FILE]`: what the samples of the Traffic page
 * cost, beside ss on the same load, what an hour of them takes of the memory, and what the page costs a window of VS Code. It
 * fails where a goal is not reached.
 *
 * As root the load lives in namespaces of its own, else on loopback among the machine's other connections.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyMissing } from '../host/programs';
import { bundle, copyNativeCode } from './bundled';
import { isMissed, type Line, lines, lineText } from './goals';
import { machineName, median } from './measure';
import { isInNamespace, runInNamespace } from './namespace';
import type { TrafficMemory } from './trafficMemory';
import { measureSample } from './trafficSample';
import { measureWindow } from './trafficWindow';

/** Connections that the memory is measured with. */
const REMEMBERED = 10_000;
/** What is resident depends on when garbage is collected. */
const MEMORY_RUNS = 3;

/** What is measured, by the word that asks for it; a number asks for samples of so many connections. */
interface Part {
  readonly title: string;
  measure(folder: string): Promise<readonly Line[]>;
}

const MEMORY: Part = {
  title: `The worker's memory with an hour of samples of ${REMEMBERED} connections`,
  measure: async (folder) => {
    const program = await bundle('./trafficMemory', folder);
    const run = (how: 'with' | 'without'): TrafficMemory =>
      JSON.parse(
        execFileSync(process.execPath, ['--expose-gc', program, how], { encoding: 'utf8' }),
      ) as TrafficMemory;
    const runs = Array.from({ length: MEMORY_RUNS }, () => ({ with: run('with'), without: run('without') }));
    const more = (of: keyof TrafficMemory): number =>
      median(runs.map((each) => each.with[of] - each.without[of]));
    const figures = {
      'memory more with an hour of samples, MB': more('resident'),
      'of it objects and buffers, MB': more('used'),
    };
    return lines(figures, REMEMBERED);
  },
};

function sampleOf(connections: number): Part {
  return {
    title: `A sample of ${connections} connections, medians of CPU time`,
    measure: async (folder) => lines(await measureSample(connections, folder), connections),
  };
}

/** Connections in whose midst the window is measured, and the goals are for; `window:2000` is for who works on the page. */
const IN_WINDOW = 100_000;

function windowAmong(connections: number): Part {
  return {
    title: `A window among ${connections} connections`,
    measure: async () => lines(await measureWindow(connections), connections),
  };
}

const DEFAULT_PARTS = ['1000', '10000', '100000', 'memory', 'window'];

function partOf(word: string): Part {
  if (word === 'memory') return MEMORY;
  const [, window, number] = /^(window)?:?(\d*)$/.exec(word) ?? [];
  const connections = Number(number);
  if (window !== undefined) return windowAmong(connections || IN_WINDOW);
  if (connections > 0) return sampleOf(connections);
  throw new Error(
    `${word}: write how many connections there are to be, for example 10000, or memory, window or window:2000.`,
  );
}

/** How many wanted to run in the last minute. */
const load = (): string => (loadavg()[0] ?? Number.NaN).toFixed(1);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args.splice(at, 2)[1];
  if (at !== -1 && file === undefined) throw new Error('--json: name the file to write.');
  const parts = (args.length > 0 ? args : DEFAULT_PARTS).map(partOf);
  const missing = whyMissing('ss', 'bash');
  if (missing) throw new Error(`${missing}: the benchmark needs it (iproute2, bash).`);
  if (!isInNamespace() && process.getuid?.() === 0) return runInNamespace();
  const folder = mkdtempSync(join(tmpdir(), 'netstat-bench-'));
  try {
    copyNativeCode(folder);
    console.log(`${machineName()}, load ${load()} before\n`);
    const measured: { title: string; lines: readonly Line[] }[] = [];
    for (const part of parts) {
      const found = { title: part.title, lines: await part.measure(folder) };
      measured.push(found);
      console.log([`${found.title}, load ${load()} at the end`, ...found.lines.map(lineText), ''].join('\n'));
    }
    if (file !== undefined)
      writeFileSync(file, `${JSON.stringify({ machine: machineName(), measured }, null, 2)}\n`);
    const missed = measured.flatMap((each) => each.lines).filter(isMissed);
    if (missed.length > 0) {
      console.error(`Not reached: ${missed.map(({ name }) => name).join('; ')}`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
