import type { Parsed } from '../model/issue';
import type { CachedRoute } from '../model/route';
import { readRows } from './lineFields';
import { FIRST_COLUMNS, headerColumns, LAST_COLUMNS, readRouteLine, routeFields } from './routeColumns';

/** The columns that netstat looks for, in the order in which it must find them. */
export const CACHE_COLUMNS = [
  ...FIRST_COLUMNS,
  'Source',
  ...LAST_COLUMNS,
  'TOS',
  'HHRef',
  'HHUptod',
  'SpecDst',
];

/**
 * Reads /proc/net/rt_cache; the format is net/ipv4/route.c:rt_cache_seq_show() of kernels before 3.6, and newer ones
 * have the header alone.
 * @param littleEndian the byte order of the machine that wrote the file
 */
export function parseRtCache(bytes: Uint8Array, littleEndian: boolean): Parsed<CachedRoute> {
  const header = headerColumns(bytes);
  return readRows(bytes, 1, (fields) => {
    const line = readRouteLine(fields, header, CACHE_COLUMNS, 11, littleEndian);
    return {
      ...routeFields(line),
      source: line.value('Source'),
      typeOfService: line.value('TOS'),
      headerRefs: line.value('HHRef'),
      headerUpToDate: line.value('HHUptod'),
      specificDestination: line.value('SpecDst'),
    };
  });
}
