import type { ParseIssue, Parsed } from '../model/issue';
import { eachLine } from './lineFields';

/** An entry of a leaf of the routing tries: a prefix and what becomes of packets to it. */
export interface FibEntry {
  /** As one word in network order. */
  readonly address: number;
  readonly prefixLength: number;
  /** "LOCAL" for an address of this machine, "BROADCAST", "UNICAST", or what else the kernel says. */
  readonly type: string;
}

const LEAF = /^\s*\|--\s+(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\s*$/;
const ENTRY = /^\s*\/(\d{1,2})\s+\S+\s+(\S+)/;

/**
 * Reads the leaves of /proc/net/fib_trie; the format is net/ipv4/fib_trie.c:fib_trie_seq_show() in the kernel: a line
 * `|-- address` and below it a line `/length scope type` for each route. Inner nodes and table names are passed over.
 */
export function parseFibTrie(bytes: Uint8Array): Parsed<FibEntry> {
  const rows: FibEntry[] = [];
  const issues: ParseIssue[] = [];
  let address: number | undefined;
  eachLine(bytes, 0, issues, (fields) => {
    const leaf = LEAF.exec(fields.text);
    const entry = ENTRY.exec(fields.text);
    if (leaf !== null) {
      address = leaf.slice(1).reduce((word, octet) => ((word << 8) | Number(octet)) >>> 0, 0);
    } else if (entry !== null && address !== undefined) {
      rows.push({ address, prefixLength: Number(entry[1]), type: entry[2] ?? '' });
    } else if (entry !== null) {
      fields.fail('|--', 'is missing: no address came before');
    }
  });
  return { rows, issues };
}
