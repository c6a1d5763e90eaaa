import { endpointsIn } from './endpoints';
import { type MentionedTransport, movedBy, type PortHit, transportNamed } from './mention';
import { isPortName, isPortsName } from './portNames';
import { hitOf, PORT, portsListed, portsMatched } from './portText';
import { isPortOption, type Program, programNamed } from './programOptions';
import { publishedPort } from './publishedPorts';

const WORD = /&&|\|\||[;|&()]|[^\s;|&()]+/g;
const NUMBER = new RegExp(String.raw`^(?:\$\{\w{1,60}:?[-=]|tcp:)?:?${PORT}\}?$`, 'dg');
/**
 * A variable with the value that it has where it is not set, or is given then: `${PORT:-3000}`, `${PORT:=3000}`. Behind a
 * colon the host counts that stands before it.
 */
const EXPANSION = new RegExp(
  String.raw`(?:(?<![\w.*\]}$-])(?<host>[\w.*\]-]{0,60}):|(?<!:))\$\{(?<name>\w{1,60}):?[-=]${PORT}\}`,
  'dg',
);
/** With two hyphens, or with one as Go's and Java's programs have it (`-D…` is a property of Java's). */
const LONG_OPTION = /^-(?:-|(?!D[a-z]))(?<name>[A-Za-z\d_][\w.-]{0,60}port|port)(?:=(?<value>.*))?$/di;
/** Where a program listens, with the port alone behind a colon: `-addr :8080`, `--web.listen-address=:9090`. */
const ADDRESS_OPTION =
  /^--?(?<name>(?:[\w.]{1,40}[.-])?(?:listen|bind|addr|address|http|https))(?:=(?<value>.*))?$/di;
const ADDRESS = new RegExp(String.raw`^(?:\*|\[[\da-f:]{2,40}\])?:${PORT}$`, 'dgi');
const OWN_ADDRESS = new RegExp(String.raw`^[\w.-]{0,60}:${PORT}$`, 'dg');
/** socat's addresses: `TCP-LISTEN:8080,fork`. */
const SOCAT =
  /^(?<transport>tcp|udp|openssl|ssl|sctp)[46]?-(?:listen|recvfrom|recv):(?<value>\d{1,5})(?:,.*)?$/di;
const ASSIGNMENT = /^(?<name>[A-Za-z_]\w{0,60})=(?<value>.*)$/d;
const PROPERTY = /^-D(?<name>[\w.-]{1,60})=(?<value>.*)$/d;
const INSPECTOR = /^--inspect(?:-brk|-wait)?=(?<value>.*)$/d;
const JAVA_DEBUGGER = new RegExp(String.raw`^-agentlib:jdwp=.{0,100}\baddress=(?:\*:)?${PORT}`, 'dg');
const WITH_VALUE = [ASSIGNMENT, PROPERTY, INSPECTOR, SOCAT] as const;

interface Word {
  readonly text: string;
  readonly at: number;
}

/**
 * The ports that a shell's command line names: options (`--port 3000`, and `-p 3000` of programs that are known for
 * it), variables (`PORT=3000`), published ports and forwardings, and local addresses.
 */
export function commandPorts(line: string): PortHit[] {
  if (!/[1-9]/.test(line)) return [];
  const hits = [
    ...endpointsIn(line),
    ...expansions(line)
      .filter(({ hasHost }) => hasHost)
      .map(({ hit }) => hit),
  ];
  let program: Program | undefined;
  let option: string | undefined;
  for (const match of line.matchAll(WORD)) {
    if (/^[;|&()]/.test(match[0])) {
      program = undefined;
      option = undefined;
      continue;
    }
    const word = unquoted(match[0], match.index);
    if (/[1-9]/.test(word.text)) {
      const value = word.text.startsWith('-') ? undefined : option;
      hits.push(...(value === undefined ? aloneIn(word, program) : valueIn(word, value, program)));
    }
    option = takesPort(word.text, program) ? word.text : undefined;
    // What runs in a container, or on the far side, says nothing of the ports here.
    const isLast = program?.kind === 'container' || program?.options.includes('-L') === true;
    if (!isLast && !word.text.startsWith('-')) program = programAt(line, word) ?? program;
  }
  return hits;
}

/** The program of a word; one that only some options make a server is none without them. */
function programAt(line: string, { text, at }: Word): Program | undefined {
  const program = programNamed(text);
  if (program?.onlyWith === undefined) return program;
  const words = /^[^;|&()]{0,2000}/.exec(line.slice(at))?.[0].split(/\s+/) ?? [];
  return program.onlyWith.some((option) => words.includes(option))
    ? program
    : { kind: 'client', options: [] };
}

