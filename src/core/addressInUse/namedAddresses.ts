import { isPortName } from '../mentions/portNames';
import { portOf } from '../mentions/portText';

/**
 * How sure the grammar is that a number is a port:
 * - `port`: a word says so (`port 3000`, `"port":3000`, `8080/tcp`), or the form has no other meaning (`('::', 8000)`)
 * - `endpoint`: it stands behind an address or a name that means this machine
 * - `name`: it stands behind any other name or behind nothing, `web:3000`, `:3000`
 * - `connector`: it ends the name of one of Tomcat's connectors, `http-nio-8080`
 * - `bare`: a number where somebody binds or listens, `bind to [443]`
 */
export type AddressForm = 'port' | 'endpoint' | 'name' | 'connector' | 'bare';

/** A port as a line of text writes it, with what belongs to it. */
export interface Address {
  readonly port: number;
  readonly form: AddressForm;
  /** As it is written, without brackets and quotes; empty or "*" for all. */
  readonly host?: string;
  readonly transport?: 'tcp' | 'udp';
  /** Columns of the port's digits. */
  readonly start: number;
  readonly end: number;
  /** Columns of the whole: scheme, host, port and path. */
  readonly from: number;
  readonly to: number;
}

/** More addresses of one form than a message has; what stands behind them is not looked at. */
const MOST = 12;

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const IPV4 = String.raw`${OCTET}(?:\.${OCTET}){3}`;
const IPV6 = String.raw`\[[\da-fA-F:.]{2,45}(?:%\w{1,15})?\]`;
/** As Node and Java write it, with the port behind one more colon; only these forms cannot mean anything else. */
const OPEN_IPV6 = String.raw`(?:::(?:ffff:${IPV4}|1)?|(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4})`;
/** A name, which is no part of a path. */
const NAME = String.raw`(?<![^/]/)[A-Za-z_][\w-]{0,62}(?:\.[\w-]{1,62}){0,6}`;
const SCHEME = String.raw`[a-z][a-z\d+]{0,14}:\/\/`;
const PORT = String.raw`(?<port>[1-9]\d{0,4})`;

/** No digit, no fraction, no unit and no column goes on behind the number. */
const ENDS = String.raw`(?![\w%]|[.,]\d|:\d)`;

/**
 * What can stand before a colon and a port. A clock time, `"code":9001` and `file.rb:201:` have the form too: nothing
 * that begins with a digit is a name, a quoted key is none, and the name of a source file is looked at by itself.
 */
const ENDPOINT = new RegExp(
  String.raw`(?<![\w.:*>}-]|\w["'\`]|\](?!\[))(?<head>(?<scheme>${SCHEME})?(?<host>${IPV4}|${IPV6}|${OPEN_IPV6}|<null>|null|\[undef\]|(?:::)?[*+]|${NAME})?:)${PORT}(?<far>:${IPV4}:\d{1,5}|:\d{1,5}(?=\/(?:tcp|udp)\b))?${ENDS}(?<path>\/[\w./-]{0,80})?`,
  'g',
);

/** Node writes IPv6 without brackets; where it says what it does, the last part is the port for certain. */
const NODE = new RegExp(
  String.raw`(?<head>EADDRINUSE(?:: address already in use)? (?<host>[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){1,7}(?:%\w{1,15})?):)${PORT}(?![\w:])`,
  'g',
);

/** A word that ends in "port", and the number that it is about. */
const PORT_WORD = new RegExp(
  String.raw`(?<head>(?<![A-Za-z])(?:[Pp]ort|PORT)s?(?![a-z])(?:[ _-]?[Nn](?:umber|o\.?))?["'\`]{0,2}\s{0,4}(?:[:=#]{1,2}|is\b)?\s{0,4}["'\`(\[<#]{0,2}|(?<=[a-z])Ports?["'\`]?\s{0,4}[:=]\s{0,4}["'\`]?)${PORT}(?![\w%]|[.]\d|:\d|-\d)`,
  'g',
);

/** Host and port in a bracket, as Python, Dovecot and others write them, and Erlang's `{{0,0,0,0},4000}`. */
const TUPLE = new RegExp(
  String.raw`(?<head>\(\s?b?(?:(?<quote>['"])(?<quoted>[^'"]{0,60})\k<quote>|(?<host>${IPV4}|[\da-fA-F:]{2,45}|\*|${NAME}))\s?,\s{0,2}|\{(?:\d{1,3},\s?){3}\d{1,3}\}\s?[,:]\s?)${PORT}(?=\s?[,)}])`,
  'g',
);

