import type { OtherProtocol } from '../../model/otherSocket';
import { FAMILY_LIST } from '../families/families';

/** What netstat prints with the options so far: it decides which further options mean anything. */
export type Table =
  'sockets' | 'groups' | 'routes' | 'interfaces' | 'masquerade' | 'statistics' | 'metrics' | 'history';

/** An option worth offering to somebody who types a command line. */
export interface OfferedOption {
  /** Names the option in every spelling. */
  readonly code: string;
  readonly short?: string;
  readonly long?: string;
  /** The tables that it changes something about. */
  readonly tables: readonly Table[];
  /** May be given more than once with effect. */
  readonly repeatable?: true;
  /** Codes with which it means nothing. */
  readonly without?: readonly string[];
  /** Means nothing behind others. */
  readonly alone?: true;
  /** A code that must be given for it to mean anything. */
  readonly needs?: string;
}

const SOCKETS = ['sockets'] as const;
const ALL = ['sockets', 'groups', 'routes', 'interfaces', 'masquerade', 'statistics'] as const;
const LIVE = ['sockets', 'groups', 'routes', 'interfaces'] as const;
const NAMED = ['sockets', 'groups', 'routes', 'masquerade'] as const;
const FAMILIES = ['sockets', 'groups', 'routes', 'statistics'] as const;
const COUNTED = ['sockets', 'statistics'] as const;

/** Options that only the listing of sockets knows: who gives one wants no other table. */
const SOCKETS_ONLY = ['l', 'p', 'x', 'o', 'W', 'likely'] as const;
const OF_SOCKETS = [...SOCKETS_ONLY, 't', 'u', 'w', 'S', 'U'] as const;

/** The options that are wanted now and then, by how often. */
const OFTEN = [
  { code: 't', short: 't', long: 'tcp', tables: COUNTED },
  { code: 'u', short: 'u', long: 'udp', tables: COUNTED },
  { code: 'l', short: 'l', long: 'listening', tables: SOCKETS, without: ['a'] },
  { code: 'p', short: 'p', long: 'programs', tables: SOCKETS, without: ['likely'] },
  { code: 'n', short: 'n', long: 'numeric', tables: NAMED },
  { code: 'a', short: 'a', long: 'all', tables: ['sockets', 'interfaces'], without: ['l'] },
  { code: 'e', short: 'e', long: 'extend', tables: [...LIVE, 'masquerade'], repeatable: true },
  { code: 'c', short: 'c', long: 'continuous', tables: LIVE },
  { code: 'W', short: 'W', long: 'wide', tables: SOCKETS },
  { code: 'o', short: 'o', long: 'timers', tables: SOCKETS },
  { code: 'r', short: 'r', long: 'route', tables: SOCKETS, without: OF_SOCKETS },
  { code: 'i', short: 'i', long: 'interfaces', tables: SOCKETS, without: OF_SOCKETS },
  { code: 's', short: 's', long: 'statistics', tables: SOCKETS, without: SOCKETS_ONLY },
  { code: 'g', short: 'g', long: 'groups', tables: SOCKETS, without: OF_SOCKETS },
  { code: 'M', short: 'M', long: 'masquerade', tables: SOCKETS, without: OF_SOCKETS },
  { code: '4', short: '4', long: 'inet', tables: FAMILIES },
  { code: '6', short: '6', long: 'inet6', tables: FAMILIES },
  { code: 'x', short: 'x', long: 'unix', tables: SOCKETS },
  { code: 'w', short: 'w', long: 'raw', tables: COUNTED },
  { code: 'S', short: 'S', long: 'sctp', tables: COUNTED },
  { code: 'U', short: 'U', long: 'udplite', tables: COUNTED },
  { code: 'A', short: 'A', long: 'protocol', tables: FAMILIES, repeatable: true },
  { code: 'N', short: 'N', long: 'symbolic', tables: ['routes'] },
  { code: 'C', short: 'C', long: 'cache', tables: ['routes'] },
  { code: 'F', short: 'F', long: 'fib', tables: ['routes'] },
  { code: 'v', short: 'v', long: 'verbose', tables: SOCKETS },
  { code: 'Z', short: 'Z', long: 'context', tables: SOCKETS },
  { code: 'numeric-hosts', long: 'numeric-hosts', tables: NAMED, without: ['n'] },
  { code: 'numeric-ports', long: 'numeric-ports', tables: ['sockets', 'masquerade'], without: ['n'] },
  { code: 'numeric-users', long: 'numeric-users', tables: SOCKETS, without: ['n'] },
  { code: 'json', long: 'json', tables: [...ALL, 'history'], without: ['csv'] },
  { code: 'csv', long: 'csv', tables: [...ALL, 'history'], without: ['json'] },
  // Data tell it with -p alone.
  { code: 'likely', long: 'likely', tables: SOCKETS, without: ['json', 'csv'] },
  { code: 'namespace', long: 'namespace', tables: [...ALL, 'metrics'] },
  { code: 'history', long: 'history', tables: SOCKETS, alone: true },
  { code: 'sort', long: 'sort', tables: SOCKETS },
  { code: 'interval', long: 'interval', tables: LIVE, needs: 'c' },
  // What it goes with beside namespaces, no document shows.
  { code: 'prometheus', long: 'prometheus', tables: SOCKETS, alone: true },
] as const satisfies readonly OfferedOption[];

const LAST = [
  { code: 'h', short: 'h', long: 'help', tables: SOCKETS, alone: true },
  { code: 'V', short: 'V', long: 'version', tables: SOCKETS, alone: true },
] as const satisfies readonly OfferedOption[];

/** Names an option that is offered, and is none that names one of the families that few kernels have. */
export type PlainCode = (typeof OFTEN)[number]['code'] | (typeof LAST)[number]['code'];

/** Names an option that is offered. */
export type OfferedCode = PlainCode | OtherProtocol;

/** The options by how often they are wanted. What does nothing or cannot work on today's systems is left out. */
export const OFFERED_OPTIONS: readonly (OfferedOption & { readonly code: OfferedCode })[] = [
  ...OFTEN,
  ...FAMILY_LIST.map(({ name, header }) => ({
    code: name,
    long: name,
    tables: header === undefined ? (['routes'] as const) : (['sockets', 'routes'] as const),
  })),
  ...LAST,
];
