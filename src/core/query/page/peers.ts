import { InodeMap } from '../../model/inodeMap';
import { addressAt, type InetColumns } from '../../model/inetTable';
import type { NamespaceFacts } from '../../model/namespace';
import type { Peer } from '../../model/page';
import { likelyOwnerOf, ownersOf, type Snapshot } from '../../model/snapshot';
import { isLoopback } from '../../text/address';
import { areEnds, endsIdentity } from './identity';

/** The sockets of one network namespace; its facts where they are known. */
export interface PeerPlace {
  readonly snapshot: Snapshot;
  readonly namespace: NamespaceFacts | undefined;
}

/** A row of one of the places. */
interface PlacedRow {
  readonly place: number;
  readonly row: number;
}

/**
 * Finds the other ends of connections within this machine, in whichever of its network namespaces they are. Addresses may be
 * given twice: what is not the only one that it can be is none, and loopback leads nowhere else.
 */
export class Peers {
  readonly #places: readonly PeerPlace[];
  /** The number of each place's first row among those of all. */
  readonly #firsts: readonly number[];
  /** Rows by the identity of their ends, the last one of each; made once somebody asks. */
  #rows: InodeMap | undefined;
  /** The same where several places have such ends: the last row of each. */
  readonly #shared = new Map<number, number[]>();

  constructor(places: readonly PeerPlace[]) {
    this.#places = places;
    let rows = 0;
    this.#firsts = places.map(
      ({ snapshot }) => (rows += snapshot.inet.inode.length) - snapshot.inet.inode.length,
    );
  }

  /** The other end of a row; nothing where it is on another machine, or the row is no connection. */
  of(place: number, row: number): Peer | undefined {
    const found = this.find(place, row);
    const there = found && this.#places[found.place];
    if (found === undefined || there === undefined) return undefined;
    return peerAt(there.snapshot, found.row, found.place === place ? undefined : there.namespace);
  }

  /** The same as a row. */
  find(place: number, row: number): PlacedRow | undefined {
    const inet = this.#inet(place);
    if (inet === undefined || inet.remotePort[row] === 0) return undefined;
    const numbers = this.#having(endsIdentity(inet, row, true));
    const endAt = (number: number): PlacedRow | undefined => {
      const other = this.#placed(number);
      const isItself = other.place === place && other.row === row;
      const isEnd = !isItself && areEnds(inet, row, this.#inet(other.place) ?? inet, other.row);
      return isEnd ? other : undefined;
    };
    // All namespaces may have such ends on loopback: those of others are not looked at for that.
    const own = numbers[placeIn(numbers, this.#firsts[place + 1] ?? Number.POSITIVE_INFINITY)];
    const near = own === undefined ? undefined : endAt(own);
    if (near?.place === place) return near;
    if (isLocal(inet, row)) return undefined;
    let far: PlacedRow | undefined;
    for (const number of numbers) {
      const other = endAt(number);
      if (other === undefined) continue;
      if (far !== undefined) return undefined;
      far = other;
    }
    return this.#having(endsIdentity(inet, row, false)).length > 1 ? undefined : far;
  }

  /** The numbers of the rows with such ends, one of each place, but for chance; ascending. */
  #having(identity: number): readonly number[] {
    this.#rows ??= this.#rowsByEnds();
    const shared = this.#shared.get(identity);
    if (shared !== undefined) return shared;
    const number = this.#rows.get(identity);
    return number === -1 ? [] : [number];
  }

  #inet(place: number): InetColumns | undefined {
    return this.#places[place]?.snapshot.inet;
  }

  #placed(number: number): PlacedRow {
    const place = placeIn(this.#firsts, number + 1);
    return { place, row: number - (this.#firsts[place] ?? 0) };
  }

  #rowsByEnds(): InodeMap {
    const rows = new InodeMap(
      this.#places.reduce((sum, { snapshot }) => sum + snapshot.inet.inode.length, 0),
    );
    for (const [place, { snapshot }] of this.#places.entries()) {
      const { inet } = snapshot;
      const first = this.#firsts[place] ?? 0;
      for (let row = 0; row < inet.inode.length; row++) {
        if (inet.remotePort[row] === 0) continue;
        const identity = endsIdentity(inet, row, false);
        if (place > 0) this.#note(identity, rows.get(identity), first, first + row);
        rows.set(identity, first + row);
      }
    }
    return rows;
  }

  /** @param before the row that had these ends last @param first the first row of this place */
  #note(identity: number, before: number, first: number, number: number): void {
    const shared = this.#shared.get(identity);
    if (shared !== undefined) {
      // Of each place the last one.
      if ((shared.at(-1) ?? 0) >= first) shared.pop();
      shared.push(number);
    } else if (before !== -1 && before < first) this.#shared.set(identity, [before, number]);
  }
}

/** A row as the other end of another one. @param elsewhere the network namespace that it is in, where that is another */
export function peerAt(snapshot: Snapshot, row: number, elsewhere?: NamespaceFacts): Peer {
  const likelyOwner = likelyOwnerOf(snapshot, row);
  const owners = ownersOf(snapshot, row);
  const inode = snapshot.inet.inode[row] ?? 0;
  return { inode, owners, ...(likelyOwner && { likelyOwner }), ...(elsewhere && { namespace: elsewhere }) };
}

/** Where the last number below `limit` is in an ascending list; -1 where there is none. */
function placeIn(numbers: readonly number[], limit: number): number {
  let [low, high] = [-1, numbers.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle;
    else high = middle;
  }
  return low;
}

/** Whether one of the ends is an address that each namespace has for itself. */
function isLocal({ localAddress, remoteAddress, isIPv6 }: InetColumns, row: number): boolean {
  const is = (column: Uint32Array): boolean => isLoopback(addressAt(column, row), isIPv6[row] === 1);
  return is(localAddress) || is(remoteAddress);
}