/** The transport before or behind the number: multiaddresses, Docker's and IANA's way. */
const TRANSPORT = new RegExp(
  String.raw`(?<head>(?<![\w.:/-])(?:/(?:ip[46]|dns[46]?|dnsaddr)/[\w.:-]{1,63})?/(?<before>tcp|udp)/|(?<![\w./-])(?<word>tcp|udp)[46]?(?:::?|/))${PORT}${ENDS}(?<path>\/[\w./-]{0,80})?|(?<![\w.:/-])(?<alone>[1-9]\d{0,4})\/(?<behind>tcp|udp)\b`,
  'gi',
);

/** BIND and its kin: `127.0.0.1#53`, `::1#53`. */
const HASH = new RegExp(
  String.raw`(?<![\w.:])(?<head>(?<host>${IPV4}|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7})#)${PORT}${ENDS}`,
  'g',
);

/** A connector as Tomcat names it; with more behind it, it is one of the connector's threads. */
const CONNECTOR = new RegExp(
  String.raw`(?<![\w-])(?<head>(?:https?|ajp)-(?:[a-z\d]{1,10}-){1,3}(?:${IPV4}-)?)${PORT}(?![\w.-])`,
  'g',
);

const BARE = new RegExp(
  String.raw`(?<head>\b[Bb]ind(?:ing)? (?:to|on|for) [\[(]?|\b[Ll]isten(?:ing)? (?:to|on|for|at) [\[(]?)${PORT}(?![\w%:-]|[.,]\d)`,
  'g',
);

/** What is said of a port before the number, and a range of one port. */
const SAID = new RegExp(
  String.raw`(?<head>\b[Pp]ort (?:is )?(?:already )?(?:in use|taken|occupied|allocated|conflict)\s?[:(=]\s?|\bport (?:with)?in range:? |\bforwarded port to |\(tried (?:port )?|\b[Aa]ddress already in use: (?!98\b)|\{port,\s?|\bsin6?_port=htons\()(?:${PORT}(?:-\k<port>)?)(?![\w%:-]|[.,]\d)`,
  'g',
);

/** Endings of source files, whose "port" is a line. */
const SOURCE_FILE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|erb|go|rs|cc?|cpp|cxx|hh?|hpp|java|kts?|scala|clj|php|exs?|erl|hrl|cs|fs|vb|lua|p[lm]|sh|bash|zig|nim|swift|mm?|ml|hs|dart|jl|r|ya?ml|json|toml|conf|cfg|ini|log|txt|md|html|css|sql)$/i;

/** Words before a colon and a number that is something else, whatever stands around it. */
const NOT_HOSTS =
  /^(?:line|col(?:umn)?|pid|ppid|tid|uid|gid|code|errno|status|exit|error|err|fd|id|size|len(?:gth)?|count|total|version|time|timeout|at|retry|retries|attempts?|level|rows?|bytes?|ms|step|max|min|signal|https?|tcp|udp|in)$/i;

/** Hosts that mean this machine, or none at all. */
const OURS = new RegExp(`^(?:${IPV4}|${IPV6}|${OPEN_IPV6}|(?:::)?[*+]|<null>|null|\\[undef\\]|localhost)$`);

/** A host that stands before the word "port": `0.0.0.0 port 22`, `"127.0.0.1", port 5432`. */
const HOST_BEFORE = new RegExp(
  String.raw`(?:(["'])(?<quoted>[^"'\s]{1,60})\1|(?<![\w.:])(?<host>${IPV4}|\[[\da-fA-F:.]{2,45}\]|[\da-fA-F:]{2,39}:[\da-fA-F]{0,4}|localhost|\*))[,:]? $`,
);

/** The word in other languages, before the number or behind it. */
const PORT_WORD_ABROAD = new RegExp(
  String.raw`(?<head>(?:端口号?|ポート(?:番号)?|포트|(?<![а-яА-Я])[Пп]орт|\b[Pp]uerto|\b[Pp]orta)\s?[:：]?\s?["“「[(]?)${PORT}(?![\w%:-]|[.]\d)|(?<![\w.:])(?<alone>[1-9]\d{0,4})(?:号|번)?\s?(?:端口|ポート|포트)`,
  'g',
);

