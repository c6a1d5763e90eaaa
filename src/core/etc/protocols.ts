import { wordsOfLines } from './lines';
import { etcNumber } from './readNumber';

/** Reads /etc/protocols, see protocols(5). Returns the canonical name of each number; the last line of one wins. */
export function parseProtocols(bytes: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name = '', number = ''] of wordsOfLines(bytes)) {
    const value = etcNumber(number);
    if (value !== undefined) names.set(value, name);
  }
  return names;
}
