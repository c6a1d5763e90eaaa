import type { ProcessOwner } from '../../model/process';
import { likelyOwnerOf } from '../../model/snapshot';
import { programOf } from '../../text/programName';
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
  /** The same in every snapshot for what is no number: why nobody is known, programs at the other end. */
  readonly #hashes = new Map<string, number>();
  readonly #names = new Map<ProcessOwner, string>();

  constructor(sockets: ShownSockets, owners: OwnerGroups) {
    this.#sockets = sockets;
    this.#owners = owners;
    this.#leaders = new RowLeaders(sockets.snapshot, sockets.snapshot.ownerStart);
  }

  key(row: number): number | undefined {
    const { inet, ownerStart, ownerPids } = this.#sockets.snapshot;
    if (!hasForeignEnd(inet, row)) return undefined;
    const isIncoming = this.#sockets.servers.isIncoming(row);
    let key = identityWith(
      this.#port(row, isIncoming),
      ((inet.protocol[row] ?? 0) << 8) | (inet.state[row] ?? 0),
    );
    const words = inet.isIPv6[row] === 1 ? WORDS : 1;
    for (let word = 0; word < words; word++)
      key = identityWith(key, inet.remoteAddress[row * WORDS + word] ?? 0);
    const [first, end] = [ownerStart[row] ?? 0, ownerStart[row + 1] ?? 0];
    for (let i = first; i < end; i++) key = identityWith(key, ownerPids[i] ?? 0);
    if (first === end) key = identityWith(key, this.#hash(this.#unowned(row)));
    if (isIncoming) key = identityWith(key, this.#hash(this.#comer(row)));
    return this.#sockets.parts.length === 1 ? key : identityWith(key, this.#sockets.saltOf('inet', row) | 0);
  }

  areAlike(a: number, b: number): boolean {
    const { inet, ownerStart, ownerPids } = this.#sockets.snapshot;
    const isIncoming = this.#sockets.servers.isIncoming(a);
    if (
      inet.protocol[a] !== inet.protocol[b] ||
      inet.state[a] !== inet.state[b] ||
      isIncoming !== this.#sockets.servers.isIncoming(b) ||
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
  #unowned(row: number): string {
    return String(this.#owners.key(row, 'process'));
  }

  /** The program that came from within the machine, by its name: a row says no more of it. */
  #comer(row: number): string {
    const { snapshot } = this.#sockets;
    const end = isWithin(snapshot.inet, row) ? this.#sockets.nearEndOf(row) : undefined;
    if (end === undefined) return '';
    const leader = this.#leaders.of(end);
    if (leader !== undefined) return this.#nameOf(leader);
    return likelyOwnerOf(snapshot, end) === undefined ? '' : this.#unowned(end);
  }

  #nameOf(owner: ProcessOwner): string {
    const known = this.#names.get(owner);
    if (known !== undefined) return known;
    const { what, project } = owner.description ?? {};
    const made = what === undefined ? programOf(owner) : JSON.stringify([what, project]);
    this.#names.set(owner, made);
    return made;
  }

  #hash(text: string): number {
    const known = this.#hashes.get(text);
    if (known !== undefined) return known;
    const made = textIdentity(text) | 0;
    this.#hashes.set(text, made);
    return made;
  }
}
