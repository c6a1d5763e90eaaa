import type { OtherProtocol } from '../../model/otherSocket';
import type { TypedSpan } from '../../query/filter/span';
import type { ByteText } from '../context/environment';

/** netstat's own names of the address families, as -r and -s list them. */
export type Family = 'inet' | 'inet6' | 'unix' | OtherProtocol | 'ec' | 'ash' | 'bluetooth';

export type Mode = 'sockets' | 'routes' | 'interfaces' | 'masquerade' | 'statistics';

/** Columns that --sort knows: those of the Internet and the UNIX socket tables. */
export const SORT_COLUMNS = [
  'proto',
  'recv-q',
  'send-q',
  'local-address',
  'local-port',
  'foreign-address',
  'foreign-port',
  'state',
  'user',
  'inode',
  'pid',
  'program',
  'path',
] as const;

export type SortColumn = (typeof SORT_COLUMNS)[number];

/** What netstat was asked for, with its defaults worked out. */
export interface Options {
  readonly mode: Mode;
  /** Which sockets: -a, -l, or neither. */
  readonly which: 'all' | 'listening' | 'connected';
  /** The families named, in order and with duplicates; empty where none was. */
  readonly families: readonly Family[];
  /**
   * The socket listing's parts. As netstat reckons them: a family alone turns on all protocols, a protocol alone
   * both families. Where `explicit` is false, everything is listed whatever these say.
   */
  readonly explicit: boolean;
  readonly inet: boolean;
  readonly inet6: boolean;
  readonly tcp: boolean;
  readonly sctp: boolean;
  readonly udp: boolean;
  readonly udplite: boolean;
  readonly raw: boolean;
  readonly groups: boolean;
  readonly bluetooth: boolean;
  /** A missing file of the protocols and groups neither prints nor fails (a family alone was named). */
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly numericHosts: boolean;
  readonly numericPorts: boolean;
  readonly numericUsers: boolean;
  /** -N: makes routes and SCTP numeric, nothing else. */
  readonly symbolic: boolean;
  readonly wide: boolean;
  /** How often -e was given. */
  readonly extend: number;
  readonly programs: boolean;
  /** Beyond netstat: --likely, which comes with `programs`. */
  readonly likely: boolean;
  /** Beyond netstat: --namespace, the network namespace that everything is read of; absent: this process' own. */
  readonly namespace?: ByteText;
  /** Beyond netstat: --history, what happened in a span, or in all that is kept, and nothing else. */
  readonly history?: { readonly span?: TypedSpan };
  readonly timers: boolean;
  readonly context: boolean;
  readonly continuous: boolean;
  /** -F and -C as given; neither means -F. */
  readonly fib: boolean;
  readonly cache: boolean;
  /** Beyond netstat: --json and --csv. */
  readonly format: 'text' | 'json' | 'csv';
  /** Seconds between two rounds of -c. */
  readonly interval: number;
  readonly sort: SortColumn | undefined;
  /** Beyond netstat: --prometheus, and where to with it: --output's file, or --serve's address and port. */
  readonly metrics?: { readonly output?: ByteText; readonly serve?: ByteText };
}

/** What the command line came to: options to run with, or all there is to say. */
export type ParsedArguments =
  | { readonly kind: 'run'; readonly options: Options; readonly stderr: ByteText }
  | { readonly kind: 'exit'; readonly status: number; readonly stdout: ByteText; readonly stderr: ByteText };
