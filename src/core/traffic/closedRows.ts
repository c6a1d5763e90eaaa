import { joinInet, sliceInet, viewInet, type InetColumns } from '../model/inetTable';
import { type LikelyOwner, NONE_LIKELY } from '../model/likelyOwner';
import { isSame, type ProcessOwner } from '../model/process';
import { type NamespacePart, NO_UNIX_DOUBTS, type Snapshot, type SocketRows } from '../model/snapshot';
import { UnixTable } from '../model/unixTable';
import { ShownSockets } from '../query/page/shownSockets';
import type { PassPlace } from './trafficPass';

/** Closed connections that are kept. */
export const MOST_CLOSED = 20_000;

/** Rows that closed between two samples, in one network namespace, with what each list has of each. */
export interface ClosedBatch {
  readonly inet: InetColumns;
  readonly slots: ArrayLike<number>;
  readonly owners: readonly (readonly ProcessOwner[])[];
  readonly likely: readonly (LikelyOwner | undefined)[];
}

interface Group {
  readonly inet: InetColumns;
  readonly slots: Int32Array;
  readonly ownerStart: Uint32Array;
  readonly ownerPids: Uint32Array;
  readonly likely: Int32Array;
  readonly likelyOwners: readonly LikelyOwner[];
}

/** All that is remembered of closed rows, to be handed to another thread. */
export interface KeptClosed {
  readonly groups: readonly (readonly [key: string, group: Group])[];
  readonly processes: readonly ProcessOwner[];
}

/** The closed rows of what is shown, those of each network namespace the oldest first. */
export class ClosedRows {
  #groups = new Map<string, Group>();
  /** By pid: where another process has it now, older rows that the one before had are nobody's any more. */
  #processes = new Map<number, ProcessOwner>();
  #shown: { readonly sockets: ShownSockets; readonly slots: Int32Array } | undefined;

  static restore({ groups, processes }: KeptClosed): ClosedRows {
    const rows = new ClosedRows();
    rows.#groups = new Map(groups);
    rows.#processes = new Map(processes.map((owner) => [owner.pid, owner]));
    return rows;
  }

