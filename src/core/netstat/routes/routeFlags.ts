import type { ByteText } from '../context/environment';

/** A letter and the bits it stands for, in the order of printing. */
type Letters = readonly (readonly [bits: number, letter: string])[];

const REJECT = 0x200;

/** RTF_* of include/uapi/linux/route.h; U and G come before them. */
const IPV4: Letters = [
  [0x4, 'H'],
  [0x8, 'R'],
  [0x10, 'D'],
  [0x20, 'M'],
  [0x10000, 'd'],
  [0x20000, 'a'],
  [0x40000, 'c'],
  [0x200000, 'o'],
  [0x400000, 'e'],
  [0x1000000, 'c'],
  [0x2000000, 'f'],
  [0x4000000, 'p'],
  [0x80000000, 'l'],
  [0x40, 'u'],
  [0x80, 'w'],
  [0x100, 'i'],
  [0x400, 'n'],
];

/** RTF_* in the lower half, RTCF_* of include/uapi/linux/in_route.h in the upper; G comes before them. */
const CACHE: Letters = [
  [0x8, 'R'],
  [0x10, 'D'],
  [0x20, 'M'],
  [0x1, '-'],
  [0x4, 'o'],
  [0x10000, 'n'],
  [0x20000, 'd'],
  [0x80000, 't'],
  [0x200000, 'f'],
  [0x400000, 'q'],
  [0x800000, 'Ns'],
  [0x1000000, 'r'],
  [0x4000000, 'i'],
  [0x8000000, 'Nd'],
  [0x10000000, 'b'],
  [0x20000000, 'm'],
  [0x40000000, '#'],
  [0x80000000, 'l'],
];

/** RTF_* of include/uapi/linux/route.h and ipv6_route.h. */
const IPV6: Letters = [
  [0x1, 'U'],
  [REJECT, '!'],
  [0x2, 'G'],
  [0x4, 'H'],
  [0x10000, 'D'],
  [0x40000, 'A'],
  [0x1000000, 'C'],
  [0x20000, 'a'],
  [0x400000, 'e'],
  [0x20, 'm'],
  [0x200000, 'n'],
  [0x2000000, 'f'],
];

/** A reject route goes nowhere: netstat shows no gateway, device or metrics of the link for it. */
export function isReject(flags: number): boolean {
  return (flags & REJECT) !== 0;
}

/** The letters of an IPv4 route; that of a reject route takes the place of U and G. */
export function ipv4FlagLetters(flags: number): ByteText {
  const first = isReject(flags) ? '!' : `${(flags & 1) === 0 ? '' : 'U'}${(flags & 2) === 0 ? '' : 'G'}`;
  return first + letters(flags, IPV4);
}

/** The letters of a route in the IPv4 routing cache. */
export function cacheFlagLetters(flags: number): ByteText {
  const first = isReject(flags) ? '!' : (flags & 2) === 0 ? '' : 'G';
  return first + letters(flags, CACHE);
}

/** The letters of an IPv6 route. */
export function ipv6FlagLetters(flags: number): ByteText {
  return letters(flags, IPV6);
}

/** The letters of an AppleTalk route: those of an IPv4 one, but "!" is one among the others. */
export function appletalkFlagLetters(flags: number): ByteText {
  const first = `${(flags & 1) === 0 ? '' : 'U'}${(flags & 2) === 0 ? '' : 'G'}`;
  return first + (isReject(flags) ? '!' : '') + letters(flags, IPV4);
}

function letters(flags: number, table: Letters): ByteText {
  let text = '';
  for (const [bits, letter] of table) if ((flags & bits) !== 0) text += letter;
  return text;
}
