import type { RouteFields } from '../model/route';
import { nativeAddress } from './hexAddress';
import type { Fields } from './lineFields';
import { latin1, lineEnd } from './scan';

/** A line of a routing file by its columns' names. */
export interface RouteLine {
  readonly device: string;
  readonly value: (column: string) => number;
}

/** What stands in which column; those in neither hold signed decimals. */
const HEXADECIMAL = new Set(['Flags', 'TOS']);
const ADDRESSES = new Set(['Destination', 'Gateway', 'Mask', 'Source', 'SpecDst']);

/** The columns that netstat looks for in either file, in the order in which it must find them. */
export const FIRST_COLUMNS = ['Iface', 'Destination', 'Gateway', 'Flags', 'RefCnt', 'Use', 'Metric'];
/** The same behind one that is in either file alone. */
export const LAST_COLUMNS = ['MTU', 'Window', 'IRTT'];

/** The names in the header line. */
export function headerColumns(bytes: Uint8Array): string[] {
  return latin1(bytes, 0, lineEnd(bytes, 0, bytes.length))
    .trim()
    .split(/\s+/);
}

/** The first of `columns` that the header does not have in this order, others in between allowed. */
export function missingColumn(header: readonly string[], columns: readonly string[]): string | undefined {
  let from = 0;
  for (const column of columns) {
    const at = header.indexOf(column, from);
    if (at === -1) return column;
    from = at + 1;
  }
  return undefined;
}

/**
 * Reads a line whose columns are those of `header`; columns not `known` are skipped.
 * @param required how many of the known columns a line must have; those missing after them count as 0
 */
export function readRouteLine(
  fields: Fields,
  header: readonly string[],
  known: readonly string[],
  required: number,
  littleEndian: boolean,
): RouteLine {
  const values = new Map<string, number>();
  let device = '';
  for (const column of header) {
    if (fields.failed || (fields.atEnd && values.size >= required - 1)) break;
    if (column === 'Iface') device = fields.word(column);
    else if (!known.includes(column)) fields.word(column);
    else if (ADDRESSES.has(column)) values.set(column, nativeAddress(fields, column, littleEndian));
    else values.set(column, HEXADECIMAL.has(column) ? fields.hex32(column) : fields.int32(column));
  }
  return { device, value: (column) => values.get(column) ?? 0 };
}

/** The fields that a line of either has. */
export function routeFields({ device, value }: RouteLine): RouteFields {
  return {
    device,
    destination: value('Destination'),
    gateway: value('Gateway'),
    flags: value('Flags'),
    refCount: value('RefCnt'),
    use: value('Use'),
    metric: value('Metric'),
    mtu: value('MTU'),
    window: value('Window'),
    irtt: value('IRTT'),
  };
}
