import { OTHER_PROTOCOLS } from '../../model/otherSocket';

/** The names that `proto:` knows beside those that stand for themselves alone. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  tcp: ['tcp', 'tcp6'],
  tcp4: ['tcp'],
  udp: ['udp', 'udp6'],
  udp4: ['udp'],
  udplite: ['udplite', 'udplite6'],
  raw: ['raw', 'raw6'],
  icmp: ['icmp', 'icmp6', 'icmpv6'],
  icmp6: ['icmp6', 'icmpv6'],
};

/** Protocols of sockets and of tracked connections that stand for themselves. */
const OTHERS = ['tcp6', 'udp6', 'udplite6', 'raw6', 'sctp', 'unix', 'icmpv6', 'gre', 'dccp'] as const;

const ALL: readonly string[] = [...Object.keys(FAMILIES), ...OTHERS, ...OTHER_PROTOCOLS];

/** The names of protocols that `proto:` is offered with where nothing is known of the machine. */
export const PROTOCOL_NAMES: readonly string[] = ['tcp', 'tcp4', 'tcp6', 'udp', 'udp4', 'udp6', 'unix'];

/** The names of protocols that begin so. */
export function protocolsLike(word: string): readonly string[] {
  return ALL.filter((name) => name.startsWith(word.toLowerCase()));
}

/** The protocols that a word names; nothing for other words. */
export function protocolsNamed(word: string): readonly string[] | undefined {
  const name = word.toLowerCase();
  return ALL.includes(name) ? (FAMILIES[name] ?? [name]) : undefined;
}
