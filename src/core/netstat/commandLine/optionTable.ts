import { FAMILY_LIST } from '../families/families';

/** A long option of netstat's. `code` is what it does: the short option's letter, or a name of its own. */
export interface LongOption {
  readonly name: string;
  readonly code: string;
  readonly hasArgument: boolean;
  /** Whether it may stand without: the argument then is the one behind an equals sign alone. */
  readonly isOptional?: true;
}

/** The code that all options share which name an address family. */
export const FAMILY_CODE = 'family';

/** The short options, of which -A takes an argument. */
export const SHORT_OPTIONS = 'ACFMacdeghilnNoprsStuUvVWw2fx64?Z';
export const SHORT_WITH_ARGUMENT = 'A';

const family = (name: string): LongOption => ({ name, code: FAMILY_CODE, hasArgument: false });
const flag = (name: string, code: string): LongOption => ({ name, code, hasArgument: false });

/** The long options; those that have a beginning in common stand as in netstat's list, as its messages on them do. */
export const LONG_OPTIONS: readonly LongOption[] = [
  // netstat's list begins with it, which an empty abbreviation is told as.
  family('ax25'),
  family('ip'),
  ...FAMILY_LIST.flatMap(({ optionNames }) => optionNames.map(family)),
  family('inet'),
  family('inet6'),
  family('unix'),
  family('bluetooth'),
  family('tcpip'),
  flag('version', 'V'),
  flag('interfaces', 'i'),
  flag('help', 'h'),
  flag('route', 'r'),
  flag('masquerade', 'M'),
  { name: 'protocol', code: 'A', hasArgument: true },
  flag('tcp', 't'),
  flag('sctp', 'S'),
  flag('udp', 'u'),
  flag('udplite', 'U'),
  flag('raw', 'w'),
  flag('unix', 'x'),
  flag('l2cap', '2'),
  flag('rfcomm', 'f'),
  flag('listening', 'l'),
  flag('all', 'a'),
  flag('timers', 'o'),
  flag('continuous', 'c'),
  flag('extend', 'e'),
  flag('programs', 'p'),
  flag('verbose', 'v'),
  flag('statistics', 's'),
  flag('wide', 'W'),
  flag('numeric', 'n'),
  flag('numeric-hosts', 'numeric-hosts'),
  flag('numeric-ports', 'numeric-ports'),
  flag('numeric-users', 'numeric-users'),
  flag('symbolic', 'N'),
  flag('cache', 'C'),
  flag('fib', 'F'),
  flag('groups', 'g'),
  flag('context', 'Z'),
];

/**
 * Options beyond netstat's. They must be spelt out whole and are named in no message on ambiguity, so that every
 * abbreviation means what it means to netstat.
 */
export const OWN_OPTIONS: readonly LongOption[] = [
  flag('json', 'json'),
  flag('csv', 'csv'),
  flag('likely', 'likely'),
  { name: 'namespace', code: 'namespace', hasArgument: true },
  { name: 'history', code: 'history', hasArgument: true, isOptional: true },
  { name: 'interval', code: 'interval', hasArgument: true },
  { name: 'sort', code: 'sort', hasArgument: true },
  flag('prometheus', 'prometheus'),
  { name: 'output', code: 'output', hasArgument: true },
  { name: 'serve', code: 'serve', hasArgument: true },
];
