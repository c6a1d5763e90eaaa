import { isDeepStrictEqual } from 'node:util';
import type { InetColumns } from '../../../core/model/inetTable';
import type { NamespaceFacts, NamespaceWish } from '../../../core/model/namespace';
import type { NamespacePart, SnapshotNamespaces } from '../../../core/model/snapshot';
import type { RowOwners } from '../owners/numberedRows';
import type { Holder } from '../owners/socketFiles';
import { likelyInside } from './likelyInside';
import { MachineNamespaces, type NamespaceTools, type Roll, type SeenNamespace } from './machineNamespaces';
import type { NamespaceEntry } from './namespaceEntry';
import { RoutesElsewhere } from './routesElsewhere';
import type { UnixDoubtFinder } from '../sockets/unixDoubts';
import { NamespaceReadings, type Reading, type ReadingPass } from './namespaceReadings';
import { type Wanted, WantedNamespaces } from './wantedNamespaces';

/** What the parts of a snapshot are made with. */
export interface NamespacePartsTools extends NamespaceTools {
  readonly littleEndian: boolean;
  /** For a thread that may go to another namespace for a moment. */
  readonly namespaceEntry?: NamespaceEntry;
}

/** A pass of the engine that reads. */
export interface Pass extends Omit<ReadingPass, 'isCounted'> {
  /** Whether what the kernel counts is read, of those that are shown. */
  readonly traffic: boolean;
  readonly number: number;
  /** As it was when the pass began. */
  readonly roll: Roll;
}

/** Says who has the rows of one of the readings. */
type OwnersOf = (at: number, doubts: UnixDoubtFinder) => RowOwners;

/** Makes the parts of a snapshot that tell of other network namespaces than this one, as a wish asks for them. */
export class NamespaceParts {
  readonly machine: MachineNamespaces;
  readonly readings: NamespaceReadings;
  readonly #wanted: WantedNamespaces;
  readonly #routes: RoutesElsewhere;
  /** Whether the last pass looked where processes are, or the next one is to. */
  #looks: 'now' | 'next' | 'never' = 'never';
  #now: Wanted = { namespaces: [] };
  #last = new Map<SeenNamespace, NamespacePart>();

  constructor(tools: NamespacePartsTools) {
    const { reader, littleEndian, namespaceEntry } = tools;
    this.machine = new MachineNamespaces(tools);
    this.readings = new NamespaceReadings(this.machine, reader, littleEndian, namespaceEntry);
    this.#wanted = new WantedNamespaces(this.machine, reader);
    this.#routes = new RoutesElsewhere(reader, littleEndian);
  }

  /** Whether nothing moved in those that were wanted last. All of them are looked at: it is for once a pass. */
  areQuiet(): boolean {
    const isWaiting = this.#looks === 'next' || (this.#looks === 'now' && this.machine.isWaiting);
    return this.readings.areStill() && !isWaiting;
  }

  /** Lets go of all that was read. */
  forget(): void {
    this.readings.read([], { scope: 'listening', fresh: false, isRound: false });
    this.#now = { namespaces: [] };
    this.#last.clear();
  }

  /**
   * Reads those that are wanted, as far as it is their turn.
   * @param inet this machine's own sockets
   */
  read(wish: NamespaceWish, pass: Pass, inet: InetColumns): Reading[] {
    this.#looks = this.#mayLook(wish, pass, inet);
    if (this.#looks !== 'now') {
      this.#now = { namespaces: [] };
      return this.readings.read([], pass);
    }
    this.machine.look(pass.number, pass.fresh, pass.roll);
    this.#now = this.#wanted.find(wish, inet, (namespace) => this.readings.hasMoved(namespace));
    const { shown } = this.#now;
    const isCounted = (namespace: SeenNamespace): boolean => wish.shown.kind === 'all' || namespace === shown;
    return this.readings.read(this.#now.namespaces, { ...pass, ...(pass.traffic && { isCounted }) });
  }

  /**
   * To look where each process is makes a first snapshot a tenth dearer. Who asks for other ends of connections alone, as
   * Connections does, has them a pass later, and on most machines there are none.
   */
  #mayLook(wish: NamespaceWish, { fresh, roll }: Pass, inet: InetColumns): 'now' | 'next' | 'never' {
    if (wish.shown.kind !== 'own' || wish.inside === true) return 'now';
    if (!this.#routes.leadAway(inet, fresh)) return 'never';
    return roll.holders.length === 0 ? 'next' : 'now';
  }

  /** @param holderOf whether a process may be looked into */
  compose(
    wish: NamespaceWish,
    readings: readonly Reading[],
    ownersOf: OwnersOf,
    holderOf: (pid: number) => Holder | undefined,
  ): SnapshotNamespaces {
    const before = this.#last;
    this.#last = new Map(
      readings.map((reading, at) => {
        const owners = this.readings.withDoubts(reading, (doubts) => ownersOf(at, doubts));
        const { namespace } = reading;
        return [namespace, this.#part(reading, owners, before.get(namespace), holderOf)];
      }),
    );
    const own = this.machine.own?.facts;
    const { namespaces, shown } = this.#now;
    const unread: NamespaceFacts[] = namespaces
      .filter((each) => !this.#last.has(each))
      .map(({ facts }) => facts);
    return {
      wish,
      ...(own && { own }),
      parts: [...this.#last.values()],
      ...(shown && { shown: shown.facts.key }),
      unread,
    };
  }

  /** A part that says the same as before is the same object, and so is what is made of it. */
  #part(
    { namespace, rows, readAt }: Reading,
    owners: RowOwners,
    before: NamespacePart | undefined,
    holderOf: (pid: number) => Holder | undefined,
  ): NamespacePart {
    const inhabitants = [...this.machine.membersOf(namespace)].map(([pid, container]) => ({
      container,
      isDenied: holderOf(pid)?.denied ?? true,
    }));
    const likely = likelyInside(rows, owners.ownerStart, inhabitants);
    const part: NamespacePart = {
      namespace: namespace.facts,
      readAt,
      isOld: this.readings.hasMoved(namespace),
      ...rows,
      ...owners,
      likely,
    };
    return before !== undefined && isSamePart(before, part) ? before : part;
  }
}

/** Rows that were not read again are the same objects; their owners are found anew in each pass. */
function isSamePart(a: NamespacePart, b: NamespacePart): boolean {
  return (
    a.namespace === b.namespace &&
    a.inet === b.inet &&
    a.traffic === b.traffic &&
    a.readAt === b.readAt &&
    a.isOld === b.isOld &&
    isDeepStrictEqual([a.ownerStart, a.ownerPids], [b.ownerStart, b.ownerPids]) &&
    isDeepStrictEqual([a.unixOwnerStart, a.unixDoubts], [b.unixOwnerStart, b.unixDoubts]) &&
    isDeepStrictEqual([a.otherOwnerStart, a.likely], [b.otherOwnerStart, b.likely])
  );
}
