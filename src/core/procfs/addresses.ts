import type { AddressWords } from '../model/inetTable';
import type { Fields } from './fields';
import { swap32 } from './scan';

const GROUPS_OF_8 = /\s*([0-9A-Fa-f]{32})(?![0-9A-Fa-f])/y;

/** An IPv4 address that the kernel printed as a word of the machine's byte order, as a word in network order. */
export function nativeAddress(fields: Fields, name: string, littleEndian: boolean): number {
  const word = fields.hex32(name);
  return littleEndian ? swap32(word) : word;
}

/** An IPv6 address of 32 hexadecimal digits in network order (the kernel's %pi6). */
export function ipv6Address(fields: Fields, name: string): AddressWords {
  const digits = fields.match(GROUPS_OF_8, name, 'is not 32 hexadecimal digits');
  const word = (index: number): number => Number.parseInt(digits.slice(index * 8, index * 8 + 8) || '0', 16);
  return [word(0), word(1), word(2), word(3)];
}
