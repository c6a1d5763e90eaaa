import type { Parsed } from '../model/issue';
import type { StatisticsSection } from '../model/statistics';
import { counterReader } from './counterReader';
import { eachLine } from './lineFields';

const SECTION = /([^:]*):/y;

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
      const counter = counterReader(fields, 'has no value');
      rows.push({ name, counters: keys.map((key) => ({ key, value: counter(key) })) });
      keys = undefined;
    }
  });
  return { rows, issues, isWhole };
}
