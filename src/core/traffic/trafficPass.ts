import type { InetColumns } from '../model/inetTable';
import { identityWith, inetIdentity, textIdentity } from '../query/page/identity';
import type { ShownSockets } from '../query/page/shownSockets';
import type { Destroyed } from './destroyedSockets';

/** The rows of one network namespace in a reading, and how they go on from the reading before. */
export interface PassPlace {
  /** '' stands for the engine's own. */
  readonly key: string;
  /** Its number among those that the recorder has seen. */
  readonly namespace: number;
  /** What tells its cookies and identities from those of others, 0 for the engine's own. */
  readonly salt: number;
  readonly first: number;
  readonly end: number;
  /** Whether its rows were shown at the sample before and watched since: what is new has begun since then. */
  readonly isWatched: boolean;
  /** Whether it was read since the sample before. */
  readonly isRead: boolean;
  /** Milliseconds since it was read before; undefined where they are not known. */
  readonly step: number | undefined;
  readonly destroyed: Destroyed | undefined;
  /** Its rows in the sample before. */
  readonly before: { readonly first: number; readonly end: number } | undefined;
}

/** One reading being taken. */
export interface TrafficPass {
  readonly sockets: ShownSockets;
  readonly inet: InetColumns;
  /** By the clock of samples; and that of the sample before, 0 where there is none. */
  readonly takenAt: number;
  readonly before: number;
  readonly sequence: number;
  readonly step: number | undefined;
  readonly isWatched: boolean;
  readonly places: readonly PassPlace[];
  /** The slot of each row; -1 as long as it has none. */
  readonly slots: Int32Array;
  /** What of the sample before is still known. */
  readonly previous: { readonly sockets: ShownSockets; readonly slots: Int32Array } | undefined;
  readonly id: () => number;
  /** Slots that were thought to be closed, and are there. */
  readonly back: number[];
  /** Connections of TCP that began and ended since then. */
  opened: number;
  closed: number;
}

/** The salt of a namespace by its key. */
export function saltOf(key: string): number {
  return key === '' ? 0 : textIdentity(key);
}

/** A number of a namespace's as one among those of all. */
export function salted(number: number, salt: number): number {
  return salt === 0 ? number : identityWith(identityWith(number, salt | 0), Math.floor(salt / 2 ** 32));
}

/** What a row is known by without a cookie. */
export function identityAt(columns: InetColumns, row: number, salt: number): number {
  return salted(inetIdentity(columns, row), salt);
}

/** A bit of the flags of a slot, set or not. */
export function flag(flags: Uint8Array, slot: number, bit: number, isSet: boolean): void {
  flags[slot] = isSet ? (flags[slot] ?? 0) | bit : (flags[slot] ?? 0) & ~bit;
}
