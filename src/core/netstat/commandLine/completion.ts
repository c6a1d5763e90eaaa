import { OTHER_PROTOCOLS } from '../../model/otherSocket';
import { type Argument, walkArguments } from './getopt';
import { OFFERED_OPTIONS, type OfferedCode, type OfferedOption, type Table } from './offeredOptions';
import { SORT_COLUMNS } from './options';
import { wordsOf } from './commandLine';

/** One way to go on with a command line. */
export type Completion =
  | { readonly kind: 'option'; readonly line: string; readonly code: OfferedCode }
  | { readonly kind: 'value'; readonly line: string; readonly value: string };

/** The values offered for the options that take one. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  A: ['inet', 'inet6', 'unix', ...OTHER_PROTOCOLS],
  namespace: [],
  history: ['10m', '1h', '1d'],
  sort: SORT_COLUMNS,
  interval: ['0.5', '2', '5', '10', '60'],
};

const TABLES: readonly (readonly [code: string, table: Table])[] = [
  ['prometheus', 'metrics'],
  ['M', 'masquerade'],
  ['s', 'statistics'],
  ['r', 'routes'],
  ['i', 'interfaces'],
  ['g', 'groups'],
  ['history', 'history'],
];

/** Stands for a word that is still to come. */
const TO_COME = '\0';

/** How the last word of the line can go on: what has been given already or would mean nothing is not offered. */
export function completions(line: string): Completion[] {
  const last = /\S*$/.exec(line)?.[0] ?? '';
  const before = wordsOf(line.slice(0, line.length - last.length));
  if (before.includes('--')) return [];
  const wanted = [...walkArguments([...before, TO_COME], false)].at(-1);
  if (wanted?.kind === 'option' && wanted.value === TO_COME) return values(wanted.code, line, last);
  const attached =
    /^--(protocol|namespace|history|sort|interval)=(.*)$/.exec(last) ?? /^-[^-A]*(A)(.+)$/.exec(last);
  if (attached !== null) {
    const [, name = '', value = ''] = attached;
    return values(name === 'protocol' ? 'A' : name, line, value);
  }
  if (last.startsWith('--')) return longOptions(line, last.slice(2), meaningful(before));
  if (last === '' || last.startsWith('-')) return shortOptions(line, last, meaningful([...before, last]));
  return [];
}

function shortOptions(line: string, last: string, options: readonly OfferedOption[]): Completion[] {
  const dash = last === '' ? '-' : '';
  const found: Completion[] = [];
  for (const { code, short, long } of options) {
    if (short !== undefined) found.push(option(code, `${line}${dash}${short}`));
    else if (last === '' || last === '-')
      found.push(option(code, `${line}${dash}-${withEquals(code, long)}`));
  }
  return found;
}

function longOptions(line: string, start: string, options: readonly OfferedOption[]): Completion[] {
  const head = line.slice(0, line.length - start.length);
  const found: Completion[] = [];
  for (const { code, long } of options) {
    if (long?.startsWith(start) !== true) continue;
    found.push(option(code, head + withEquals(code, long)));
  }
  return found;
}

function withEquals(code: string, long: string | undefined): string {
  return `${long}${code in VALUES && code !== 'history' ? '=' : ''}`;
}

function option(code: string, line: string): Completion {
  return { kind: 'option', line, code: code as OfferedCode };
}

/** Values that begin as typed. Of a list of families the last one is being typed. */
function values(code: string, line: string, typed: string): Completion[] {
  const start = code === 'A' ? typed.slice(typed.lastIndexOf(',') + 1) : typed;
  const head = line.slice(0, line.length - start.length);
  return (VALUES[code] ?? [])
    .filter((value) => value.startsWith(start) && value !== start)
    .map((value) => ({ kind: 'value', line: head + value, value }));
}

/** The options that would change something about the command line so far. */
function meaningful(args: readonly string[]): OfferedOption[] {
  const steps = [...walkArguments(args, false)];
  if (steps.some(({ kind }) => kind === 'error')) return [];
  const given = new Set(
    OFFERED_OPTIONS.filter((each) => steps.some((step) => isGiven(each, step))).map(codeOf),
  );
  const table = TABLES.find(([code]) => given.has(code as OfferedCode))?.[1] ?? 'sockets';
  const has = (code: string): boolean => given.has(code as OfferedCode);
  return OFFERED_OPTIONS.filter(
    ({ code, tables, repeatable, without, alone, needs }) =>
      tables.includes(table) &&
      (repeatable === true || !has(code)) &&
      without?.some(has) !== true &&
      !(alone === true && given.size > 0) &&
      (needs === undefined || has(needs)),
  );
}

function codeOf({ code }: { readonly code: OfferedCode }): OfferedCode {
  return code;
}

function isGiven(option: OfferedOption, step: Argument): boolean {
  return step.kind === 'option' && (step.code === option.code || step.name === option.long);
}
