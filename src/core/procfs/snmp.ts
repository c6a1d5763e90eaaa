import type { Parsed } from '../model/issue';
import type { Counter, StatisticsSection } from '../model/statistics';
import { eachLine, type Fields } from './lineFields';

const SECTION = /([^:]*):/y;
const NUMBER_NEXT = /^\s*[-+]?\d/;

/** What {@link parseSnmp} found; `isWhole` is false where a line without a name ended the reading. */
export interface ParsedSnmp extends Parsed<StatisticsSection> {
  readonly isWhole: boolean;
}

/**
 * Reads /proc/net/snmp and /proc/net/netstat; the format is net/ipv4/proc.c:snmp_seq_show() in the kernel: pairs of
 * lines, `Name: key key…` and `Name: value value…`. A key without a value counts as 0, as do all after an unreadable
 * one; surplus values are ignored. A pair of which a line has no name ends the reading: what pairs with what is unknown
 * from there. A last line that has no pair tells nothing.
 */
export function parseSnmp(bytes: Uint8Array): ParsedSnmp {
  const { rows, issues }: Parsed<StatisticsSection> = { rows: [], issues: [] };
  let keys: string[] | undefined;
  let name = '';
  let isNameless = false;
  let isWhole = true;
  eachLine(bytes, 0, issues, (fields) => {
    if (!isWhole) return;
    const title = fields.match(SECTION, 'line', 'has no section name before a colon');
    if (keys === undefined) {
      name = title;
      isNameless = fields.failed;
      keys = fields.rest.split(/[ \t]+/).filter((key) => key !== '');
    } else if (fields.failed || isNameless) {
      isWhole = false;
    } else {
      rows.push({ name, counters: counters(keys, fields) });
      keys = undefined;
    }
  });
  return { rows, issues, isWhole };
}

function counters(keys: readonly string[], fields: Fields): Counter[] {
  let isReadable = true;
  return keys.map((key) => {
    if (isReadable && !NUMBER_NEXT.test(fields.rest)) {
      isReadable = false;
      fields.warn(key, fields.atEnd ? 'has no value' : 'is not a decimal number');
    }
    return { key, value: isReadable ? fields.uint64(key) : 0n };
  });
}
