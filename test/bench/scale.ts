import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { LocalEngine } from '../../src/node/engine/localEngine';
import { WorkerEngine } from '../../src/node/engine/worker/workerEngine';
import { SWITCH } from '../../src/node/system/systemCalls';
import { NOBODY } from '../host/users';
import type { Denied, Memory } from './aside';
import { compareWithSs } from './compare';
import { FIVE_TABLES, type Floor } from './floor';
import { type Line, lines } from './goals';
import { type Load, startLoad } from './load';
import { busyHere, cpuHere, cpuOf, median } from './measure';
import { cpuOfRounds } from './rounds';

const ROUNDS = 11;
/** Where one pass of the others takes seconds. */
const ROUNDS_OF_MANY = 5;
const MANY = 50_000;

const MEMORY_RUNS = 5;

const CHURN = 20;
/** One in five passes reads the tables, whatever the gate says. */
const QUIET_PASSES = 5;
const QUIET_PAUSE = 200;
const dist = resolve(__dirname, '../../dist');

/** What the measurements are taken with. */
export interface Dependencies {
  readonly floor: Floor | undefined;
  /** Whether engines may use system calls of their own. */
  readonly systemCalls: boolean;
  /** A new engine in this thread. */
  newEngine(): LocalEngine;
  /** The program that measures memory and denied opens. */
  readonly aside: string;
}

/** CPU milliseconds of each contender, a round each. */
type Rounds = ReadonlyMap<string, readonly number[]>;

/** What one scale gave; CPU in milliseconds, medians of so many rounds. */
export interface Figures {
  readonly scale: string;
  readonly rounds: number;
  readonly cpu: Readonly<Record<string, number>>;
  readonly lines: readonly Line[];
  /** Pairs of inode and process that ss names, all of which the engine names too. */
  readonly compared: number;
  readonly memory: Memory;
  /** The same where glibc gives back at once what was freed (mallopt(3): M_MMAP_THRESHOLD): what is in use. */
  readonly memoryInUse: Memory;
  /** Of an unprivileged user; nothing where there is none to play. */
  readonly denied: Denied | undefined;
}

/** Measures one scale, "SOCKETS:PROCESSES". Throws where the answers differ. */
export async function measureScale(scale: string, dependencies: Dependencies): Promise<Figures> {
  const [sockets, processes] = scale.split(':').map(Number);
  if (!sockets || !processes) throw new Error(`${scale}: write SOCKETS:PROCESSES, for example 1000:500`);
  const rounds = sockets >= MANY ? ROUNDS_OF_MANY : ROUNDS;
  const mix = sockets < MANY ? await mixRatio(sockets, processes, rounds, dependencies) : {};
  const load = await startLoad(sockets, processes);
  try {
    const [first, refreshing] = [dependencies.newEngine(), dependencies.newEngine()];
    const measured = await alternate(load, rounds, first, refreshing, dependencies);
    const round = sockets < MANY ? await roundRatio(load, dependencies) : {};
    load.rest();
    await later(300);
    // Within two passes all that opened meanwhile is known.
    await refreshing.scan('all', false);
    compareWithSs(await refreshing.scan('all', false));
    const quiet = await quietPasses(refreshing, rounds);
    const all: Rounds = new Map([...measured, ['refresh without news', quiet]]);
    const compared = compareWithSs(await first.scan('all', true));
    const memory = memoryOf(dependencies);
    const memoryInUse = memoryOf(dependencies, { MALLOC_MMAP_THRESHOLD_: '131072' });
    return {
      scale,
      rounds,
      cpu: Object.fromEntries([...all].map(([name, values]) => [name, median(values)])),
      lines: lines(
        { ...ratios(all), ...round, ...mix, 'memory of engine and snapshot, MB': memory.held },
        sockets,
      ),
      compared,
      memory,
      memoryInUse,
      denied: process.getuid?.() === 0 ? (aside(dependencies, ['denied'], NOBODY) as Denied) : undefined,
    };
  } finally {
    await load.stop();
  }
}

/** What a round of -c costs beside one of netstat's own, while connections come and go. */
async function roundRatio(load: Load, dependencies: Dependencies): Promise<Record<string, number>> {
  const command = ourCommand(dependencies);
  if (command === undefined) return {};
  load.churn(CHURN);
  const [theirs = Number.NaN, ours = Number.NaN] = await cpuOfRounds([
    'netstat -c -anp',
    `${command} -c -anp`,
  ]);
  load.rest();
  const how = dependencies.systemCalls ? '' : ', from files';
  return { [`a round of dist/netstat.js -c / of netstat -c${how}`]: ours / theirs };
}

/** What the command costs beside ss where there are sockets of every kind, and numbers are missing between files. */
async function mixRatio(
  sockets: number,
  processes: number,
  rounds: number,
  dependencies: Dependencies,
): Promise<Record<string, number>> {
  const command = ourCommand(dependencies);
  if (command === undefined) return {};
  const load = await startLoad(sockets, processes, 'mix');
  try {
    const ratios = Array.from({ length: rounds }, () => cpuOf(`${command} -anp`) / cpuOf('ss -anp'));
    return { 'a mix of sockets: dist/netstat.js -anp / ss -anp': median(ratios) };
  } finally {
    await load.stop();
  }
}

