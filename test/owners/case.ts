/** Why a named process may be another than the one that has the socket: nobody can tell that without root. */
export type Excuse = 'moved' | 'handed on' | 'of the kernel';

/**
 * Daemons as there are on servers, and what an ordinary user is to be told of each of their sockets. In operations and
 * paths `@` is the scene's own slice, `$0` and so on are ports of the case's own, and `+` is a blank; operations are those
 * of daemon.pl.
 */
export interface Case {
  readonly what: string;
  /** Directories that belong to a user, by their paths in the slice; those above come before. */
  readonly directories?: Readonly<Record<string, number>>;
  readonly threaded?: readonly string[];
  /** Started one after the other. */
  readonly daemons: readonly string[];
  /** Groups that end once the daemons run. */
  readonly ended?: readonly string[];
  /** Socket ("listens 0", see `socketText`) to what is told ("web.service ~webd: madeInGroup onlyProcess"). */
  readonly told: Readonly<Record<string, string>>;
  readonly excuse?: Excuse;
  /** Why it cannot be made here. */
  readonly whyNot?: () => string | undefined;
}

export const ONLY = 'madeInGroup onlyProcess';
export const SEVERAL = 'madeInGroup severalProcesses';
/** An owner that may be seen, and none that is likely. */
export const PROVEN = 'proven';
export const NOTHING = '-';

/** The start of a daemon of a service; of a session of a user's. */
export const service = (name: string): string => `group=@/system.slice/${name}.service`;
export const session = (number: number): string =>
  `group=@/user.slice/user-1000.slice/session-${number}.scope`;
