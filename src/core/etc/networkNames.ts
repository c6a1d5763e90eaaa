import { wordsOfLines } from './lines';
import { etcNumberOfAnyBase } from './readNumber';

/** The parts of a number, each in a base of its own, without signs. */
const PARTS = /^[0-9A-Fa-fxX]+(?:\.[0-9A-Fa-fxX]+){0,3}$/;

/** What inet_network(3) makes of what is no number, and glibc takes for one: INADDR_NONE. */
const NO_NUMBER = 0xffff_ffff;

/**
 * Reads /etc/networks, see networks(5), as glibc does.
 * @returns the name of each network by its number, 169.254.0.0 (or 169.254) as 0xa9fe0000; the first line of one wins; a line
 *   without a number, or with none that can be read, names 255.255.255.255
 */
export function parseNetworks(bytes: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name = '', number = ''] of wordsOfLines(bytes)) {
    const value = numberOf(number);
    if (!names.has(value)) names.set(value, name);
  }
  return names;
}

function numberOf(text: string): number {
  const parts = PARTS.test(text) ? text.split('.').map(etcNumberOfAnyBase) : [];
  if (parts.length === 0 || parts.some((part) => part === undefined || part > 255)) return NO_NUMBER;
  return [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (parts[index] ?? 0), 0);
}
