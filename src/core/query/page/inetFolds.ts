import type { InetColumns } from '../../model/inetTable';
import type { ProcessOwner } from '../../model/process';
import { likelyOwnerOf, type Snapshot } from '../../model/snapshot';
import { programOf } from '../../text/programName';
import { hasForeignEnd, isWithin } from '../socketState';
import { mix, textIdentity } from './identity';
import type { OwnerGroups } from './ownerGroups';
import { RowLeaders } from './ownerOrder';
import type { ShownSockets } from './shownSockets';

/** Which rows of a group are told as one, since they say the same but for the port that is one of many. */
export interface Folds {
  /** A number from 1 to 2^32 - 1 that rows told as one share; others may share it by chance. 0 for rows that stand alone. */
  key(row: number): number;
  /** Whether rows of one key are told as one. */
  areAlike(a: number, b: number): boolean;
}

/** The words of an address. */
const WORDS = 4;

/** What is known of a row; 0 where nobody asked. */
const INCOMING = 1;
const OUTGOING = 2;

/**
 * Connections that the same processes have, in one state, to the same address and port, or from the same host to the same port of
 * their own. Those that come from within the machine are told apart by the program there.
 *
 * There may be very many: no text and no object is made for a row, but for those that are first of their kind.
 */
export class InetFolds implements Folds {
  readonly #sockets: ShownSockets;
  readonly #snapshot: Snapshot;
  readonly #inet: InetColumns;
  readonly #owners: OwnerGroups;
  readonly #leaders: RowLeaders;
  /** What is no number, why nobody is known and programs at the other end: each with a number here, and one that stays. */
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #hashes: number[] = [0];
  readonly #names = new Map<ProcessOwner, number>();
  /** Whether rows came to a port, and the numbers of the programs that they came from and 1; made once somebody asks. */
  #directions = new Uint8Array(0);
  #comers = new Uint32Array(0);
  /** What the last row without an owner was, and its number: the next one is like it nearly always. */
  #last = { uid: -1, isNobodys: false, likely: 0, number: 0 };

  constructor(sockets: ShownSockets, owners: OwnerGroups) {
    this.#sockets = sockets;
    this.#snapshot = sockets.snapshot;
    this.#inet = sockets.snapshot.inet;
    this.#owners = owners;
    this.#leaders = new RowLeaders(sockets.snapshot, sockets.snapshot.ownerStart);
  }

  key(row: number): number {
    const inet = this.#inet;
    if (!hasForeignEnd(inet, row)) return 0;
    const { ownerStart, ownerPids } = this.#snapshot;
    const isIncoming = this.#isIncoming(row);
    let key = mix(this.#port(row, isIncoming), ((inet.protocol[row] ?? 0) << 8) | (inet.state[row] ?? 0));
    const { remoteAddress } = inet;
    const end = row * WORDS + (inet.isIPv6[row] === 1 ? WORDS : 1);
    for (let word = row * WORDS; word < end; word++) key = mix(key, remoteAddress[word] ?? 0);
    const [first, last] = [ownerStart[row] ?? 0, ownerStart[row + 1] ?? 0];
    for (let i = first; i < last; i++) key = mix(key, ownerPids[i] ?? 0);
    if (first === last) key = mix(key, this.#hashes[this.#unowned(row)] ?? 0);
    if (isIncoming) key = mix(key, this.#hashes[this.#comer(row)] ?? 0);
    if (this.#sockets.parts.length > 1) key = mix(key, this.#sockets.saltOf('inet', row) | 0);
    return key >>> 0 || 1;
  }

  areAlike(a: number, b: number): boolean {
    const inet = this.#inet;
    const isIncoming = this.#isIncoming(a);
    if (
      inet.protocol[a] !== inet.protocol[b] ||
      inet.state[a] !== inet.state[b] ||
      isIncoming !== this.#isIncoming(b) ||
      this.#port(a, isIncoming) !== this.#port(b, isIncoming) ||
      (this.#sockets.parts.length > 1 &&
        this.#sockets.placeOf('inet', a) !== this.#sockets.placeOf('inet', b))
    ) {
      return false;
    }
    for (let word = 0; word < WORDS; word++) {
      if (inet.remoteAddress[a * WORDS + word] !== inet.remoteAddress[b * WORDS + word]) return false;
    }
    const { ownerStart, ownerPids } = this.#snapshot;
    const [ofA, ofB] = [ownerStart[a] ?? 0, ownerStart[b] ?? 0];
    const owners = (ownerStart[a + 1] ?? 0) - ofA;
    if (owners !== (ownerStart[b + 1] ?? 0) - ofB) return false;
    for (let i = 0; i < owners; i++) if (ownerPids[ofA + i] !== ownerPids[ofB + i]) return false;
    if (owners === 0 && this.#unowned(a) !== this.#unowned(b)) return false;
    return !isIncoming || this.#comer(a) === this.#comer(b);
  }

  #isIncoming(row: number): boolean {
    if (this.#directions.length === 0) this.#directions = new Uint8Array(this.#inet.inode.length);
    const known = this.#directions[row];
    if (known !== 0) return known === INCOMING;
    const isIncoming = this.#sockets.servers.isIncoming(row);
    this.#directions[row] = isIncoming ? INCOMING : OUTGOING;
    return isIncoming;
  }

  /** The port that all have: that of the server; with which end it is. */
  #port(row: number, isIncoming: boolean): number {
    return isIncoming ? -1 - (this.#inet.localPort[row] ?? 0) : 1 + (this.#inet.remotePort[row] ?? 0);
  }

  /** Who likely has a row that has no owner, or why nobody is known: all that this follows from is looked at first. */
  #unowned(row: number): number {
    const last = this.#last;
    const [uid, isNobodys] = [this.#inet.uid[row] ?? 0, this.#inet.inode[row] === 0];
    const likely = this.#snapshot.likely.index[row] ?? 0;
    if (uid === last.uid && isNobodys === last.isNobodys && likely === last.likely) return last.number;
    const number = this.#number(String(this.#owners.key(row, 'process')));
    this.#last = { uid, isNobodys, likely, number };
    return number;
  }

  /** The program that came from within the machine, by its name: a row says no more of it. */
  #comer(row: number): number {
    if (this.#comers.length === 0) this.#comers = new Uint32Array(this.#inet.inode.length);
    const known = this.#comers[row] ?? 0;
    if (known > 0) return known - 1;
    const found = this.#foundComer(row);
    this.#comers[row] = found + 1;
    return found;
  }

  #foundComer(row: number): number {
    const end = isWithin(this.#inet, row) ? this.#sockets.nearEndOf(row) : undefined;
    if (end === undefined) return 0;
    const leader = this.#leaders.of(end);
    if (leader !== undefined) return this.#named(leader);
    return likelyOwnerOf(this.#snapshot, end) === undefined ? 0 : this.#unowned(end);
  }

  #named(owner: ProcessOwner): number {
    const known = this.#names.get(owner);
    if (known !== undefined) return known;
    const { what, project } = owner.description ?? {};
    const made = this.#number(what === undefined ? programOf(owner) : JSON.stringify([what, project]));
    this.#names.set(owner, made);
    return made;
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#hashes.length);
    return this.#hashes.push(textIdentity(text) | 0) - 1;
  }
}
