import type { InetColumns } from '../../model/inetTable';

const WORDS = 4;

/** Where an IPv4 address stands in an IPv6 one (::ffff:0:0/96): the two ends may have sockets of different families. */
const MAPPED_WORD = 3;

/** The columns that have both ends of a connection; of TCP where they do not say of what. */
export type EndsColumns = Pick<
  InetColumns,
  'isIPv6' | 'localAddress' | 'remoteAddress' | 'localPort' | 'remotePort'
> &
  Partial<Pick<InetColumns, 'protocol'>>;

/**
 * A number from 1 to 2^53 for the ends of row `row`. It is the same for both sockets of a connection within the
 * machine where one of them is asked for swapped; others may share it by chance.
 */
export function endsIdentity(columns: EndsColumns, row: number, swapped: boolean): number {
  const { localAddress, remoteAddress, localPort, remotePort } = columns;
  const [near, far] = swapped ? [remoteAddress, localAddress] : [localAddress, remoteAddress];
  const nearPort = (swapped ? remotePort : localPort)[row] ?? 0;
  const farPort = (swapped ? localPort : remotePort)[row] ?? 0;
  const isIPv6 = columns.isIPv6[row] === 1;
  let high = mix(0x2545f491, (columns.protocol?.[row] ?? 0) >> 1);
  high = mix(high, (nearPort << 16) | farPort);
  let low = mix(high, 0x1b873593);
  for (let word = 0; word < WORDS; word++) {
    high = mix(high, plainWord(near, isIPv6, row, word));
    low = mix(low, plainWord(far, isIPv6, row, word));
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0) + 1;
}

/**
 * The same for a socket over time: a connection keeps its ends through all its states, though it loses its inode when
 * it closes; sockets without a foreign end, which may share their address, are told apart by their inode.
 */
export function inetIdentity(columns: InetColumns, row: number): number {
  const ends = endsIdentity(columns, row, false);
  return columns.remotePort[row] === 0 ? identityWith(ends, columns.inode[row] ?? 0) : ends;
}

/** Whether row `a` of some columns and row `b` of others, or of the same, are the two sockets of one connection. */
export function areEnds(columns: InetColumns, a: number, others: InetColumns, b: number): boolean {
  if (columns.localPort[a] !== others.remotePort[b] || columns.remotePort[a] !== others.localPort[b])
    return false;
  const isIPv6 = columns.isIPv6[a] === 1;
  const isOtherIPv6 = others.isIPv6[b] === 1;
  for (let word = 0; word < WORDS; word++) {
    if (
      plainWord(columns.localAddress, isIPv6, a, word) !==
        plainWord(others.remoteAddress, isOtherIPv6, b, word) ||
      plainWord(columns.remoteAddress, isIPv6, a, word) !==
        plainWord(others.localAddress, isOtherIPv6, b, word)
    ) {
      return false;
    }
  }
  return true;
}

/** A number for a text, for identities that depend on it. */
export function textIdentity(text: string): number {
  let identity = 1;
  for (const character of text) identity = identityWith(identity, character.codePointAt(0) ?? 0);
  return identity;
}

/** An identity that depends on one more number. */
export function identityWith(identity: number, number: number): number {
  const high = mix(Math.floor(identity / 2 ** 32), number);
  const low = mix(identity | 0, number);
  return (high >>> 11) * 2 ** 32 + (low >>> 0) + 1;
}

/** Word `word` of the address as an IPv6 one, with IPv4 addresses mapped. */
function plainWord(words: Uint32Array, isIPv6: boolean, row: number, word: number): number {
  if (isIPv6) return words[row * WORDS + word] ?? 0;
  if (word === MAPPED_WORD) return words[row * WORDS] ?? 0;
  return word === MAPPED_WORD - 1 ? 0xffff : 0;
}

/** A whole number of 32 bits that depends on two. */
export function mix(hash: number, word: number): number {
  const product = Math.imul((hash ^ word) | 0, 0x85ebca6b);
  return (product ^ (product >>> 13)) | 0;
}
