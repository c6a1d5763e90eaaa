import { HistoryRecorder, type RecordedPass } from '../../../../../src/core/history/recorder/historyRecorder';
import type { Knowledge } from '../../../../../src/core/history/recorder/programs';
import type { HistoryEntry, HistoryRecord, NewHistoryEntry } from '../../../../../src/core/model/history';
import type { ProcessOwner } from '../../../../../src/core/model/process';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { DESTROYED_KINDS, DestroyedTable } from '../../../../../src/core/traffic/destroyedSockets';
import { type MadeSocket, snapshot, words } from '../../../snapshots';

/** When a made recorder begins. */
export const START = 1_700_000_000_000;

/** A socket with the kernel's own number; 0 where the pass does not tell it. */
export interface MadeRow extends MadeSocket {
  readonly cookie?: number;
}

/** What the kernel tells of a socket that was destroyed: of a connection that ended with FIN where nothing else is said. */
export interface MadeWord {
  readonly kind?: keyof typeof DESTROYED_KINDS;
  readonly cookie: number;
  readonly local: readonly [address: string, port: number];
  readonly remote?: readonly [address: string, port: number];
  readonly sent?: number;
  readonly received?: number;
  readonly doubt?: number;
  readonly acknowledged?: number;
  readonly isAborted?: boolean;
  readonly retransmitted?: number;
  readonly roundTrip?: number;
  readonly at?: number;
}

/** The columns of such words. */
export function wordRows(told: readonly MadeWord[], now: number): DestroyedTable['columns'] {
  const table = new DestroyedTable();
  for (const word of told) {
    const row = table.add();
    const { columns } = table;
    const { remote = ['0.0.0.0', 0], local } = word;
    columns.kind[row] = DESTROYED_KINDS[word.kind ?? 'connection'];
    columns.cookie[row] = word.cookie;
    columns.isIPv6[row] = local[0].includes(':') ? 1 : 0;
    columns.localAddress.set(words(local[0]), row * 4);
    columns.remoteAddress.set(words(remote[0]), row * 4);
    columns.localPort[row] = local[1];
    columns.remotePort[row] = remote[1];
    columns.sent[row] = word.sent ?? 0;
    columns.received[row] = word.received ?? 0;
    columns.receivedDoubt[row] = word.doubt ?? 0;
    columns.acknowledged[row] = word.acknowledged ?? 0;
    columns.isAborted[row] = word.isAborted === true ? 1 : 0;
    columns.retransmitted[row] = word.retransmitted ?? 0;
    columns.roundTrip[row] = word.roundTrip ?? 0;
    columns.at[row] = word.at ?? now;
  }
  return table.take();
}

/** A recorder, its machine's clock, and what is written so far. */
export class MadeMachine {
  readonly recorder: HistoryRecorder;
  now = START;
  #heard = START;
  readonly #ended: NewHistoryEntry[] = [];
  readonly #open = new Map<number, NewHistoryEntry>();

  constructor(record: HistoryRecord = 'listeners', knowledge: Partial<Knowledge> = {}) {
    this.recorder = new HistoryRecorder(record, {
      containers: () => [],
      originOf: () => undefined,
      ...knowledge,
    });
  }

  /** A pass 10 seconds later, unless it is another time. */
  pass(
    sockets: readonly MadeRow[],
    processes: readonly ProcessOwner[] = [],
    {
      scope = 'inet',
      step = 10_000,
      more = {},
    }: {
      readonly scope?: RecordedPass['scope'];
      readonly step?: number;
      readonly more?: Partial<Snapshot>;
    } = {},
  ): void {
    this.now += step;
    this.recorder.pass({
      takenAt: this.now,
      scope,
      snapshot: snapshot(sockets, processes, { scope, duration: 0, ...more }),
      cookies: Float64Array.from(sockets, ({ cookie }) => cookie ?? 0),
    });
  }

  /** What the kernel told, a second later unless it is another time. */
  told(told: readonly MadeWord[], { step = 1000, lost = 0 } = {}): boolean {
    this.now += step;
    const { needsPass } = this.recorder.destroyed(wordRows(told, this.now), lost, this.#heard, this.now);
    this.#heard = this.now;
    return needsPass;
  }

  /** Every entry as the store has it now, in the order in which they were written first. */
  get entries(): readonly NewHistoryEntry[] {
    for (const change of this.recorder.take()) {
      if (change.kind === 'put') this.#open.set(change.key, change.entry);
      else this.#ended.push(change.entry);
      if (change.kind === 'end') this.#open.delete(change.key);
    }
    return [...this.#ended, ...this.#open.values()];
  }

  /** Those of a kind, those that are over first. */
  of<Kind extends HistoryEntry['kind']>(kind: Kind): readonly Extract<NewHistoryEntry, { kind: Kind }>[] {
    return this.entries.filter(
      (entry): entry is Extract<NewHistoryEntry, { kind: Kind }> => entry.kind === kind,
    );
  }

  /** Milliseconds since it began, of times that an entry has. */
  static since(moment: { readonly after?: number; readonly by: number } | undefined): readonly number[] {
    if (moment === undefined) return [];
    const { after, by } = moment;
    return [...(after === undefined ? [] : [after - START]), by - START];
  }
}
