import { lineEnd, latin1 } from '../procfs/scan';

/**
 * Reads /etc/passwd, see passwd(5).
 * @returns the login name of each user id, one character a byte; the first line of an id wins, as for getpwuid(3)
 */
export function parsePasswd(bytes: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  for (let start = 0; start < bytes.length;) {
    const stop = lineEnd(bytes, start, bytes.length);
    const [name, , uid] = latin1(bytes, start, stop).split(':');
    if (name && uid && /^\d+$/.test(uid) && !names.has(Number(uid))) names.set(Number(uid), name);
    start = stop + 1;
  }
  return names;
}
