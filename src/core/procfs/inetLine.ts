import type { InetTable } from '../model/inetTable';
import type { Problem } from './issues';
import { latin1, swap32 } from './scan';

/** The fields in their order; each pattern takes its field together with the separator before it. */
const FIELDS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['sl', /\s*[-+]?\d+:/y],
  ['local_address', /\s*([0-9A-Fa-f]{1,64})/y],
  ['local_port', /:\s*([0-9A-Fa-f]+)/y],
  ['rem_address', /\s*([0-9A-Fa-f]{1,64})/y],
  ['rem_port', /:\s*([0-9A-Fa-f]+)/y],
  ['st', /\s*([0-9A-Fa-f]+)/y],
  ['tx_queue', /\s*([0-9A-Fa-f]+)/y],
  ['rx_queue', /:\s*([0-9A-Fa-f]+)/y],
  ['tr', /\s*([0-9A-Fa-f]+)/y],
  ['tm->when', /:\s*([0-9A-Fa-f]+)/y],
  ['retrnsmt', /\s*([0-9A-Fa-f]+)/y],
  ['uid', /\s*([-+]?\d+)/y],
  ['timeout', /\s*([-+]?\d+)/y],
  ['inode', /\s*([-+]?\d+)/y],
  ['ref', /\s*(\S+)/y],
  ['pointer', /\s*(\S+)/y],
  ['drops', /\s*(\d+)/y],
];

const UID = FIELDS.findIndex(([name]) => name === 'uid');
const INODE = FIELDS.findIndex(([name]) => name === 'inode');

/**
 * Reads a row that is not laid out as today's kernels do: other widths, missing or extra columns, damage.
 *
 * The rule is netstat's: the leading fields up to `retrnsmt` (TCP) or `tm->when` (others) make a row, what is
 * missing after them counts as 0, and an address longer than 8 digits is an IPv6 one.
 * @returns what is wrong with the line; the row was added to the table unless a problem says `rowKept: false`
 */
export function parseInetLine(
  bytes: Uint8Array,
  start: number,
  stop: number,
  protocol: number,
  littleEndian: boolean,
  table: InetTable,
): Problem[] {
  const isTcp = protocol < 2;
  const text = latin1(bytes, start, stop);
  const values: string[] = [];
  let at = 0;
  for (const [, pattern] of FIELDS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) break;
    values.push(match[1] ?? '');
    at = pattern.lastIndex;
  }
  const found = values.length;
  if (text.trim() === '') return [{ field: 'line', reason: 'is empty', rowKept: false }];
  if (found < (isTcp ? UID : UID - 1)) {
    return [{ field: FIELDS[found]?.[0] ?? 'line', reason: 'is missing or unreadable', rowKept: false }];
  }
  const problems: Problem[] = [];
  if (found <= INODE) {
    problems.push({ field: FIELDS[found]?.[0] ?? '', reason: 'is missing or unreadable', rowKept: true });
  }
  const number = (field: number, radix: 10 | 16, bits: number): number => {
    const value = Number.parseInt(values[field] ?? '0', radix);
    const limit = 2 ** bits;
    if (value >= limit || value < -limit / 2) {
      problems.push({ field: FIELDS[field]?.[0] ?? '', reason: `does not fit ${bits} bits`, rowKept: true });
    }
    return value;
  };
  const row = table.add();
  const columns = table.columns;
  const local = addressWords(values[1] ?? '', littleEndian);
  const remote = addressWords(values[3] ?? '', littleEndian);
  columns.localAddress.set(local, row * 4);
  columns.remoteAddress.set(remote, row * 4);
  columns.protocol[row] = protocol;
  columns.isIPv6[row] = (values[1] ?? '').length > 8 ? 1 : 0;
  columns.localPort[row] = number(2, 16, 16);
  columns.remotePort[row] = number(4, 16, 16);
  columns.state[row] = number(5, 16, 8);
  columns.txQueue[row] = number(6, 16, 32);
  columns.rxQueue[row] = number(7, 16, 32);
  columns.timer[row] = number(8, 16, 8);
  columns.timerWhen[row] = number(9, 16, 32);
  columns.retransmits[row] = number(10, 16, 32);
  columns.uid[row] = number(11, 10, 32);
  columns.timeout[row] = number(12, 10, 32);
  columns.inode[row] = number(13, 10, 53);
  columns.drops[row] = isTcp ? 0 : number(16, 10, 32);
  return problems;
}

/** The address's hexadecimal digits, 8 a word in the machine's byte order, as words in network order. */
function addressWords(digits: string, littleEndian: boolean): number[] {
  const words: number[] = [];
  for (let word = 0; word < 4; word++) {
    const value = Number.parseInt(digits.slice(word * 8, word * 8 + 8) || '0', 16);
    words.push(littleEndian ? swap32(value) : value);
  }
  return words;
}
