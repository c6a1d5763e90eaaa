import { latin1, lineEnd } from '../procfs/scan';

/** What ends a line before its end: a comment, or a NUL, which ends C's strings. */
const END = /[#\0][^]*/;

/** White space as C has it. */
const BLANKS = /[\t-\r ]+/;

/** The words of each line of a file such as /etc/hosts, comments left out; lines without words are passed over. */
export function* wordsOfLines(bytes: Uint8Array): Generator<string[], void, undefined> {
  for (let start = 0; start < bytes.length;) {
    const stop = lineEnd(bytes, start, bytes.length);
    const words = latin1(bytes, start, stop).replace(END, '').split(BLANKS);
    const found = words.filter((word) => word !== '');
    if (found.length > 0) yield found;
    start = stop + 1;
  }
}
