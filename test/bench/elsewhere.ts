/** `elsewhere PID …`: what reading other network namespaces costs an engine, said as JSON ({@link Elsewhere}); run by root. */
import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
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
/** Of each pair of engines; the first two meet what is new. */
const PASSES = 12;
/** Namespaces that change between two passes, as many as a pass reads without rights. */
const CHANGED = 10;

/** Milliseconds between passes: the kernel counts a socket that was closed, as the questions' own, for some time. */
const PAUSE = 100;

/** What Connections asks for where a user has chosen nothing, and Listening Ports where it shows what is inside containers. */
const USUAL: NamespaceWish = { shown: { kind: 'own' }, ends: true };
const INSIDE: NamespaceWish = { shown: { kind: 'own' }, inside: true, ends: true };
const ALL: NamespaceWish = { shown: { kind: 'all' } };

/** CPU milliseconds and ratios, as medians. */
export interface Elsewhere {
  /** Without containers; where a connection leads over a bridge, as one to a container does; and where what is inside is shown. */
  readonly usual: Ratios;
  readonly bridged: Ratios;
  readonly inside: Ratios;
  /** As root, and as who may not enter them: what all namespaces add to a quiet pass, and what each that changed adds. */
  readonly root: Costs;
  readonly nobody: Costs;
}

/** Of a first snapshot, and of one that reads the tables, beside those without a wish. */
export interface Ratios {
  readonly first: number;
  readonly refresh: number;
}

export interface Costs {
  readonly quiet: number;
  readonly changed: number;
}

type Measured = ReturnType<typeof newEngine>;

async function main(pids: readonly number[]): Promise<Elsewhere> {
  const untold = { first: Number.NaN, refresh: Number.NaN };
  const none = { quiet: Number.NaN, changed: Number.NaN };
  if (pids.length > 0) {
    const nothing = { usual: untold, bridged: untold, inside: untold };
    return { ...nothing, root: await costs(pids, 0), nobody: await costs(pids, NOBODY) };
  }
  const [usual, inside] = [await ratios(USUAL), await ratios(INSIDE)];
  const socket = await connectOverBridge();
  const bridged = await ratios(USUAL);
  socket.close();
  return { usual, bridged, inside, root: none, nobody: none };
}

/** A bridge as Docker has one, in the network namespace that the benchmark made, and a socket connected to an address behind it. */
async function connectOverBridge(): Promise<Socket> {
  const ip = (words: string): unknown => execFileSync('ip', words.split(' '));
  ip('link add docker0 type bridge');
  ip('address add 172.17.0.1/16 dev docker0');
  ip('link set docker0 up');
  const socket = createSocket('udp4');
  socket.connect(9, '172.17.0.99');
  await once(socket, 'connect');
  return socket;
}

async function ratios(wish: NamespaceWish): Promise<Ratios> {
  const firsts: number[] = [];
  const refreshes: number[] = [];
  for (let round = -WARM_UPS; round < FIRSTS; round++) {
    const [plain, wishing] = [engine(), engine()];
    const first = await ratio(plain, wishing, wish, true);
    const later: number[] = [];
    for (let pass = 0; pass < PASSES; pass++)
      later.push(await ratio(plain, wishing, wish, false, pass % 2 === 0 ? 'all' : 'inet'));
    if (round < 0) continue;
    firsts.push(first);
    refreshes.push(...later.slice(2));
  }
  return { first: median(firsts), refresh: median(refreshes) };
}

let turn = 0;

async function ratio(
  plain: Measured,
  wishing: Measured,
  wish: NamespaceWish,
  fresh: boolean,
  scope: 'inet' | 'all' = 'inet',
): Promise<number> {
  const works = [() => plain.scan(scope, fresh), () => wishing.scan(scope, fresh, scope, wish)] as const;
  const cost = [0, 0];
  // Whoever comes second finds what the kernel has at hand: each does in turn.
  for (const i of turn++ % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) cost[i] = await cpuHere(works[i]);
  return (cost[1] ?? 0) / (cost[0] ?? 1);
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
