import { wordsOfLines } from './lines';

/**
 * Reads /etc/networks, see networks(5).
 * @returns the name of each network by its number, 169.254.0.0 (or 169.254) as 0xa9fe0000; the first line of one wins
 */
export function parseNetworks(bytes: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name, number] of wordsOfLines(bytes)) {
    const parts = /^\d{1,3}(\.\d{1,3}){0,3}$/.test(number ?? '') ? (number ?? '').split('.').map(Number) : [];
    if (!name || parts.length === 0 || parts.some((part) => part > 255)) continue;
    const value = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (parts[index] ?? 0), 0);
    if (!names.has(value)) names.set(value, name);
  }
  return names;
}
