import type { LikelyOwner } from '../model/likelyOwner';
import type { Container } from '../model/membership';
import type { Identified } from '../model/process';
import type { SocketRole } from './socketRole';

/** What a socket waits on. */
export interface WaitingAt {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** "127.0.0.1", "::" */
  readonly address: string;
  readonly port: number;
  /** Whether it is a port that programs choose, not one of those that the kernel gives to who asks for none. */
  readonly isChosen: boolean;
}

/** The socket whose owner is looked for. */
export interface LikelySocket {
  readonly role: SocketRole;
  readonly uid: number;
  /** Absent of a connection, whose own port says nothing. */
  readonly waitsAt?: WaitingAt;
  /** The turn in which it was first seen: what was read of processes before tells nothing of it. */
  readonly seenIn: number;
}

/** Which unit a control group belongs to. */
export interface GroupOwner {
  readonly unit?: string;
  readonly unitOf: LikelyOwner['unitOf'];
  readonly uid?: number;
  readonly container?: Container;
  /** The service that a .socket unit is for. */
  readonly service?: string;
}

/** A process of a unit. */
export interface UnitProcess extends Identified {
  readonly parentPid: number;
  /** The effective one. */
  readonly uid: number;
  /** Real, effective, saved and that of files, as far as they are told. */
  readonly users: readonly number[];
  readonly comm: string;
  readonly commandLine: readonly string[];
  /** Whether it runs what its parent did when it was forked. */
  readonly isFork: boolean;
  /** Whether it is in the network namespace of the sockets, or that is not told. */
  readonly isInNamespace: boolean;
  /** The turn in which its descriptors were read last, with which it was known what it has; -1 if they may not be. */
  readonly lookedIntoIn: number;
}

/** What is known of a unit. */
export interface UnitFacts {
  readonly owner: GroupOwner;
  /** Processes that were in it when the socket was first seen, run still, and are in it no more. */
  readonly left?: readonly UnitProcess[];
  /** Whether the group has ended; its path is the one that was last known. */
  readonly hasEnded: boolean;
  /** How many processes it has. */
  readonly count: number;
  /** Those of them that may be looked at, if that is all of them. */
  readonly processes: readonly UnitProcess[] | undefined;
  /** The same of the service that a .socket unit is for. */
  readonly serviceFacts?: UnitFacts;
}
