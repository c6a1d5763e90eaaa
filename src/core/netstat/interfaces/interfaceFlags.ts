import type { ByteText } from '../context/environment';

/** IFF_* of include/uapi/linux/if.h. */
export const IFF_UP = 0x1;
export const IFF_BROADCAST = 0x2;
export const IFF_LOOPBACK = 0x8;
export const IFF_POINTOPOINT = 0x10;
export const IFF_RUNNING = 0x40;
export const IFF_PROMISC = 0x100;
export const IFF_ALLMULTI = 0x200;

/** In the order of the long form. */
const NAMES: readonly (readonly [bit: number, name: string])[] = [
  [IFF_UP, 'UP'],
  [IFF_BROADCAST, 'BROADCAST'],
  [0x4, 'DEBUG'],
  [IFF_LOOPBACK, 'LOOPBACK'],
  [IFF_POINTOPOINT, 'POINTOPOINT'],
  [0x20, 'NOTRAILERS'],
  [IFF_RUNNING, 'RUNNING'],
  [0x80, 'NOARP'],
  [IFF_PROMISC, 'PROMISC'],
  [IFF_ALLMULTI, 'ALLMULTI'],
  [0x800, 'SLAVE'],
  [0x400, 'MASTER'],
  [0x1000, 'MULTICAST'],
  [0x8000, 'DYNAMIC'],
];

/** In the order of the table; P stands for two flags. */
const LETTERS: readonly (readonly [bit: number, letter: string])[] = [
  [IFF_ALLMULTI, 'A'],
  [IFF_BROADCAST, 'B'],
  [0x4, 'D'],
  [IFF_LOOPBACK, 'L'],
  [0x1000, 'M'],
  [0x8000, 'd'],
  [IFF_PROMISC, 'P'],
  [0x20, 'N'],
  [0x80, 'O'],
  [IFF_POINTOPOINT, 'P'],
  [0x800, 's'],
  [0x400, 'm'],
  [IFF_RUNNING, 'R'],
  [IFF_UP, 'U'],
];

/** The flags' letters in the table. */
export function interfaceFlagLetters(flags: number): ByteText {
  if (flags === 0) return '[NO FLAGS]';
  return LETTERS.map(([bit, letter]) => ((flags & bit) === 0 ? '' : letter)).join('');
}

/** The flags' names. */
export function interfaceFlagNames(flags: number): ByteText[] {
  return NAMES.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}

/** `4163<UP,BROADCAST>` of the long form: a signed number of 16 bits; where it is 0 the bracket stays open. */
export function interfaceFlagList(flags: number): ByteText {
  if (flags === 0) return '0<';
  return `${(flags << 16) >> 16}<${interfaceFlagNames(flags).join(',')}>`;
}