  get length(): number {
    let length = 0;
    for (const { slots } of this.#groups.values()) length += slots.length;
    return length;
  }

  /** @param key of their network namespace */
  add(key: string, batch: ClosedBatch): void {
    for (const owners of batch.owners) for (const owner of owners) this.#know(owner);
    const added = groupOf(batch, (owner) => this.#processes.get(owner.pid)?.startTime === owner.startTime);
    const before = this.#groups.get(key);
    this.#groups.set(key, before === undefined ? added : joined(before, added));
    this.#shown = undefined;
  }

  /**
   * Lets go of the rows of what is not shown any more, of those that closed before a time, and of the oldest beyond
   * {@link MOST_CLOSED}.
   * @param closedAt by slot
   * @returns the slots of those
   */
  prune(places: readonly PassPlace[], closedAt: Float64Array, since: number): number[] {
    const dropped: number[] = [];
    const limit = Math.max(since, this.#limit(closedAt));
    for (const [key, group] of this.#groups) {
      const isShown = places.some((place) => place.key === key);
      let count = isShown ? 0 : group.slots.length;
      while (count < group.slots.length && (closedAt[group.slots[count] ?? 0] ?? 0) < limit) count++;
      this.#drop(key, group, count, dropped);
    }
    // Many may have closed at the same time.
    for (const [key, group] of this.#groups)
      this.#drop(key, group, Math.min(group.slots.length, Math.max(0, this.length - MOST_CLOSED)), dropped);
    return dropped;
  }

  /** Lets go of rows that are there after all. */
  remove(slots: readonly number[]): void {
    const gone = new Set(slots);
    if (gone.size === 0) return;
    for (const [key, group] of this.#groups) {
      const rows = Uint32Array.from(group.slots.keys()).filter((row) => !gone.has(group.slots[row] ?? -1));
      if (rows.length < group.slots.length) this.#replace(key, picked(group, rows));
    }
  }

  /** The rows as sockets of a snapshot that has them alone. @param now what is shown, and the machine as it is */
  shown(now: ShownSockets, places: readonly PassPlace[]): { sockets: ShownSockets; slots: Int32Array } {
    const before = this.#shown;
    const isSame =
      before?.sockets.parts.length === now.parts.length &&
      before.sockets.parts.every((part, i) => part?.namespace.key === now.parts[i]?.namespace.key);
    return (this.#shown = before !== undefined && isSame ? before : this.#make(now, places));
  }

  keep(): KeptClosed {
    const groups = [...this.#groups].map(([key, group]): [string, Group] => [key, copied(group)]);
    return { groups, processes: [...this.#processes.values()] };
  }

  #make(now: ShownSockets, places: readonly PassPlace[]): { sockets: ShownSockets; slots: Int32Array } {
    const { traffic: _, namespaces, ...machine } = now.whole;
    const groups = places.map(({ key }) => this.#groups.get(key));
    const parts = now.parts.map(
      (part, i): NamespacePart | undefined =>
        part && { ...rowsOf(groups[i]), namespace: part.namespace, readAt: part.readAt, isOld: false },
    );
    const whole: Snapshot = {
      ...machine,
      ...rowsOf(groups[now.parts.indexOf(undefined)]),
      processes: this.#processes,
      ...(namespaces && {
        namespaces: { ...namespaces, parts: parts.filter((part) => part !== undefined) },
      }),
    };
    const slots = new Int32Array(groups.reduce((sum, group) => sum + (group?.slots.length ?? 0), 0));
    let at = 0;
    for (const group of groups) {
      if (group === undefined) continue;
      slots.set(group.slots, at);
      at += group.slots.length;
    }
    return { sockets: new ShownSockets(whole, parts), slots };
  }

  /** The time that the last {@link MOST_CLOSED} closed at or after. */
  #limit(closedAt: Float64Array): number {
    const more = this.length - MOST_CLOSED;
    if (more <= 0) return 0;
    const times = new Float64Array(this.length);
    let at = 0;
    for (const { slots } of this.#groups.values())
      for (const slot of slots) times[at++] = closedAt[slot] ?? 0;
    return times.sort()[more] ?? 0;
  }

  #drop(key: string, group: Group, count: number, dropped: number[]): void {
    if (count === 0) return;
    for (const slot of group.slots.subarray(0, count)) dropped.push(slot);
    this.#replace(key, behind(group, count));
  }

  #replace(key: string, group: Group): void {
    if (group.slots.length === 0) this.#groups.delete(key);
    else this.#groups.set(key, group);
    this.#shown = undefined;
    const held = new Set<number>();
    for (const { ownerPids } of this.#groups.values()) for (const pid of ownerPids) held.add(pid);
    this.#processes = new Map([...this.#processes].filter(([pid]) => held.has(pid)));
  }

  #know(owner: ProcessOwner): void {
    const before = this.#processes.get(owner.pid);
    if (before !== undefined && isSame(before, owner)) return;
    if (before !== undefined)
      for (const [key, group] of this.#groups) this.#groups.set(key, without(group, owner.pid));
    // What made up a snapshot that is given away does not change.
    if (this.#shown !== undefined) this.#processes = new Map(this.#processes);
    this.#shown = undefined;
    this.#processes.set(owner.pid, owner);
  }
}

function groupOf(
  { inet, slots, owners, likely }: ClosedBatch,
  isKnown: (owner: ProcessOwner) => boolean,
): Group {
  const places = new Map<LikelyOwner, number>();
  const placeOf = (owner: LikelyOwner | undefined): number => {
    if (owner === undefined) return NONE_LIKELY;
    if (!places.has(owner)) places.set(owner, places.size);
    return places.get(owner) ?? NONE_LIKELY;
  };
  return {
    inet,
    slots: Int32Array.from(slots),
    ...listed(owners.map((each) => each.filter(isKnown).map(({ pid }) => pid))),
    likely: Int32Array.from(likely, placeOf),
    likelyOwners: [...places.keys()],
  };
}

function listed(lists: readonly ArrayLike<number>[]): Pick<Group, 'ownerStart' | 'ownerPids'> {
  const ownerStart = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) ownerStart[i + 1] = (ownerStart[i] ?? 0) + list.length;
  const ownerPids = new Uint32Array(ownerStart.at(-1) ?? 0);
  for (const [i, list] of lists.entries()) ownerPids.set(list, ownerStart[i]);
  return { ownerStart, ownerPids };
}

function joined(a: Group, b: Group): Group {
  const places = new Map(a.likelyOwners.map((owner, place) => [owner, place]));
  for (const owner of b.likelyOwners) if (!places.has(owner)) places.set(owner, places.size);
  const placeInBoth = (place: number): number =>
    place < 0 ? place : (places.get(b.likelyOwners[place] as LikelyOwner) ?? NONE_LIKELY);
  const shift = a.ownerPids.length;
  return {
    inet: joinInet([a.inet, b.inet]),
    slots: both(new Int32Array(a.slots.length + b.slots.length), a.slots, b.slots),
    ownerStart: both(
      new Uint32Array(a.ownerStart.length + b.ownerStart.length - 1),
      a.ownerStart,
      b.ownerStart.subarray(1).map((end) => end + shift),
    ),
    ownerPids: both(new Uint32Array(shift + b.ownerPids.length), a.ownerPids, b.ownerPids),
    likely: both(new Int32Array(a.likely.length + b.likely.length), a.likely, b.likely.map(placeInBoth)),
    likelyOwners: [...places.keys()],
  };
}

function both<A extends Int32Array | Uint32Array>(into: A, first: A, second: A): A {
  into.set(first);
  into.set(second, first.length);
  return into;
}

/** The rows from one on, in the same memory: it is left once the next ones are added. */
function behind(group: Group, first: number): Group {
  const { inet, slots, ownerStart, ownerPids, likely } = group;
  const shift = ownerStart[first] ?? 0;
  const left = likely.subarray(first);
  return {
    ...group,
    inet: viewInet(inet, first, slots.length),
    slots: slots.subarray(first),
    ownerStart: ownerStart.subarray(first).map((start) => start - shift),
    ownerPids: ownerPids.subarray(shift),
    likely: left,
    likelyOwners: left.some((place) => place >= 0) ? group.likelyOwners : [],
  };
}

/** These rows alone. */
function picked(group: Group, rows: Uint32Array): Group {
  const { ownerStart, ownerPids, likely } = group;
  const pids = Array.from(rows, (row) => ownerPids.subarray(ownerStart[row], ownerStart[row + 1]));
  const used = new Set(Array.from(rows, (row) => likely[row] ?? NONE_LIKELY).filter((place) => place >= 0));
  const places = new Map([...used].map((place, i) => [place, i]));
  return {
    ...group,
    ...listed(pids),
    inet: sliceInet(group.inet, rows),
    slots: Int32Array.from(rows, (row) => group.slots[row] ?? -1),
    likely: Int32Array.from(rows, (row) => places.get(likely[row] ?? NONE_LIKELY) ?? NONE_LIKELY),
    likelyOwners: [...used].flatMap((place) => group.likelyOwners[place] ?? []),
  };
}

/** The same in memory of its own, without spare room. */
function copied(group: Group): Group {
  return {
    ...group,
    inet: joinInet([group.inet]),
    slots: group.slots.slice(),
    ownerStart: group.ownerStart.slice(),
    ownerPids: group.ownerPids.slice(),
    likely: group.likely.slice(),
  };
}

function without(group: Group, pid: number): Group {
  if (!group.ownerPids.includes(pid)) return group;
  const { ownerStart, ownerPids } = group;
  const left = Array.from(ownerStart.subarray(1), (end, i) =>
    ownerPids.subarray(ownerStart[i], end).filter((each) => each !== pid),
  );
  return { ...group, ...listed(left) };
}

/** As a snapshot has them. */
function rowsOf(group: Group | undefined): SocketRows {
  return {
    sources: [],
    issues: [],
    inet: group?.inet ?? joinInet([]),
    unix: new UnixTable().take(),
    unixDoubts: NO_UNIX_DOUBTS,
    associations: [],
    others: [],
    ownerStart: group?.ownerStart ?? new Uint32Array(1),
    unixOwnerStart: new Uint32Array(1),
    otherOwnerStart: new Uint32Array(1),
    ownerPids: group?.ownerPids ?? new Uint32Array(0),
    likely: { index: group?.likely ?? new Int32Array(0), owners: group?.likelyOwners ?? [] },
  };
}
