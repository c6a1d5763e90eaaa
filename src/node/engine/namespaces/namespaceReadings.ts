import { type Scope, withoutTraffic } from '../../../core/model/snapshot';
import type { ProcReader } from '../../reader';
import { SocketCounters } from '../sockets/socketCounters';
import { Tables } from '../sockets/tables';
import { type TakenRows, takeRows } from '../sockets/takenRows';
import { UnixDoubtFinder } from '../sockets/unixDoubts';
import { ForeignNetwork, type ForeignPlace } from './foreignNetwork';
import type { SeenNamespace } from './machineNamespaces';
import type { NamespaceEntry } from './namespaceEntry';

/** Namespaces of which a pass reads the files: for TCP the kernel walks its whole hash table for each (5 ms). */
const MOST_FROM_FILES = 10;

/**
 * So many that seem to be as they were are read all the same where this machine's own tables are, those first that were
 * read longest ago.
 */
const AGAIN = { kernel: 5, files: 1 };

/** What is remembered of the sockets of a namespace. */
export interface Reading {
  readonly namespace: SeenNamespace;
  readonly scope: Scope;
  readonly rows: TakenRows;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** A pass that reads. */
export interface ReadingPass {
  readonly scope: Scope;
  readonly fresh: boolean;
  /** Whether this machine's own tables are read in it. */
  readonly isRound: boolean;
  /** Of which namespaces what the kernel counts is read, too: in each pass, where the kernel can be asked; of none where left out. */
  readonly isCounted?: ((namespace: SeenNamespace) => boolean) | undefined;
}

/** A namespace that is wanted. */
interface Member {
  readonly namespace: SeenNamespace;
  readonly counters: SocketCounters;
  place: ForeignPlace | undefined;
  hasMoved: boolean;
  last: Reading | undefined;
  /** Which reading of all that was; 0 where there was none. */
  turn: number;
  /** Tells which rows of UNIX sockets are the kernel's, once it was read. */
  doubts: UnixDoubtFinder | undefined;
  /** Whether the kernel tells of it. */
  isAsked: boolean;
}

/** Where the namespaces lie. */
export interface Placer {
  placeOf(namespace: SeenNamespace): ForeignPlace | undefined;
}

/** The sockets of other network namespaces, which are read again where the kernel's counters say that they changed. */
export class NamespaceReadings {
  readonly #placer: Placer;
  readonly #network: ForeignNetwork;
  readonly #asking: Tables;
  readonly #fromFiles: Tables;
  #members = new Map<SeenNamespace, Member>();
  #turn = 0;

  constructor(placer: Placer, reader: ProcReader, littleEndian: boolean, entry?: NamespaceEntry) {
    this.#placer = placer;
    this.#network = new ForeignNetwork(reader, littleEndian, entry);
    this.#asking = new Tables(this.#network.reader, littleEndian, this.#network.netlink);
    this.#fromFiles = new Tables(this.#network.reader, littleEndian);
  }

  /** Looks at the counters of those that were wanted last, and says whether all are as they were when they were read. */
  areStill(): boolean {
    let areStill = true;
    for (const member of this.#members.values()) if (this.#moves(member)) areStill = false;
    return areStill;
  }

  /** Whether sockets of a namespace came or went since it was read, as far as anybody looked. */
  hasMoved(namespace: SeenNamespace): boolean {
    return this.#members.get(namespace)?.hasMoved ?? false;
  }

  /**
   * Reads those that are wanted, as far as they moved and it is their turn. Of all others everything is forgotten.
   * @returns what is known of each that was read in this scope, in the order of those that are wanted
   */
  read(wanted: readonly SeenNamespace[], pass: ReadingPass): Reading[] {
    const { scope } = pass;
    const turnBefore = this.#turn;
    const before = this.#members;
    this.#members = new Map(
      wanted.map((namespace) => [namespace, before.get(namespace) ?? this.#meet(namespace)]),
    );
    const members = [...this.#members.values()];
    for (const member of members) if (!before.has(member.namespace)) this.#moves(member);
    let left = MOST_FROM_FILES;
    for (const member of this.#due(members, pass)) {
      // Who was not let in before will hardly be, and to try costs something.
      if (left <= 0 && !member.isAsked) continue;
      const place = (member.place = this.#placer.placeOf(member.namespace));
      if (place === undefined) continue;
      const readAt = Date.now();
      const rows = this.#network.read(place, () => {
        member.isAsked = this.#network.isOpen;
        return member.isAsked || left-- > 0 ? this.#rowsOf(member, pass) : undefined;
      });
      if (rows !== undefined) {
        member.last = { namespace: member.namespace, scope, rows, readAt };
        member.turn = ++this.#turn;
      }
      // A name that leads nowhere for this user is tried again whenever something else is read.
      if (rows !== undefined || place.folder === undefined) member.hasMoved = false;
    }
    for (const member of members) if (member.turn <= turnBefore) forgetCounters(member);
    return members.flatMap(({ last }) => (last?.scope === scope ? [last] : []));
  }

  /** Does something with what tells true rows of UNIX sockets of a namespace from others. */
  withDoubts<T extends object>({ namespace }: Reading, act: (doubts: UnixDoubtFinder) => T): T {
    const { place, doubts = new UnixDoubtFinder(undefined) } = this.#members.get(namespace) ?? {};
    return (place && this.#network.at(place, () => act(doubts))) ?? act(doubts);
  }

  #meet(namespace: SeenNamespace): Member {
    const counters = new SocketCounters(this.#network.reader, true);
    const rest = { place: undefined, last: undefined, doubts: undefined, turn: 0 };
    return { namespace, counters, hasMoved: true, isAsked: false, ...rest };
  }

  /** The counters are looked at before the tables: what happens in between moves them for the next pass. */
  #moves(member: Member): boolean {
    const place = (member.place ??= this.#placer.placeOf(member.namespace));
    // Whose they are is looked at when tables are read: who left a namespace has other counters.
    const areStill = place && this.#network.at(place, () => member.counters.areStill());
    if (areStill === false || place === undefined) {
      member.hasMoved = true;
      member.place = undefined;
    }
    return member.hasMoved;
  }

  /** Those that are to be read, first those that wait longest. */
  #due(members: readonly Member[], { scope, fresh, isRound, isCounted }: ReadingPass): Member[] {
    const byTurn = members.toSorted((a, b) => a.turn - b.turn);
    const isDue = (member: Member): boolean =>
      fresh ||
      member.hasMoved ||
      member.last?.scope !== scope ||
      (member.isAsked && isCounted?.(member.namespace) === true);
    const again = isRound ? { ...AGAIN } : { kernel: 0, files: 0 };
    return [
      ...byTurn.filter(isDue),
      ...byTurn.filter((member) => !isDue(member) && again[member.isAsked ? 'kernel' : 'files']-- > 0),
    ];
  }

  #rowsOf(member: Member, { scope, fresh, isCounted }: ReadingPass): TakenRows {
    const tables = member.isAsked ? this.#asking : this.#fromFiles;
    tables.read(scope, fresh, member.isAsked && isCounted?.(member.namespace));
    member.doubts ??= new UnixDoubtFinder(this.#network.netlink);
    return takeRows(tables, scope);
  }
}

/** What was counted before would pass for what is counted now. */
function forgetCounters(member: Member): void {
  const { last } = member;
  if (last?.rows.traffic !== undefined) member.last = { ...last, rows: withoutTraffic(last.rows) };
}
