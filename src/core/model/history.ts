/** How much is recorded: who listened, when; every connection, too; or nothing, actions neither. */
export const HISTORY_RECORDS = ['off', 'listeners', 'connections'] as const;

export type HistoryRecord = (typeof HISTORY_RECORDS)[number];

/** What keeps numbers apart that are given anew: pids and start times after a boot, ports in another network namespace. */
export interface HistoryPlace {
  /** /proc/sys/kernel/random/boot_id. */
  readonly boot: string;
  /** The inode of the network namespace. */
  readonly namespace: number;
}

/**
 * When something happened, in milliseconds since 1970: at `by` at the latest, and not before `after`, where passes saw it. Both
 * are the same where the kernel told its moment; without `after` it was so when recording began.
 */
export interface HistoryMoment {
  readonly after?: number;
  readonly by: number;
}

/**
 * How it is known whose a socket was.
 * - `seen`: held while it was seen open
 * - `listener`: inferred from its listener, which had one owner and did not change hands meanwhile
 * - `otherEnd`: inferred from its other end on this machine
 * - `likely`: by its control group: see LikelyOwner
 * - `unknown`: seen open, and nobody was seen to hold it
 * - `unseen`: it was not seen while open
 */
export type HistoryEvidence = 'seen' | 'listener' | 'otherEnd' | 'likely' | 'unknown' | 'unseen';

/** What is kept of a program: no command line, no path, and no name made from them. */
export interface HistoryProgram {
  /** What it calls itself (comm), or the base name of its executable where that says nothing: untrusted. */
  readonly name: string;
  /** 0 where its unit alone is likely, whose name it then has. */
  readonly pid: number;
  /** Ticks since boot, as a ProcessOwner's. */
  readonly startTime: number;
  readonly uid?: number;
  /** The systemd unit that it ran in, and the id of its container. */
  readonly unit?: string;
  readonly container?: string;
  /** How the container is called, where that was known. */
  readonly containerName?: string;
  /** The window's terminal, task or debug session that it came from, by its name: untrusted. */
  readonly origin?: { readonly kind: 'terminal' | 'task' | 'debug'; readonly name: string };
}

/** Programs that an owner is told by at most. */
export const MOST_HISTORY_PROGRAMS = 8;

export interface HistoryOwners {
  readonly evidence: HistoryEvidence;
  /** At most {@link MOST_HISTORY_PROGRAMS}, the first that had it first. */
  readonly programs: readonly HistoryProgram[];
}

/** One end of a connection. */
export interface HistoryEnd {
  /** As inet_ntop(3) has it. */
  readonly address: string;
  /** 0 where the kernel did not tell: see core/netlink/destroyed.ts of connections that are aborted. */
  readonly port: number;
  readonly owners: HistoryOwners;
}

/**
 * How something open is over.
 * - `closed`: it was not there any more, or the kernel told so
 * - `handedOver`: the same socket has other owners from then on, in an entry of its own
 * - `unwatched`: recording ended, or had a gap: nobody knows when
 */
export type HistoryEnding = 'closed' | 'handedOver' | 'unwatched';

interface Kept {
  /** Grows with each entry that is written. */
  readonly id: number;
  readonly place: HistoryPlace;
}

/** A socket that waited for others, for as long as the same owners had it. */
export interface HistoryListener extends Kept {
  readonly kind: 'listener';
  /** tcp, udp and their like, or unix. */
  readonly protocol: string;
  readonly isIPv6: boolean;
  /** Empty for UNIX sockets. */
  readonly address: string;
  /** 0 for UNIX sockets. */
  readonly port: number;
  /** Of a UNIX socket: untrusted. */
  readonly path?: string;
  readonly owners: HistoryOwners;
  readonly opened: HistoryMoment;
  /** Absent while it is open, as far as is known. */
  readonly closed?: HistoryMoment;
  readonly ending?: HistoryEnding;
  /** The same socket had other owners before. */
  readonly isTakenOver?: true;
}

