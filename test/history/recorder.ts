import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type {
  HistoryAnswer,
  HistoryConnection,
  HistoryEntry,
  HistoryGap,
  HistoryQuestion,
  HistoryWish,
} from '../../src/core/model/history';
import { repository } from '../host/paths';
import { Program } from '../traffic/programs';
import type { Order } from './recorder.inner';

/** Every connection, as the settings of a window in focus have it. */
export const EVERYTHING: HistoryWish = {
  ...{ record: 'connections', keepHours: 24, keepMegabytes: 64, interval: 10_000, by: 'window' },
};

/** Bundles the program, so that other users can run it. */
export async function bundleRecorder(): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'recorder.inner.ts')],
    outdir: join(repository, 'out/history'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
}

/** A process that records, in a folder of its own. */
export class Recorder extends Program {
  readonly #base: string;

  constructor(uid: number, queueBytes?: number) {
    const base = mkdtempSync(join(tmpdir(), 'netstat-history-'));
    chownSync(base, uid, uid);
    const words = [join(base, 'history'), ...(queueBytes === undefined ? [] : [String(queueBytes)])];
    super('../history/recorder', words, { uid });
    this.#base = base;
  }

  async record(wish: HistoryWish): Promise<void> {
    await this.ask({ kind: 'record', wish } satisfies Order);
  }

  async answer(question: Omit<HistoryQuestion, 'most'>): Promise<HistoryAnswer> {
    return (await this.ask({
      kind: 'ask',
      question: { ...question, most: 5_000 },
    } satisfies Order)) as HistoryAnswer;
  }

  async entries(question: Omit<HistoryQuestion, 'most'>): Promise<readonly HistoryEntry[]> {
    return (await this.answer(question)).entries;
  }

  /** Ends it, in order, and forgets what it has recorded. */
  override async end(): Promise<void> {
    await super.end();
    rmSync(this.#base, { recursive: true, force: true });
  }
}

/** What of some connections on a port the history has. */
export interface Recorded {
  readonly connections: readonly HistoryConnection[];
  /** How many they stand for. */
  readonly count: number;
  readonly sent: number;
  readonly received: number;
  /** Of how many received bytes it is doubted that they came. */
  readonly doubtful: number;
  readonly gaps: readonly HistoryGap[];
  /** Messages that were lost. */
  readonly lost: number;
}

/** Adds up what a recorder has of some ports, and all gaps. */
export async function recorded(recorder: Recorder, ports: readonly number[]): Promise<Recorded> {
  const asked: HistoryConnection[] = [];
  for (const port of ports)
    for (const entry of await recorder.entries({ port, kinds: ['connection'] }))
      if (entry.kind === 'connection') asked.push(entry);
  // A client's port may be a server's of before.
  const connections = [...new Map(asked.map((entry) => [entry.id, entry])).values()];
  const gaps = (await recorder.entries({ kinds: ['gap'] })).filter((entry) => entry.kind === 'gap');
  const sum = (of: (connection: HistoryConnection) => number | undefined): number =>
    connections.reduce((total, each) => total + (of(each) ?? 0), 0);
  return {
    connections,
    count: sum(({ count }) => count),
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
    doubtful: sum(({ doubtfulBytes }) => doubtfulBytes),
    gaps,
    lost: gaps.reduce((total, { lost = 0 }) => total + lost, 0),
  };
}
