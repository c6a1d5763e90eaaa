/**
 * `npm run bench:builds -- OTHER [SOCKETS:PROCESSES …]`: what the engine and the command netstat of this checkout cost
 * beside those of another one, which lies in the folder OTHER and is built. For a trick: one of the two does without it. Both
 * in alternation, CPU time of user and system, as ratios of this to the other: the median of all pairs and its quartiles.
 * And MB of memory that a worker holds, and that are not given back once it has ended, while connections come and go.
 *
 * Takes root: the load lives in a network and a pid namespace of its own.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Memory } from './aside';
import { bundle, copyNativeCode } from './bundled';
import { startLoad } from './load';
import { cpuOf, machineName, median } from './measure';
import { isInNamespace, runInNamespace } from './namespace';

const DEFAULT_SCALES = ['1000:500', '10000:500'];
const PAIRS = 12;

/** Each of so many engines gives a part of the pairs: two processes of one build differ by 2 % all their lives. */
const ENGINES = 4;

/** How often memory is measured, after how many passes, and how many connections come a second meanwhile. */
const MEASURES = 4;
const MEMORY_PASSES = 80;
const CHURN = 30;

/** How often each works before it counts. */
const WARMING = 3;

/** What an engine is asked for: full scans, or passes that follow on others. */
export interface EngineWork {
  readonly isFresh: boolean;
  readonly times: number;
}

const FULL: EngineWork = { isFresh: true, times: 4 };
const PASSES: EngineWork = { isFresh: false, times: 20 };

type Cost = () => Promise<number>;

/** CPU milliseconds of both builds, one after the other. */
interface Pair {
  readonly other: number;
  readonly own: number;
}

async function main(): Promise<void> {
  const [other, ...scales] = process.argv.slice(2);
  if (other === undefined) throw new Error('Name the folder of the other checkout.');
  if (!isInNamespace()) return runInNamespace();
  const folder = mkdtempSync(join(tmpdir(), 'netstat-builds-'));
  try {
    const checkouts = [resolve(other), resolve(__dirname, '../..')] as const;
    const engines = await Promise.all(
      checkouts.map((checkout, i) => bundleEngine(checkout, join(folder, `${i}`))),
    );
    const passes = await bundle('./passes', folder);
    const aside = await bundle('./aside', folder);
    console.log(machineName());
    for (const scale of scales.length > 0 ? scales : DEFAULT_SCALES) {
      const [sockets = 0, processes = 1] = scale.split(':').map(Number);
      const load = await startLoad(sockets, processes, 'mix');
      try {
        const commands = checkouts.map((checkout) => `node ${checkout}/dist/netstat.js -anp`);
        const costs = commands.map(
          (command): Cost =>
            () =>
              Promise.resolve(cpuOf(command)),
        );
        report(`${scale} netstat -anp`, await pairsOf(costs, PAIRS));
        for (const how of ['calls', 'files']) await compareEngines(scale, how, passes, engines);
        load.churn(CHURN);
        const workers = checkouts.map((checkout) => `${checkout}/dist/worker.js`);
        compareMemory(scale, aside, workers);
      } finally {
        await load.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundleEngine(checkout: string, folder: string): Promise<string> {
  mkdirSync(folder);
  copyNativeCode(folder);
  return bundle(join(checkout, 'test/bench/engine'), folder);
}

async function compareEngines(
  scale: string,
  how: string,
  passes: string,
  engines: readonly string[],
): Promise<void> {
  const [full, pass]: [Pair[], Pair[]] = [[], []];
  for (let i = 0; i < ENGINES; i++) {
    const children = engines.map((engine) => fork(passes, [engine, how]));
    const costs = (work: EngineWork): Cost[] => children.map((child) => () => costOf(child, work));
    full.push(...(await pairsOf(costs(FULL), PAIRS / ENGINES)));
    pass.push(...(await pairsOf(costs(PASSES), PAIRS / ENGINES)));
    for (const child of children) child.kill();
  }
  report(`${scale} full ${how}`, full);
  report(`${scale} pass ${how}`, pass);
}

function compareMemory(scale: string, aside: string, workers: readonly string[]): void {
  const found = workers.map((): Memory[] => []);
  for (let i = 0; i < MEASURES; i++) {
    for (const [k, worker] of workers.entries()) {
      const args = ['--expose-gc', aside, 'calls', 'memory', worker, String(MEMORY_PASSES)];
      found[k]?.push(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Memory);
    }
  }
  for (const kind of ['held', 'left'] as const) {
    const [before = '', after = ''] = found.map((all) => median(all.map((one) => one[kind])).toFixed(1));
    console.log(`${`${scale} memory ${kind}`.padEnd(26)} ${after} MB instead of ${before}`);
  }
}

async function costOf(child: ChildProcess, work: EngineWork): Promise<number> {
  const answer = once(child, 'message');
  child.send(work);
  return Number((await answer)[0]);
}

async function pairsOf(costs: readonly Cost[], count: number): Promise<Pair[]> {
  // The first ones meet everything anew, and V8 compiles meanwhile.
  for (let i = 0; i < WARMING; i++) for (const cost of costs) await cost();
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair++) {
    const found = [Number.NaN, Number.NaN];
    for (const i of pair % 2 === 0 ? [0, 1] : [1, 0]) found[i] = (await costs[i]?.()) ?? Number.NaN;
    const [other = Number.NaN, own = Number.NaN] = found;
    pairs.push({ other, own });
  }
  return pairs;
}

function report(what: string, pairs: readonly Pair[]): void {
  const ratios = pairs.map(({ other, own }) => own / other).toSorted((a, b) => a - b);
  const quarter = pairs.length >> 2;
  const [low, high] = [ratios[quarter] ?? Number.NaN, ratios[pairs.length - 1 - quarter] ?? Number.NaN];
  const range = `${low.toFixed(2)} to ${high.toFixed(2)}`;
  const own = median(pairs.map((pair) => pair.own)).toFixed(1);
  console.log(`${what.padEnd(26)} ${median(ratios).toFixed(3)}  (${range})  ${own} ms`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