/** CPU milliseconds of all contenders in alternation, while connections come and go. */
async function alternate(
  load: Load,
  rounds: number,
  first: LocalEngine,
  refreshing: LocalEngine,
  dependencies: Dependencies,
): Promise<Rounds> {
  const worker = new WorkerEngine({
    workerPath: resolve(dist, 'worker.js'),
    systemCalls: () => dependencies.systemCalls,
    onDied: (message) => console.error(message),
    onLog: () => undefined,
  });
  const runs = contenders(dependencies);
  const results = new Map<string, number[]>();
  const note = (name: string, ms: number): void => void results.set(name, [...(results.get(name) ?? []), ms]);
  try {
    load.churn(CHURN);
    for (let warmUp = 0; warmUp < 3; warmUp++) {
      await first.scan('all', true);
      await refreshing.scan('all', warmUp === 0);
      await worker.scan('all', false);
    }
    for (let round = 0; round < rounds; round++) {
      for (const [name, command] of runs) note(name, cpuOf(command));
      note('first snapshot', await cpuHere(() => first.scan('all', true)));
      await refreshing.scan('all', false);
      await later(2_000);
      note('refresh', await cpuHere(() => refreshing.scan('all', false)));
      note('own thread, a refresh', await busyHere(() => worker.scan('all', false)));
    }
    return results;
  } finally {
    worker.dispose();
  }
}

/**
 * What a refresh costs while nothing opens or closes, as many times: each the mean of so many passes that one of them
 * reads the tables. They follow each other as on a screen, for the kernel goes on counting a moment what was closed.
 */
async function quietPasses(engine: LocalEngine, times: number): Promise<number[]> {
  const costs: number[] = [];
  for (let time = 0; time < times; time++) {
    let cost = 0;
    for (let pass = 0; pass < QUIET_PASSES; pass++) {
      await later(QUIET_PAUSE);
      cost += await cpuHere(() => engine.scan('all', false));
    }
    costs.push(cost / QUIET_PASSES);
  }
  return costs;
}

function contenders({ floor, systemCalls }: Dependencies): Map<string, string> {
  const commands = new Map([
    ['netstat -anp', 'netstat -anp'],
    ['ss -anp', 'ss -anp'],
    ['tables', FIVE_TABLES],
  ]);
  if (floor !== undefined) commands.set('links', floor.links).set('sizes', floor.sizes);
  const command = ourCommand({ systemCalls });
  if (command !== undefined) commands.set('dist/netstat.js -anp', `${command} -anp`);
  return commands;
}

/** Our netstat, where it is built. */
function ourCommand({ systemCalls }: Pick<Dependencies, 'systemCalls'>): string | undefined {
  const command = resolve(dist, 'netstat.js');
  if (!existsSync(command)) return undefined;
  return `${systemCalls ? '' : `env ${SWITCH}=off `}'${process.execPath}' '${command}'`;
}

/**
 * Medians of the ratios within each round: the machine's own faster and slower phases are no part of them. Passes without
 * news are measured by themselves, when all has come to rest.
 */
function ratios(rounds: Rounds): Record<string, number> {
  const of = (name: string): number => median(rounds.get(name) ?? []);
  const ratio = (name: string, ...to: readonly string[]): number => {
    const ratiosOf = (rounds.get(name) ?? []).map((value, round) => {
      return value / to.reduce((sum, each) => sum + (rounds.get(each)?.[round] ?? Number.NaN), 0);
    });
    return median(ratiosOf);
  };
  return {
    'first snapshot / floor': ratio('first snapshot', 'tables', 'links'),
    'first snapshot / ss -anp': ratio('first snapshot', 'ss -anp'),
    'floor / ss -anp': ratio('tables', 'ss -anp') + ratio('links', 'ss -anp'),
    'first snapshot / netstat -anp': ratio('first snapshot', 'netstat -anp'),
    'refresh / (tables + sizes)': ratio('refresh', 'tables', 'sizes'),
    'refresh / netstat -anp': ratio('refresh', 'netstat -anp'),
    'refresh without news / netstat -anp': of('refresh without news') / of('netstat -anp'),
    'dist/netstat.js -anp / ss -anp': ratio('dist/netstat.js -anp', 'ss -anp'),
  };
}

/** Medians of some runs: what is taken depends on when garbage is collected. */
function memoryOf(dependencies: Dependencies, env: NodeJS.ProcessEnv = {}): Memory {
  const command = ['memory', resolve(dist, 'worker.js')];
  const runs = Array.from({ length: MEMORY_RUNS }, () => aside(dependencies, command, 0, env) as Memory);
  return { held: median(runs.map(({ held }) => held)), left: median(runs.map(({ left }) => left)) };
}

/** What is measured in a process of its own, as a user. */
function aside(
  { aside: program, systemCalls }: Dependencies,
  args: readonly string[],
  uid = 0,
  env: NodeJS.ProcessEnv = {},
): unknown {
  const node = [process.execPath, '--expose-gc', program, systemCalls ? 'calls' : 'files', ...args];
  const [file = '', ...rest] =
    uid === 0 ? node : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...node];
  return JSON.parse(execFileSync(file, rest, { encoding: 'utf8', env: { ...process.env, ...env } }));
}
