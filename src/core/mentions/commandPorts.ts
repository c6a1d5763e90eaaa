import { endpointsIn } from './endpoints';
import { movedBy, type PortHit } from './mention';
import { isPortName, isPortsName } from './names';
import { hitOf, PORT, portsListed, portsMatched } from './ports';
import { type Program, programNamed } from './programs';
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
const LONG_OPTION = /^--(?<name>[\w.-]{0,60}port)(?:=(?<value>.*))?$/di;
const ASSIGNMENT = /^(?<name>[A-Za-z_]\w{0,60})=(?<value>.*)$/d;
const PROPERTY = /^-D(?<name>[\w.-]{1,60})=(?<value>.*)$/d;
const INSPECTOR = /^--inspect(?:-brk|-wait)?=(?<value>.*)$/d;
const JAVA_DEBUGGER = new RegExp(String.raw`^-agentlib:jdwp=.{0,100}\baddress=(?:\*:)?${PORT}`, 'dg');
const WITH_VALUE = [ASSIGNMENT, PROPERTY, INSPECTOR] as const;

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
      hits.push(...(option === undefined ? aloneIn(word, program) : valueIn(word, option, program)));
    }
    option = takesPort(word.text, program) ? word.text : undefined;
    // What runs in a container, or on the far side, says nothing of the ports here.
    const isLast = program?.kind === 'container' || program?.options.includes('-L') === true;
    if (!isLast && !word.text.startsWith('-')) program = programNamed(word.text) ?? program;
  }
  return hits;
}

/** Whether the next word is the option's value, and a port. */
function takesPort(text: string, program: Program | undefined): boolean {
  if (program?.options.includes(text) === true) return true;
  const long = LONG_OPTION.exec(text)?.groups;
  return (
    long !== undefined && long['value'] === undefined && isPortName(long['name'] ?? '') && isServer(program)
  );
}

function isServer(program: Program | undefined): boolean {
  return program === undefined || (program.kind !== 'client' && program.kind !== 'container');
}

function aloneIn({ text, at }: Word, program: Program | undefined): PortHit[] {
  if (program?.kind === 'port' || (program?.kind === 'forward' && text.includes(':'))) {
    return valueIn({ text, at }, '', program);
  }
  if (program?.kind === 'container') {
    return text.startsWith('--publish=') ? valueIn({ text: text.slice(10), at: at + 10 }, '-p', program) : [];
  }
  if (!isServer(program)) return [];
  const [named] = expansions(text).filter(({ hasHost }) => !hasHost);
  if (named !== undefined) return movedBy(at, [named.hit]);
  if (text.startsWith('-agentlib:')) return movedBy(at, portsMatched(text, JAVA_DEBUGGER));
  const long = LONG_OPTION.exec(text);
  if (long !== null) return isPortName(long.groups?.['name'] ?? '') ? numberIn(long, at) : [];
  for (const pattern of WITH_VALUE) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { name } = match.groups ?? {};
    if (name !== undefined && isPortsName(name)) return listIn(match, at);
    return name === undefined || isPortName(name) ? numberIn(match, at) : [];
  }
  const [short] = program?.options.filter((name) => text.startsWith(`${name}=`)) ?? [];
  return short === undefined ? [] : plainNumber(text.slice(short.length + 1), at + short.length + 1);
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
  return plainNumber(text, at);
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