/** Whether the next word is the option's value, and a port. */
function takesPort(text: string, program: Program | undefined): boolean {
  if (program !== undefined && isPortOption(program, text)) return true;
  const address = ADDRESS_OPTION.exec(text)?.groups;
  if (address !== undefined && address['value'] === undefined) return isServer(program);
  const long = LONG_OPTION.exec(text)?.groups;
  return (
    long !== undefined && long['value'] === undefined && isPortName(long['name'] ?? '') && isServer(program)
  );
}

function isServer(program: Program | undefined): boolean {
  return program === undefined || (program.kind !== 'client' && program.kind !== 'container');
}

function aloneIn({ text, at }: Word, program: Program | undefined): PortHit[] {
  if (program?.kind === 'address') return movedBy(at, portsMatched(text, OWN_ADDRESS, { listens: true }));
  if (
    (program?.kind === 'port' && !text.startsWith('-')) ||
    (program?.kind === 'forward' && text.includes(':'))
  ) {
    return valueIn({ text, at }, '', program);
  }
  if (program?.kind === 'container') {
    return text.startsWith('--publish=') ? valueIn({ text: text.slice(10), at: at + 10 }, '-p', program) : [];
  }
  if (!isServer(program)) return [];
  const [named] = expansions(text).filter(({ hasHost }) => !hasHost);
  if (named !== undefined) return movedBy(at, [named.hit]);
  if (text.startsWith('-agentlib:')) return movedBy(at, portsMatched(text, JAVA_DEBUGGER));
  const address = ADDRESS_OPTION.exec(text)?.groups?.['value'];
  if (address !== undefined) {
    return movedBy(at + text.length - address.length, portsMatched(address, ADDRESS));
  }
  const long = LONG_OPTION.exec(text);
  if (long !== null) return isPortName(long.groups?.['name'] ?? '') ? numberIn(long, at) : [];
  for (const pattern of WITH_VALUE) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { name } = match.groups ?? {};
    if (name !== undefined && isPortsName(name)) return listIn(match, at);
    if (pattern === SOCAT)
      return numberIn(match, at).map((hit) => ({ ...hit, transport: socatTransport(match) }));
    return name === undefined || isPortName(name) ? numberIn(match, at) : [];
  }
  const [short] = program?.options.filter((name) => text.startsWith(`${name}=`)) ?? [];
  return short === undefined ? [] : plainNumber(text.slice(short.length + 1), at + short.length + 1);
}

/** What is spoken over TLS goes over TCP. */
function socatTransport({ groups }: RegExpExecArray): MentionedTransport {
  return transportNamed(groups?.['transport'] ?? '') ?? 'tcp';
}

/** The ports of this machine that variables stand for, and whether a host is written with them; see {@link EXPANSION}. */
function expansions(text: string): { readonly hit: PortHit; readonly hasHost: boolean }[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(EXPANSION)].flatMap((match) => {
    const { name = '', host = '' } = match.groups ?? {};
    const hit = isPortName(name) ? hitOf(match) : undefined;
    return hit === undefined ? [] : [{ hit, hasHost: host !== '' }];
  });
}

function valueIn({ text, at }: Word, option: string, program: Program | undefined): PortHit[] {
  if (program?.kind === 'container' || (program?.kind === 'forward' && option === '')) {
    const hit = publishedPort(text);
    return hit === undefined ? [] : movedBy(at, [hit]);
  }
  if (program?.kind === 'forward') {
    if (option === '-D') return plainNumber(text, at);
    const near = /^(?:\[?[\w.:*-]{1,60}\]?:)?\d{1,5}(?=:[^:]{1,100}:\d{1,5}$)/.exec(text)?.[0];
    if (near === undefined) return [];
    const host = near.lastIndexOf(':') + 1;
    return plainNumber(near.slice(host), at + host);
  }
  const isAddress = ADDRESS_OPTION.test(option) && program?.options.includes(option) !== true;
  return isAddress ? movedBy(at, portsMatched(text, ADDRESS)) : plainNumber(text, at);
}

function numberIn(match: RegExpExecArray, at: number): PortHit[] {
  const start = match.indices?.groups?.['value']?.[0];
  const value = unquoted(match.groups?.['value'] ?? '', at + (start ?? 0));
  return start === undefined ? [] : plainNumber(value.text, value.at);
}

function listIn(match: RegExpExecArray, at: number): PortHit[] {
  const start = match.indices?.groups?.['value']?.[0] ?? 0;
  return movedBy(at + start, portsListed(match.groups?.['value'] ?? ''));
}

function plainNumber(text: string, at: number): PortHit[] {
  return movedBy(at, portsMatched(text, NUMBER));
}

/** The word without quotes, which a JSON string escapes, around it. */
function unquoted(text: string, at: number): Word {
  const start = /^[\\"'`]*/.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && '\\"\'`,'.includes(text.charAt(end - 1))) end--;
  return { text: text.slice(start, end), at: at + start };
}
