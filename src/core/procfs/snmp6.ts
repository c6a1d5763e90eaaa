import type { Parsed } from '../model/issue';
import type { Counter, StatisticsSection } from '../model/statistics';
import { parseCounterList } from './counterList';

/** A key's protocol: everything up to its first 6, or all of it. */
const PREFIX = /^[^6]*6?/;

/**
 * Reads /proc/net/snmp6 and makes sections of it as netstat does: a section is named after its first key's protocol
 * ("Ip6", "Icmp6"), and ends before the first key that does not contain that name.
 */
export function parseSnmp6(bytes: Uint8Array): Parsed<StatisticsSection> {
  const { rows, issues } = parseCounterList(bytes);
  const sections: { name: string; counters: Counter[] }[] = [];
  for (const counter of rows) {
    const current = sections.at(-1);
    if (current !== undefined && counter.key.includes(current.name)) current.counters.push(counter);
    else sections.push({ name: PREFIX.exec(counter.key)?.[0] ?? counter.key, counters: [counter] });
  }
  return { rows: sections, issues };
}
