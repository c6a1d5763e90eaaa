import type { InetTable } from '../model/inetTable';
import {
  ALL_FIELDS,
  inetField,
  type InetValues,
  isInetIPv6,
  LEAST_FIELDS,
  NO_VALUES,
  readInetAddress,
  readInetValues,
} from './inetValues';
import type { InetMemory } from './inetMemory';
import type { Problem } from './issues';
import { latin1 } from './scan';

/** What follows the inode: `ref pointer drops`. */
const DROPS = /^\s*\S+\s+\S+\s+(\d+)/;

/**
 * Reads a row that is not laid out as today's kernels do: other widths, missing or extra columns, damage.
 *
 * The rule is netstat's: the leading fields up to `retrnsmt` (TCP) or `tm->when` (others) make a row, what is
 * missing after them counts as 0, and an address longer than 8 digits is an IPv6 one.
 * @param memory with it, what is missing is as in the line before, as it is for netstat
 * @returns what is wrong with the line; the row was added to the table unless a problem says `rowKept: false`
 */
export function parseInetLine(
  bytes: Uint8Array,
  start: number,
  stop: number,
  protocol: number,
  littleEndian: boolean,
  table: InetTable,
  memory?: InetMemory,
): Problem[] {
  const isTcp = protocol < 2;
  const text = latin1(bytes, start, stop);
  const values = memory?.values ?? { ...NO_VALUES };
  const { found, wide, rest } = readInetValues(text, values);
  if (text.trim() === '') return [{ field: 'line', reason: 'is empty', rowKept: false }];
  if (found < (isTcp ? LEAST_FIELDS.tcp : LEAST_FIELDS.others)) {
    return [{ field: inetField(found).name, reason: 'is missing or unreadable', rowKept: false }];
  }
  const problems: Problem[] = [];
  if (found < ALL_FIELDS) {
    problems.push({ field: inetField(found).name, reason: 'is missing or unreadable', rowKept: true });
  }
  for (const index of wide) {
    const { name, bits } = inetField(index);
    problems.push({ field: name, reason: `does not fit ${bits} bits`, rowKept: true });
  }
  const row = table.add();
  addRow(table, row, protocol, values, memory?.words ?? new Uint32Array(4), littleEndian);
  table.columns.drops[row] = isTcp || found < ALL_FIELDS ? 0 : Number(DROPS.exec(rest)?.[1] ?? 0);
  table.columns.cgroup[row] = 0;
  table.columns.cookie[row] = 0;
  if (memory !== undefined && problems.length > 0) memory.exact.set(row, { ...values });
  return problems;
}

/** @param words of the last IPv6 address before; then of the row's last one */
function addRow(
  table: InetTable,
  row: number,
  protocol: number,
  values: InetValues,
  words: Uint32Array,
  littleEndian: boolean,
): void {
  const { columns } = table;
  const isIPv6 = isInetIPv6(values);
  const ends = [
    [values.localDigits, columns.localAddress],
    [values.remoteDigits, columns.remoteAddress],
  ] as const;
  for (const [digits, column] of ends) {
    const address = isIPv6 ? words : new Uint32Array(4);
    readInetAddress(digits, isIPv6, littleEndian, address);
    column.set(address, row * 4);
  }
  columns.protocol[row] = protocol;
  columns.isIPv6[row] = isIPv6 ? 1 : 0;
  columns.localPort[row] = values.localPort;
  columns.remotePort[row] = values.remotePort;
  columns.state[row] = values.state;
  columns.txQueue[row] = Number(values.txQueue);
  columns.rxQueue[row] = Number(values.rxQueue);
  columns.timer[row] = values.timer;
  columns.timerWhen[row] = Number(values.timerWhen);
  columns.retransmits[row] = Number(values.retransmits);
  columns.uid[row] = values.uid;
  columns.timeout[row] = values.timeout;
  columns.inode[row] = Number(values.inode);
}
