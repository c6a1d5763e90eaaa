const [COLON, TAB, SPACE, NEWLINE, ZERO, NINE] = [0x3a, 0x09, 0x20, 0x0a, 0x30, 0x39];

/**
 * What some keys of a section of /proc/net/snmp or netstat count, see `parseSnmp`. Of hundreds of counters a sample of traffic needs
 * two: to read all of them takes as long as all else that is done with 1,000 sockets.
 * @returns by the order of the keys; undefined of those that are not there, 0 of those without a number
 */
export function snmpCounters(
  bytes: Uint8Array,
  section: string,
  keys: readonly string[],
): (bigint | undefined)[] {
  const found = keys.map((): bigint | undefined => undefined);
  const names = behindName(bytes, section, 0);
  const values = names < 0 ? -1 : behindName(bytes, section, lineEnd(bytes, names) + 1);
  if (values < 0) return found;
  let [key, value] = [wordAt(bytes, names), wordAt(bytes, values)];
  while (key < bytes.length && bytes[key] !== NEWLINE) {
    const end = wordEnd(bytes, key);
    for (let i = 0; i < keys.length; i++)
      if (isText(bytes, key, end, keys[i] ?? '')) found[i] = numberAt(bytes, value);
    key = wordAt(bytes, end);
    value = wordAt(bytes, wordEnd(bytes, value));
  }
  return found;
}

/** Behind `Name:` at the beginning of the first line from a place on that has it; -1 where none has. */
function behindName(bytes: Uint8Array, name: string, from: number): number {
  for (let at = from; at < bytes.length; at = lineEnd(bytes, at) + 1) {
    const end = at + name.length;
    if (bytes[end] === COLON && isText(bytes, at, end, name)) return end + 1;
  }
  return -1;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end < 0 ? bytes.length : end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

/** Where the next word of the line begins, or the line ends. */
function wordAt(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== NEWLINE && !isBlank(bytes[at])) at++;
  return at;
}

function isText(bytes: Uint8Array, from: number, end: number, text: string): boolean {
  if (end - from !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Counters have up to 64 bits. */
function numberAt(bytes: Uint8Array, from: number): bigint {
  let digits = '';
  for (let at = from; (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE; at++)
    digits += String.fromCharCode(bytes[at] ?? 0);
  return BigInt.asUintN(64, BigInt(digits));
}
