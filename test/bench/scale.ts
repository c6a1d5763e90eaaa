import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { WorkerEngine } from '../../src/node/engine/workerEngine';
import { compareWithSs } from './compare';
import { FIVE_TABLES, type Floor } from './floor';
import { startLoad } from './load';
import { busyHere, cpuHere, cpuOf, median } from './measure';

const ROUNDS = 7;
const CHURN = 20;
const QUIET_PASSES = 25;
const dist = resolve(__dirname, '../../dist');

/** What one scale gave; CPU in milliseconds. */
export interface Figures {
  readonly scale: string;
  readonly cpu: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
  readonly ownThread: number;
  readonly compared: number;
  readonly deniedPerMinute: number;
}

/** Measures one scale, "SOCKETS:PROCESSES". Throws where the answers differ. */
export async function measureScale(scale: string, floor: Floor | undefined): Promise<Figures> {
  const [sockets, processes] = scale.split(':').map(Number);
  if (!sockets || !processes) throw new Error(`${scale}: write SOCKETS:PROCESSES, for example 1000:500`);
  const load = await startLoad(sockets, processes);
  const worker = new WorkerEngine({
    workerPath: resolve(dist, 'worker.js'),
    onDied: (message) => console.error(message),
    onLog: () => undefined,
  });
  const [first, refreshing] = [machineEngine(), machineEngine()];
  const began = Date.now();
  const runs = contenders(floor);
  const results = new Map<string, number[]>();
  const note = (name: string, ms: number): void => void results.set(name, [...(results.get(name) ?? []), ms]);
  const busy: number[] = [];
  try {
    load.churn(CHURN);
    for (let warmUp = 0; warmUp < 3; warmUp++) {
      await first.scan('all', true);
      await refreshing.scan('all', warmUp === 0);
      await worker.scan('all', false);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, command] of runs) note(name, cpuOf(command));
      note('first', await cpuHere(() => first.scan('all', true)));
      await new Promise((passed) => setTimeout(passed, 300));
      note('refresh', await cpuHere(() => refreshing.scan('all', false)));
      busy.push(await busyHere(() => worker.scan('all', false)));
    }
    load.rest();
    await new Promise((passed) => setTimeout(passed, 300));
    for (let pass = 0; pass < 3; pass++) await refreshing.scan('all', false);
    const quiet = await cpuHere(async () => {
      for (let pass = 0; pass < QUIET_PASSES; pass++) await refreshing.scan('all', false);
    });
    const compared = compareWithSs(await first.scan('all', true));
    const cpu = Object.fromEntries([...results].map(([name, values]) => [name, median(values)]));
    const all = { ...cpu, quiet: quiet / QUIET_PASSES };
    const minutes = (Date.now() - began) / 60_000;
    return {
      scale,
      cpu: all,
      ratios: ratios(all),
      ownThread: median(busy),
      compared,
      deniedPerMinute: (first.denials + refreshing.denials) / minutes,
    };
  } finally {
    worker.dispose();
    await load.stop();
  }
}

function contenders(floor: Floor | undefined): Map<string, string> {
  const commands = new Map([
    ['netstat -anp', 'netstat -anp'],
    ['ss -anp', 'ss -anp'],
    ['tables', FIVE_TABLES],
  ]);
  if (floor !== undefined) commands.set('links', floor.links).set('sizes', floor.sizes);
  const command = resolve(dist, 'netstat.js');
  if (existsSync(command))
    commands.set('node dist/netstat.js -anp', `'${process.execPath}' '${command}' -anp`);
  return commands;
}

function ratios(cpu: Readonly<Record<string, number>>): Record<string, number> {
  const of = (name: string): number => cpu[name] ?? Number.NaN;
  const known: Record<string, number> = {
    'first / ss': of('first') / of('ss -anp'),
    'first / netstat': of('first') / of('netstat -anp'),
    'first / floor (tables + links)': of('first') / (of('tables') + of('links')),
    'refresh / netstat': of('refresh') / of('netstat -anp'),
    'refresh / (tables + sizes)': of('refresh') / (of('tables') + of('sizes')),
    'quiet / netstat': of('quiet') / of('netstat -anp'),
    'dist/netstat.js / ss': of('node dist/netstat.js -anp') / of('ss -anp'),
  };
  return Object.fromEntries(Object.entries(known).filter(([, ratio]) => Number.isFinite(ratio)));
}
