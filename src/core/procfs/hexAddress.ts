import type { AddressWords } from '../model/inetTable';
import type { Fields } from './lineFields';
import { swap32 } from './scan';

const EIGHT_GROUPS = /\s*([0-9A-Fa-f]{29,32})(?![0-9A-Fa-f])/y;

/** An IPv4 address that the kernel printed as a word of the machine's byte order, as a word in network order. */
export function nativeAddress(fields: Fields, name: string, littleEndian: boolean): number {
  const word = fields.hex32(name);
  return littleEndian ? swap32(word) : word;
}

/**
 * An IPv6 address of 32 hexadecimal digits in network order (the kernel's %pi6). As netstat reads it, the last of
 * its eight groups may have fewer than four digits.
 */
export function ipv6Address(fields: Fields, name: string): AddressWords {
  const digits = fields.match(EIGHT_GROUPS, name, 'is not 32 hexadecimal digits');
  if (digits.length < 32) fields.warn(name, 'has fewer than 32 hexadecimal digits');
  const group = (index: number): number => Number.parseInt(digits.slice(index * 4, index * 4 + 4) || '0', 16);
  const word = (index: number): number => ((group(index * 2) << 16) | group(index * 2 + 1)) >>> 0;
  return [word(0), word(1), word(2), word(3)];
}
