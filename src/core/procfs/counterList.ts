import type { Parsed } from '../model/issue';
import type { Counter } from '../model/statistics';
import { readRows } from './lineFields';

/**
 * Reads a list of `key value` lines: /proc/net/snmp6 (net/ipv6/proc.c:snmp6_seq_show_item() in the kernel) and
 * /proc/net/sctp/snmp (net/sctp/proc.c:sctp_snmp_seq_show()).
 */
export function parseCounterList(bytes: Uint8Array): Parsed<Counter> {
  return readRows(bytes, 0, (fields) => {
    const key = fields.word('key');
    return { key, value: fields.uint64(key) };
  });
}