/** The forms, the surer first, each with the address that a match of it is. */
const FORMS: readonly (readonly [RegExp, (match: RegExpExecArray, text: string) => Address | undefined])[] = [
  [PORT_WORD, saidPort],
  [TUPLE, (match) => address(match, 'port', match.groups?.['quoted'] ?? match.groups?.['host'])],
  [NODE, nodeAddress],
  [ENDPOINT, endpoint],
  [TRANSPORT, withTransport],
  [HASH, (match) => address(match, 'endpoint', match.groups?.['host'])],
  [CONNECTOR, (match) => address(match, 'connector', undefined)],
  [BARE, (match) => numberOnly(match, 'bare')],
  [SAID, (match) => numberOnly(match, 'port')],
  [PORT_WORD_ABROAD, (match) => address(match, 'port', undefined)],
];

/** The addresses in a line, from left to right. Takes time in proportion to the line's length. */
export function addressesIn(text: string): Address[] {
  if (!/\d/.test(text)) return [];
  const found = new Map<number, Address>();
  for (const [expression, addressOf] of FORMS) {
    let matches = 0;
    for (const match of text.matchAll(expression)) {
      const known = addressOf(match, text);
      if (known !== undefined && !found.has(known.start)) found.set(known.start, known);
      if (++matches === MOST) break;
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start).slice(0, MOST);
}

function address(match: RegExpExecArray, form: AddressForm, host: string | undefined): Address | undefined {
  const { head = '', port: digits, alone } = match.groups ?? {};
  const written = digits ?? alone;
  const port = portOf(written);
  if (written === undefined || port === undefined) return undefined;
  const start = match.index + head.length;
  const bare = host?.replace(/^\[(.*)\]$/, '$1');
  return {
    port,
    form,
    ...(bare !== undefined && { host: /^<?null>?$/.test(bare) ? '' : bare }),
    start,
    end: start + written.length,
    from: match.index,
    to: match.index + match[0].length,
  };
}

/** What stands before the number is no part of the address. */
function numberOnly(match: RegExpExecArray, form: AddressForm): Address | undefined {
  const known = address(match, form, undefined);
  return known && { ...known, from: known.start };
}

function nodeAddress(match: RegExpExecArray): Address | undefined {
  const { host = '' } = match.groups ?? {};
  const known = address(match, 'endpoint', host);
  return known && { ...known, from: known.start - host.length - 1 };
}

function saidPort(match: RegExpExecArray, text: string): Address | undefined {
  const before = text.slice(Math.max(0, match.index - 70), match.index);
  const word = /([A-Za-z]{1,20})[ _-]?$/.exec(before)?.[1]?.toLowerCase();
  // "bind to port 80" is no name, as "to_port" is one.
  if (word !== undefined && word !== 'to' && !isPortName(`${word}_port`)) return undefined;
  const host = HOST_BEFORE.exec(before);
  const known = address(match, 'port', host?.groups?.['quoted'] ?? host?.groups?.['host']);
  return known && { ...known, from: known.from - (host?.[0].length ?? 0) };
}

function withTransport(match: RegExpExecArray): Address | undefined {
  const { before, word, behind } = match.groups ?? {};
  const known = address(match, word === undefined ? 'port' : 'name', undefined);
  return known && { ...known, transport: /udp/i.test(before ?? word ?? behind ?? '') ? 'udp' : 'tcp' };
}

function endpoint(match: RegExpExecArray): Address | undefined {
  const { host = '', scheme, path = '' } = match.groups ?? {};
  if (scheme === undefined && (SOURCE_FILE.test(host) || NOT_HOSTS.test(host))) return undefined;
  const known = address(match, OURS.test(host) ? 'endpoint' : 'name', host);
  const isUdp = /^(?:udp|dtls|coap|quic)/.test(scheme ?? '') || /^\/udp\b/.test(path);
  const isTcp = scheme !== undefined || /^\/tcp\b/.test(path);
  if (!isUdp && !isTcp) return known;
  return known && { ...known, transport: isUdp ? 'udp' : 'tcp' };
}