/** A connection, or several that were alike: the same program, peer and port. */
export interface HistoryConnection extends Kept {
  readonly kind: 'connection';
  readonly protocol: string;
  readonly isIPv6: boolean;
  /** Of a connection within this machine the end that was accepted, where that is known. */
  readonly local: HistoryEnd;
  readonly foreign: HistoryEnd;
  /** Seen from `local`. */
  readonly direction: 'incoming' | 'outgoing' | 'unknown';
  /** Whether both ends were on this machine: one entry has both. */
  readonly isWithin: boolean;
  /** Absent where it was not seen while open: it was then not longer open than since the pass before. */
  readonly opened?: HistoryMoment;
  readonly closed?: HistoryMoment;
  readonly ending?: HistoryEnding;
  /** The states that passes saw, TCP's numbers, with when they came to be. */
  readonly states: readonly { readonly state: number; readonly since: HistoryMoment }[];
  /** Bytes as `local` counted them, of all that are folded; absent where the kernel did not tell. */
  readonly sent?: number;
  readonly received?: number;
  /** They may have been more: it was aborted. */
  readonly isAtLeast?: true;
  /** How many of the received bytes may be one more than told, a FIN each: see core/netlink/destroyed.ts. */
  readonly doubtfulBytes?: number;
  readonly retransmitted?: number;
  /** Microseconds. */
  readonly roundTrip?: number;
  /** How many it stands for. More than 1: ports of the connecting end are 0, and moments span all of them. */
  readonly count: number;
}

/** A connect that was refused by this machine, since nobody had the port. */
export interface HistoryRefusal extends Kept {
  readonly kind: 'refusal';
  readonly protocol: string;
  readonly isIPv6: boolean;
  readonly address: string;
  /** 0 of many ports, of which `count` tells how many connects there were. */
  readonly port: number;
  readonly owners: HistoryOwners;
  readonly at: HistoryMoment;
  readonly count: number;
}

/** What somebody did with this product. */
export interface HistoryAction extends Kept {
  readonly kind: 'action';
  readonly at: HistoryMoment;
  /** A window of VS Code, or an agent over MCP. */
  readonly by: 'window' | 'agent';
  /** The process that did it, an extension host or an MCP server: what tells one window from another. */
  readonly pid?: number;
  readonly deed:
    | { readonly kind: 'signal'; readonly signal: string; readonly program: HistoryProgram }
    | { readonly kind: 'stopContainer'; readonly container: string; readonly name?: string }
    | {
        readonly kind: 'closeConnection';
        readonly protocol: string;
        readonly local: { readonly address: string; readonly port: number };
        readonly foreign: { readonly address: string; readonly port: number };
      };
  /** "sent", or the outcome's own word: see SignalOutcome and its like. */
  readonly outcome: string;
}

/** A notice of the kernel's. */
export interface HistoryNotice extends Kept {
  readonly kind: 'notice';
  readonly at: HistoryMoment;
  readonly subject: 'interface' | 'address' | 'route';
  readonly change: 'added' | 'removed' | 'up' | 'down';
  /** The interface: untrusted. */
  readonly device?: string;
  /** The address or destination, with its prefix length. */
  readonly address?: string;
  readonly gateway?: string;
  /** How many notices it stands for, where more came than are kept. */
  readonly count: number;
}

/**
 * Nobody knows all that happened meanwhile.
 * - `lost`: messages of the kernel's that were more than its queue held
 * - `slow`: a pass took longer than the queue holds
 * - `ended`: the recorder ended or died, and another one, or none, followed
 * - `sleep`: the machine slept
 * - `clock`: the clock was set; `from` is what it said before
 * - `unheard`: the kernel does not tell here of connections that close
 */
export interface HistoryGap extends Kept {
  readonly kind: 'gap';
  readonly why: 'lost' | 'slow' | 'ended' | 'sleep' | 'clock' | 'unheard';
  readonly from: number;
  readonly to: number;
  /** Messages, where they are counted. */
  readonly lost?: number;
}

