import type { ConntrackEntry, ConntrackTuple } from '../model/conntrack';
import type { Parsed } from '../model/issue';
import { type Fields, readRows } from './lineFields';

/** `key=value`, `[MARK]`, or a state's name. */
type Word =
  { readonly key: string; readonly value: string } | { readonly mark: string } | { readonly state: string };

const FAMILY_FIRST = /^\s*\S+\s+\d+\s+\S+\s+\d+/;

/**
 * Reads /proc/net/nf_conntrack, and /proc/net/ip_conntrack of kernels before 2.6.20; the format is net/netfilter/
 * nf_conntrack_standalone.c:ct_seq_show() in the kernel: names and numbers of both protocols, the timeout, the state,
 * what the protocol adds (`timeout=, stream_timeout=` of GRE), the tuple of each direction (`src= dst= sport= dport=`,
 * its zone, and `packets= bytes=` where it counts), marks in brackets, and more `key=value`. Keys that are not known are
 * kept with what they stand among, and end nothing.
 */
export function parseNfConntrack(bytes: Uint8Array): Parsed<ConntrackEntry> {
  return readRows(bytes, 0, (fields) => {
    const family = FAMILY_FIRST.test(fields.text) ? familyName(fields) : 'ipv4';
    const protocol = fields.word('protocol');
    const protocolNumber = fields.int32('protocol number');
    const timeout = /^\s*\d+(?=\s)/.test(fields.rest) ? fields.int32('timeout') : undefined;
    const words = fields.rest.trim().split(/\s+/).map(readWord);
    const pairs = words.filter((word) => 'key' in word);
    const starts = pairs.flatMap((word, index) => (word.key === 'src' ? [index] : []));
    const [originalAt = 0, replyAt = 0] = starts;
    if (starts.length !== 2) fields.fail('src', 'does not stand once in each direction');
    const end = replyAt + replyLength(pairs.slice(replyAt));
    return {
      family,
      protocol,
      protocolNumber,
      timeout,
      state: words.find((word) => 'state' in word)?.state,
      original: tuple(pairs.slice(originalAt, replyAt)),
      reply: tuple(pairs.slice(replyAt, end)),
      marks: words.filter((word) => 'mark' in word).map((word) => word.mark),
      others: new Map(
        [...pairs.slice(0, originalAt), ...pairs.slice(end)].map(({ key, value }) => [key, value]),
      ),
    };
  });
}

/** The keys that a tuple is known to have: addresses, ports, ICMP's and GRE's names of a flow, zone and counters. */
const TUPLE_KEYS = new Set([
  'src',
  'dst',
  'sport',
  'dport',
  'type',
  'code',
  'id',
  'srckey',
  'dstkey',
  'zone-orig',
  'zone-reply',
  'packets',
  'bytes',
]);

/** The keys that are known to stand behind both tuples. */
const LAST_KEYS = new Set(['mark', 'secmark', 'secctx', 'zone', 'delta-time', 'use']);

/** How many of the pairs from the second `src` on are the reply's: up to the last key that is known to be a tuple's. */
function replyLength(pairs: readonly { readonly key: string }[]): number {
  const last = pairs.findIndex(({ key }) => LAST_KEYS.has(key));
  const within = last === -1 ? pairs : pairs.slice(0, last);
  return within.findLastIndex(({ key }) => TUPLE_KEYS.has(key)) + 1;
}

const TUPLE_FIELDS = new Set(['src', 'dst', 'sport', 'dport', 'packets', 'bytes']);

function familyName(fields: Fields): string {
  const name = fields.word('family');
  fields.int32('family number');
  return name;
}

function readWord(word: string): Word {
  const equals = word.indexOf('=');
  // GRE's timeouts have a comma between them.
  if (equals > 0) return { key: word.slice(0, equals), value: word.slice(equals + 1).replace(/,$/, '') };
  if (word.startsWith('[') && word.endsWith(']')) return { mark: word.slice(1, -1) };
  return { state: word };
}

function tuple(pairs: readonly { readonly key: string; readonly value: string }[]): ConntrackTuple {
  const values = new Map(pairs.map((pair) => [pair.key, pair.value]));
  const decimal = (key: string): string | undefined => {
    const text = values.get(key);
    return text !== undefined && /^\d+$/.test(text) ? text : undefined;
  };
  const port = (key: string): number | undefined => {
    const text = decimal(key);
    return text === undefined ? undefined : Number(text);
  };
  const count = (key: string): bigint | undefined => {
    const text = decimal(key);
    return text === undefined ? undefined : BigInt(text);
  };
  return {
    source: values.get('src') ?? '',
    destination: values.get('dst') ?? '',
    sourcePort: port('sport'),
    destinationPort: port('dport'),
    others: new Map(
      pairs.filter((pair) => !TUPLE_FIELDS.has(pair.key)).map((pair) => [pair.key, pair.value]),
    ),
    packets: count('packets'),
    bytes: count('bytes'),
  };
}
