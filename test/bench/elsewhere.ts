/** `elsewhere PID …`: what reading other network namespaces costs an engine, said as JSON ({@link Elsewhere}); run by root. */
import type { NamespaceWish } from '../../src/core/model/namespace';
import { NamespaceEntry } from '../../src/node/engine/namespaces/namespaceEntry';
import { FileReader } from '../../src/node/reader';
import { loadSystemCalls } from '../../src/node/system/systemCalls';
import { NOBODY } from '../host/users';
import { newEngine } from './engine';
import { cpuHere, median } from './measure';

const ROUNDS = 40;
/** First snapshots, and those before them: what is compiled meanwhile belongs to none. */
const FIRSTS = 20;
const WARM_UPS = 3;
/** Namespaces that change between two passes, as many as a pass reads without rights. */
const CHANGED = 10;

/** Milliseconds between passes: the kernel counts a socket that was closed, as the questions' own, for some time. */
const PAUSE = 100;

/** What the views ask for where a user has chosen nothing. */
const USUAL: NamespaceWish = { shown: { kind: 'own' }, inside: true, ends: true };
const ALL: NamespaceWish = { shown: { kind: 'all' } };

/** CPU milliseconds and ratios, as medians. */
export interface Elsewhere {
  /** Of a first snapshot, and of one that reads the tables, beside those without a wish. */
  readonly firstRatio: number;
  readonly refreshRatio: number;
  /** As root, and as who may not enter them: what all namespaces add to a quiet pass, and what each that changed adds. */
  readonly root: Costs;
  readonly nobody: Costs;
}

export interface Costs {
  readonly quiet: number;
  readonly changed: number;
}

type Measured = ReturnType<typeof newEngine>;

async function main(pids: readonly number[]): Promise<Elsewhere> {
  if (pids.length > 0) {
    const nothing = { firstRatio: Number.NaN, refreshRatio: Number.NaN };
    return { ...nothing, root: await costs(pids, 0), nobody: await costs(pids, NOBODY) };
  }
  const none = { quiet: Number.NaN, changed: Number.NaN };
  return { ...(await ratios()), root: none, nobody: none };
}

async function ratios(): Promise<Pick<Elsewhere, 'firstRatio' | 'refreshRatio'>> {
  const firsts: number[] = [];
  const refreshes: number[] = [];
  for (let round = -WARM_UPS; round < FIRSTS; round++) {
    const [plain, wishing] = [engine(), engine()];
    const first = await ratio(plain, wishing, true);
    const later: number[] = [];
    for (let pass = 0; pass < 6; pass++)
      later.push(await ratio(plain, wishing, false, pass % 2 === 0 ? 'all' : 'inet'));
    if (round < 0) continue;
    firsts.push(first);
    refreshes.push(...later.slice(2));
  }
  return { firstRatio: median(firsts), refreshRatio: median(refreshes) };
}

async function ratio(
  plain: Measured,
  wishing: Measured,
  fresh: boolean,
  scope: 'inet' | 'all' = 'inet',
): Promise<number> {
  const without = await cpuHere(() => plain.scan(scope, fresh));
  return (await cpuHere(() => wishing.scan(scope, fresh, scope, USUAL))) / without;
}

/** @param uid who runs the engines */
async function costs(pids: readonly number[], uid: number): Promise<Costs> {
  const [plain, wishing] = [engine(), engine()];
  const pass = async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    process.seteuid?.(uid);
    try {
      const without = await cpuHere(() => plain.scan('inet', false));
      return (await cpuHere(() => wishing.scan('inet', false, 'inet', ALL))) - without;
    } finally {
      process.seteuid?.(0);
    }
  };
  for (let i = 0; i < 30; i++) await pass();
  const quiet: number[] = [];
  for (let i = 0; i < ROUNDS; i++) quiet.push(await pass());
  const change = async (count: number, from: number): Promise<number> => {
    for (let i = 0; i < count; i++) process.kill(pids[(from + i) % pids.length] ?? 0, 'SIGUSR1');
    return pass();
  };
  const changed: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const one = await change(1, i);
    changed.push(((await change(CHANGED, i * CHANGED)) - one) / (CHANGED - 1));
  }
  return { quiet: median(quiet), changed: median(changed) };
}

/** As in its own thread. */
function engine(): Measured {
  const calls = loadSystemCalls();
  if (calls instanceof Error) throw calls;
  const lost = (): never => process.exit(1);
  return newEngine(true, {
    namespaceEntry: new NamespaceEntry(calls, new FileReader('/proc'), lost),
  });
}

void main(process.argv.slice(2).map(Number)).then((answer) => console.log(JSON.stringify(answer)));
