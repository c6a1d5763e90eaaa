import { latin1, lineEnd } from '../procfs/scan';
import { etcNumber } from './readNumber';

/** Name, password, uid and gid; blanks and a sign may precede a number, and nothing may follow it. */
const ENTRY = /^[\t-\r ]*(?!#)([^:]*):[^:]*:[\t-\r ]*([-+]?\d+):[\t-\r ]*([-+]?\d+)(?::|$)/;

/**
 * Reads /etc/passwd, see passwd(5), as glibc does for getpwuid(3): comments are passed over, and so are lines with fewer
 * than four fields or with a uid or gid that is no number of 32 bits, and names that begin with + or -, which are NIS'.
 * @returns the login name of each user id, one character a byte, which may be empty; the first line of an id wins
 */
export function parsePasswd(bytes: Uint8Array): Map<number, string> {
  return fieldOfUsers(bytes, ([name = '']) => name);
}

/** The home folder of each user id, read in the same way; empty where the line has none. */
export function parseHomes(bytes: Uint8Array): Map<number, string> {
  return fieldOfUsers(bytes, ([, , , , , home = '']) => home);
}

function fieldOfUsers(
  bytes: Uint8Array,
  fieldIn: (fields: readonly string[]) => string,
): Map<number, string> {
  const found = new Map<number, string>();
  for (let start = 0; start < bytes.length;) {
    const stop = lineEnd(bytes, start, bytes.length);
    const [text = ''] = latin1(bytes, start, stop).split('\0');
    const [, name = '', uid = '', gid = ''] = ENTRY.exec(text) ?? [];
    const id = etcNumber(uid);
    if (id !== undefined && etcNumber(gid) !== undefined && !/^[-+]/.test(name) && !found.has(id)) {
      found.set(id, fieldIn([name, ...text.split(':').slice(1)]));
    }
    start = stop + 1;
  }
  return found;
}
