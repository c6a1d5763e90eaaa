import type { ConntrackEntry, ConntrackTuple } from '../model/conntrack';
import type { Parsed } from '../model/issue';
import { type Fields, readRows } from './fields';

/** `key=value`, `[MARK]`, or a state's name. */
type Word =
  { readonly key: string; readonly value: string } | { readonly mark: string } | { readonly state: string };

const FAMILY_FIRST = /^\s*\S+\s+\d+\s+\S+\s+\d+/;

/**
 * Reads /proc/net/nf_conntrack, and /proc/net/ip_conntrack of kernels before 2.6.20; the format is net/netfilter/
 * nf_conntrack_standalone.c:ct_seq_show() in the kernel: names and numbers of both protocols, the timeout, the state,
 * the tuple of each direction (`src= dst= sport= dport=`, and `packets= bytes=` where it counts), marks in brackets,
 * and more `key=value`. Keys before the second `src` belong to the first tuple.
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
    const replyAt = starts[1] ?? 0;
    if (starts[0] !== 0 || starts.length !== 2) fields.fail('src', 'does not stand once in each direction');
    const replyEnd = pairs.findIndex((word, index) => index > replyAt && !TUPLE_KEYS.has(word.key));
    const end = replyEnd === -1 ? pairs.length : replyEnd;
    return {
      family,
      protocol,
      protocolNumber,
      timeout,
      state: words.find((word) => 'state' in word)?.state,
      original: tuple(pairs.slice(0, replyAt)),
      reply: tuple(pairs.slice(replyAt, end)),
      marks: words.filter((word) => 'mark' in word).map((word) => word.mark),
      others: new Map(pairs.slice(end).map((word) => [word.key, word.value])),
    };
  });
}

/** Every key a tuple may have: addresses, ports, ICMP's and GRE's names of a flow, and the counters. */
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
  'packets',
  'bytes',
]);

const TUPLE_FIELDS = new Set(['src', 'dst', 'sport', 'dport', 'packets', 'bytes']);

function familyName(fields: Fields): string {
  const name = fields.word('family');
  fields.int32('family number');
  return name;
}

function readWord(word: string): Word {
  const equals = word.indexOf('=');
  if (equals > 0) return { key: word.slice(0, equals), value: word.slice(equals + 1) };
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
