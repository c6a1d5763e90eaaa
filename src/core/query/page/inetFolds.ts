import type { ProcessOwner } from '../../model/process';
import { likelyOwnerOf } from '../../model/snapshot';
import { programOf } from '../../text/programName';
import { remembered } from '../filter/rowTests';
import { hasForeignEnd, isWithin } from '../socketState';
import { identityWith, textIdentity } from './identity';
import type { OwnerGroups } from './ownerGroups';
import { RowLeaders } from './ownerOrder';
import type { ShownSockets } from './shownSockets';

/** Which rows of a group are told as one, since they say the same but for the port that is one of many. */
export interface Folds {
  /** A number that rows told as one share; others may share it by chance. Nothing for rows that stand alone. */
  key(row: number): number | undefined;
  /** Whether rows of one key are told as one. */
  areAlike(a: number, b: number): boolean;
}

const UNASKED = -1;

/** The words of an address. */
const WORDS = 4;

/**
 * Connections that the same processes have, in one state, to the same address and port, or from the same host to the same port of
 * their own. Those that come from within the machine are told apart by the program there.
 */
export class InetFolds implements Folds {
  readonly #sockets: ShownSockets;
  readonly #owners: OwnerGroups;
  readonly #leaders: RowLeaders;
  /** What is no number, why nobody is known and programs at the other end: each with a number here, and one that stays. */
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #hashes: number[] = [0];
  readonly #names = new Map<ProcessOwner, number>();
  /** Whether rows came to a port, and the numbers of the programs that they came from; both as far as they were asked for. */
  readonly #incoming: (row: number) => boolean;
  readonly #comers: Int32Array;

  constructor(sockets: ShownSockets, owners: OwnerGroups) {
    this.#sockets = sockets;
    this.#owners = owners;
    const { inet, ownerStart } = sockets.snapshot;
    this.#leaders = new RowLeaders(sockets.snapshot, ownerStart);
    this.#incoming = remembered(inet.inode.length, (row) => sockets.servers.isIncoming(row));
    this.#comers = new Int32Array(inet.inode.length).fill(UNASKED);
  }

  key(row: number): number | undefined {
    const { inet, ownerStart, ownerPids } = this.#sockets.snapshot;
    if (!hasForeignEnd(inet, row)) return undefined;
    const isIncoming = this.#incoming(row);
    let key = identityWith(
      this.#port(row, isIncoming),
      ((inet.protocol[row] ?? 0) << 8) | (inet.state[row] ?? 0),
    );
    const words = inet.isIPv6[row] === 1 ? WORDS : 1;
    for (let word = 0; word < words; word++)
      key = identityWith(key, inet.remoteAddress[row * WORDS + word] ?? 0);
    const [first, end] = [ownerStart[row] ?? 0, ownerStart[row + 1] ?? 0];
    for (let i = first; i < end; i++) key = identityWith(key, ownerPids[i] ?? 0);
    if (first === end) key = identityWith(key, this.#hashes[this.#unowned(row)] ?? 0);
    if (isIncoming) key = identityWith(key, this.#hashes[this.#comer(row)] ?? 0);
    return this.#sockets.parts.length === 1 ? key : identityWith(key, this.#sockets.saltOf('inet', row) | 0);
  }

  areAlike(a: number, b: number): boolean {
    const { inet, ownerStart, ownerPids } = this.#sockets.snapshot;
    const isIncoming = this.#incoming(a);
    if (
      inet.protocol[a] !== inet.protocol[b] ||
      inet.state[a] !== inet.state[b] ||
      isIncoming !== this.#incoming(b) ||
      this.#port(a, isIncoming) !== this.#port(b, isIncoming) ||
      this.#sockets.placeOf('inet', a) !== this.#sockets.placeOf('inet', b)
    ) {
      return false;
    }
    for (let word = 0; word < WORDS; word++) {
      if (inet.remoteAddress[a * WORDS + word] !== inet.remoteAddress[b * WORDS + word]) return false;
    }
    const [ofA, ofB] = [ownerStart[a] ?? 0, ownerStart[b] ?? 0];
    const owners = (ownerStart[a + 1] ?? 0) - ofA;
    if (owners !== (ownerStart[b + 1] ?? 0) - ofB) return false;
    for (let i = 0; i < owners; i++) if (ownerPids[ofA + i] !== ownerPids[ofB + i]) return false;
    if (owners === 0 && this.#unowned(a) !== this.#unowned(b)) return false;
    return !isIncoming || this.#comer(a) === this.#comer(b);
  }

  /** The port that all have: that of the server; with which end it is. */
  #port(row: number, isIncoming: boolean): number {
    const { inet } = this.#sockets.snapshot;
    return isIncoming ? -1 - (inet.localPort[row] ?? 0) : 1 + (inet.remotePort[row] ?? 0);
  }

  /** Who likely has a row that has no owner, or why nobody is known. */
  #unowned(row: number): number {
    return this.#number(String(this.#owners.key(row, 'process')));
  }

  /** The program that came from within the machine, by its name: a row says no more of it. */
  #comer(row: number): number {
    const known = this.#comers[row] ?? UNASKED;
    return known === UNASKED ? (this.#comers[row] = this.#foundComer(row)) : known;
  }

  #foundComer(row: number): number {
    const { snapshot } = this.#sockets;
    const end = isWithin(snapshot.inet, row) ? this.#sockets.nearEndOf(row) : undefined;
    if (end === undefined) return 0;
    const leader = this.#leaders.of(end);
    if (leader !== undefined) return this.#named(leader);
    return likelyOwnerOf(snapshot, end) === undefined ? 0 : this.#unowned(end);
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
