import { isMapped, longestZeroRun } from '../../text/address';
import type { ByteText } from './environment';

/** The addresses that were written last, each in the place that its bytes give it: most rows have few others. */
const ROOM = 64;
const words = new Uint32Array(ROOM);
const texts: ByteText[] = Array.from({ length: ROOM }, () => '0.0.0.0');

/** An IPv4 address, 127.0.0.1 as 0x7f000001, dotted. */
export function dotted(word: number): ByteText {
  const place = (word ^ (word >>> 8)) & (ROOM - 1);
  if (words[place] === word) return texts[place] ?? '';
  const text = `${word >>> 24}.${(word >>> 16) & 0xff}.${(word >>> 8) & 0xff}.${word & 0xff}`;
  words[place] = word;
  texts[place] = text;
  return text;
}

/** Whether the four words are all zero: :: and 0.0.0.0, and not the latter in IPv6, which netstat tells apart. */
export function isAllZero(words: ArrayLike<number>): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0;
}

/**
 * An IPv6 address of four words as inet_ntop(3) of glibc writes it: RFC 5952, but the last 32 bits dotted where
 * exactly the first six groups are zero. IPv4 in IPv6 is bare IPv4, as netstat has it.
 */
export function ipv6Text(words: ArrayLike<number>): ByteText {
  const last = words[3] ?? 0;
  // What stands in most rows needs no search for its longest run of zeros.
  if (last <= 1 && words[0] === 0 && words[1] === 0 && words[2] === 0) return last === 0 ? '::' : '::1';
  if (isMapped(words)) return dotted(last);
  const groups: number[] = [];
  for (let i = 0; i < 4; i++) groups.push((words[i] ?? 0) >>> 16, (words[i] ?? 0) & 0xffff);
  const [start, length] = longestZeroRun(groups);
  if (start === 0 && length === 6) return `::${dotted(last)}`;
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function hex(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}
