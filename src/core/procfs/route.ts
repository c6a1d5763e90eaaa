import type { Parsed } from '../model/issue';
import type { Ipv4Route } from '../model/route';
import { readRows } from './lineFields';
import { FIRST_COLUMNS, headerColumns, LAST_COLUMNS, readRouteLine, routeFields } from './routeColumns';

/** The columns that netstat looks for, in the order in which it must find them. */
export const ROUTE_COLUMNS = [...FIRST_COLUMNS, 'Mask', ...LAST_COLUMNS];

/**
 * Reads /proc/net/route; the format is net/ipv4/fib_trie.c:fib_route_seq_show() in the kernel, and the header says
 * where each column stands. Only the last, IRTT, may be missing.
 * @param littleEndian the byte order of the machine that wrote the file
 */
export function parseRoute(bytes: Uint8Array, littleEndian: boolean): Parsed<Ipv4Route> {
  const header = headerColumns(bytes);
  return readRows(bytes, 1, (fields) => {
    const line = readRouteLine(fields, header, ROUTE_COLUMNS, 10, littleEndian);
    return { ...routeFields(line), mask: line.value('Mask') };
  });
}
