import type { InetColumns } from '../model/inetTable';
import { isMapped } from '../text/address';
import { TCP_LISTEN } from '../query/socketState';

/** Ends of connections: what tables of sockets and of closed ones have in common. */
type LocalEnds = Pick<InetColumns, 'isIPv6' | 'localAddress' | 'localPort'>;

const TCP6 = 1;

/** The listeners of TCP among some rows, by their ports. */
export class ListenersHere {
  readonly #inet: InetColumns;
  readonly #rows = new Map<number, number[]>();

  /** @param first and end of the rows, which are of one network namespace */
  constructor(inet: InetColumns, first: number, end: number) {
    this.#inet = inet;
    for (let row = first; row < end; row++) {
      if (inet.state[row] !== TCP_LISTEN || (inet.protocol[row] ?? 0) > TCP6) continue;
      const port = inet.localPort[row] ?? 0;
      const rows = this.#rows.get(port);
      if (rows === undefined) this.#rows.set(port, [row]);
      else rows.push(row);
    }
  }

  /** The row of who accepts connections with that local end; one of its very address goes before a wildcard. -1 for none. */
  accepting(ends: LocalEnds, at: number): number {
    let wildcard = -1;
    for (const row of this.#rows.get(ends.localPort[at] ?? 0) ?? []) {
      if (isSameAddress(this.#inet, row, ends, at)) return row;
      if (isWildcardFor(this.#inet, row, ends, at)) wildcard = row;
    }
    return wildcard;
  }
}

function isSameAddress(a: LocalEnds, row: number, b: LocalEnds, at: number): boolean {
  const [left, right] = [wordsAt(a, row), wordsAt(b, at)];
  if (isIPv4(a, left, row) !== isIPv4(b, right, at)) return false;
  if (isIPv4(a, left, row)) return ipv4Of(a, left, row) === ipv4Of(b, right, at);
  return left.every((word, i) => word === right[i]);
}

/** The wildcard of IPv6 takes IPv4 in: that it was told not to is not said of a row, and then one of IPv4 is mostly beside it. */
function isWildcardFor(a: LocalEnds, row: number, b: LocalEnds, at: number): boolean {
  const words = wordsAt(a, row);
  if (words.some((word, i) => word !== 0 && !(i === 2 && isMapped(words)))) return false;
  return !isIPv4(a, words, row) || isIPv4(b, wordsAt(b, at), at);
}

function wordsAt({ localAddress }: LocalEnds, row: number): Uint32Array {
  return localAddress.subarray(row * 4, row * 4 + 4);
}

function isIPv4({ isIPv6 }: LocalEnds, words: Uint32Array, row: number): boolean {
  return isIPv6[row] !== 1 || isMapped(words);
}

function ipv4Of({ isIPv6 }: LocalEnds, words: Uint32Array, row: number): number {
  return (isIPv6[row] === 1 ? words[3] : words[0]) ?? 0;
}