/** What is kept. */
export type HistoryEntry =
  HistoryListener | HistoryConnection | HistoryRefusal | HistoryAction | HistoryNotice | HistoryGap;

export type HistoryKind = HistoryEntry['kind'];

/** Where an answer was cut: the next one goes on there. */
export interface HistoryCursor {
  /** The moment (`by`) of the last event that was told, and its entry. */
  readonly at: number;
  readonly id: number;
}

/** Which part of the history is wanted. What is left out does not matter; what is given must all be so. */
export interface HistoryQuestion {
  /** At either end of a connection. */
  readonly port?: number;
  readonly protocol?: string;
  /** At either end, as inet_ntop(3) has it. */
  readonly address?: string;
  /** A UNIX socket's. */
  readonly path?: string;
  /** A process, of this boot unless `boot` says another one. */
  readonly pid?: number;
  readonly startTime?: number;
  readonly container?: string;
  readonly kinds?: readonly HistoryKind[];
  /** Milliseconds since 1970: what was so, or happened, between the two. */
  readonly from?: number;
  readonly to?: number;
  /** A filter expression without mistakes; its spans are not looked at. */
  readonly filter?: string;
  /** Only what ended, or if it has not ended began, before this. */
  readonly before?: HistoryCursor;
  /** Entries at most, the newest. */
  readonly most: number;
}

/** Entries, the newest first, by when they ended, or began where they have not. */
export interface HistoryAnswer {
  readonly entries: readonly HistoryEntry[];
  /** Set where there are more. */
  readonly next?: HistoryCursor;
  readonly status: HistoryStatus;
}

/** Why the history is not in a file: none of it outlives the session then. */
export type HistoryTrouble =
  | { readonly kind: 'noSqlite'; readonly node: string }
  | {
      readonly kind: 'readOnly' | 'full' | 'damaged' | 'newer' | 'networkFileSystem' | 'notOurs' | 'failed';
      /** The system's or SQLite's words: for the log. */
      readonly message: string;
    };

/** What there is. */
export interface HistoryStatus {
  readonly record: HistoryRecord;
  /** Who records: this process, another one on this machine, or nobody. */
  readonly recorder: 'this' | 'other' | 'none';
  /** The folder; absent where it is in memory. */
  readonly folder?: string;
  readonly trouble?: HistoryTrouble;
  /** Since when, in milliseconds since 1970; absent where nothing is kept. Connections may not reach as far as listeners. */
  readonly since?: number;
  readonly connectionsSince?: number;
  /** Bytes of all files, or of the memory. */
  readonly bytes: number;
  readonly entries: number;
  /** Grows with each write that this process knows of. */
  readonly revision: number;
}

/** How the engine is to record. */
export interface HistoryWish {
  readonly record: HistoryRecord;
  /** Hours and megabytes (10^6) that are kept at most. */
  readonly keepHours: number;
  readonly keepMegabytes: number;
  /** Milliseconds between two looks at listeners. */
  readonly interval: number;
  /** The process that the recorder's end is known by, and who acts. */
  readonly by: 'window' | 'agent';
}

/** A format of an export. */
export type HistoryFormat = 'text' | 'json' | 'csv';

export interface HistoryTextQuestion {
  readonly question: HistoryQuestion;
  readonly format: HistoryFormat;
}

/** An entry that has not got its id and place yet. */
export type NewHistoryEntry = HistoryEntry extends infer Entry
  ? Entry extends Kept
    ? Omit<Entry, 'id' | 'place'>
    : never
  : never;

/** What is to be written. */
export type HistoryChange =
  /** That is all that there will be of it. */
  | { readonly kind: 'add'; readonly entry: NewHistoryEntry }
  /** It may go on: what is put under the same key stands in its place. */
  | { readonly kind: 'put'; readonly key: number; readonly entry: NewHistoryEntry }
  /** It is over: the key is forgotten. */
  | { readonly kind: 'end'; readonly key: number; readonly entry: NewHistoryEntry };
