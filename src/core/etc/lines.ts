import { latin1, lineEnd } from '../procfs/scan';

/** The words of each line of a file such as /etc/hosts, comments left out; lines without words are passed over. */
export function* wordsOfLines(bytes: Uint8Array): Generator<string[], void, undefined> {
  for (let start = 0; start < bytes.length;) {
    const stop = lineEnd(bytes, start, bytes.length);
    const line = latin1(bytes, start, stop).replace(/#.*/, '').trim();
    if (line !== '') yield line.split(/\s+/);
    start = stop + 1;
  }
}
