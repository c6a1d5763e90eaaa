import type { Parsed } from '../model/issue';
import type { CachedRoute } from '../model/route';
import { readRows } from './fields';
import { headerColumns, readRouteLine } from './routeColumns';

/** The columns that netstat looks for, in the order in which it must find them. */
export const CACHE_COLUMNS = [
  'Iface',
  'Destination',
  'Gateway',
  'Flags',
  'RefCnt',
  'Use',
  'Metric',
  'Source',
  'MTU',
  'Window',
  'IRTT',
  'TOS',
  'HHRef',
  'HHUptod',
  'SpecDst',
] as const;

/**
 * Reads /proc/net/rt_cache; the format is net/ipv4/route.c:rt_cache_seq_show() of kernels before 3.6, and newer ones
 * have the header alone.
 * @param littleEndian the byte order of the machine that wrote the file
 */
export function parseRtCache(bytes: Uint8Array, littleEndian: boolean): Parsed<CachedRoute> {
  const header = headerColumns(bytes);
  return readRows(bytes, 1, (fields) => {
    const { device, value } = readRouteLine(fields, header, CACHE_COLUMNS, 11, littleEndian);
    return {
      device,
      source: value('Source'),
      destination: value('Destination'),
      gateway: value('Gateway'),
      flags: value('Flags'),
      refCount: value('RefCnt'),
      use: value('Use'),
      metric: value('Metric'),
      mtu: value('MTU'),
      window: value('Window'),
      irtt: value('IRTT'),
      typeOfService: value('TOS'),
      headerRefs: value('HHRef'),
      headerUpToDate: value('HHUptod'),
      specificDestination: value('SpecDst'),
    };
  });
}
