import type { AddressTest } from './filter';
import { exactAddress, readAddress } from './networkRanges';

/** A word that names one end of a connection. */
export interface Endpoint {
  /** Absent where any will do. */
  readonly address?: AddressTest;
  readonly port?: number;
}

/**
 * A word with a colon that is an address, a port, or both: `::1`, `:3000`, `127.0.0.1:3000`, `[::1]:3000`,
 * `localhost:3000`, `*:3000`. Nothing where it is none of these.
 */
export function readEndpoint(word: string): Endpoint | undefined {
  const address = word.includes(':') ? exactAddress(word) : undefined;
  if (address !== undefined) return { address };
  const [, host = '', digits = ''] = /^(\[.*\]|[^:]*):(\d{1,5})$/.exec(word) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) return undefined;
  if (host === '') return { port };
  const hostTest = hostOf(host);
  return hostTest && { address: hostTest, port };
}

/** Whether a word is an address or port rather than a key and its value. */
export function looksLikeEndpoint(word: string): boolean {
  return readEndpoint(word) !== undefined;
}

function hostOf(host: string): AddressTest | undefined {
  if (host !== '*' && host.toLowerCase() !== 'localhost') return exactAddress(host);
  const named = readAddress(host);
  return typeof named === 'function' ? named : undefined;
}
