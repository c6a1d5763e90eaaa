import { LONGEST_DELAY } from '../../model/bounds';
import type { ByteText, Environment } from '../context/environment';
import { FAMILY_LIST } from '../families/families';
import { parseFamilies } from './familyNames';
import { walkArguments } from './getopt';
import { readHistorySpan, WITH_HISTORY } from './historyOption';
import { FAMILY_CODE } from './optionTable';
import type { Family, Mode, Options, ParsedArguments, SortColumn } from './options';
import { SORT_COLUMNS } from './options';
import { usageText } from './usage';
import { versionText } from './version';

/** Exit status of usage errors. */
const USAGE_STATUS = 3;

/** The modes of which one may be asked for, once. */
const MODES: readonly (readonly [code: string, mode: Mode])[] = [
  ['M', 'masquerade'],
  ['s', 'statistics'],
  ['r', 'routes'],
  ['i', 'interfaces'],
];

/** The longest that a timer of the platform waits, in seconds. */
const LONGEST_INTERVAL = Math.floor(LONGEST_DELAY / 1000);

/** What is known of the machine before anything is read from it. */
export type ArgumentsEnvironment = Pick<Environment, 'programName' | 'posixlyCorrect' | 'selinuxEnabled'>;

/**
 * Reads the command line (without the program's name) as netstat does: options act in their order, so that the
 * first which ends the run hides what follows it.
 */
export function parseArguments(
  args: readonly ByteText[],
  environment: ArgumentsEnvironment,
): ParsedArguments {
  let stderr = '';
  const counts = new Map<string, number>();
  const families: Family[] = [];
  let interval = 1;
  let sort: SortColumn | undefined;
  let namespace: ByteText | undefined;
  const metrics: { output?: ByteText; serve?: ByteText } = {};
  let history: Options['history'];
  const exit = (status: number, text: ByteText): ParsedArguments => ({
    kind: 'exit',
    status,
    stdout: '',
    stderr: stderr + text,
  });
  const usageError = (message: ByteText): ParsedArguments =>
    exit(USAGE_STATUS, `${environment.programName}: ${message}\n${usageText()}`);

  for (const argument of walkArguments(args, environment.posixlyCorrect)) {
    if (argument.kind === 'error') return usageError(argument.message);
    const { code, name, value } = argument;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    const named = familiesOf(code, name, value);
    if (named === 'internal error') {
      stderr += "netstat.c: Internal Error `longopts 1 range'.\n";
    } else if ('unknown' in named) {
      return exit(1, `Unknown address family \`${named.unknown}'.\n`);
    } else {
      families.push(...named.families);
    }
    if (code === 'h') return { kind: 'exit', status: 0, stdout: usageText(), stderr };
    if (code === 'V') return { kind: 'exit', status: 0, stdout: versionText(), stderr };
    if (code === '?') return exit(USAGE_STATUS, usageText());
    if (code === 'Z' && !environment.selinuxEnabled) {
      return exit(1, 'SELinux is not enabled on this machine.\n');
    }
    if (code === 'interval') {
      interval = /^(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : 0;
      if (interval <= 0 || interval > LONGEST_INTERVAL) {
        const range = `a number of seconds above 0 and up to ${LONGEST_INTERVAL}`;
        return usageError(`option '--interval' needs ${range}, not '${value}'`);
      }
    }
    if (code === 'namespace') {
      namespace = value;
      if (value === '') {
        return usageError(
          "option '--namespace' needs a pid, a name in /run/netns, or a container's name or id",
        );
      }
    }
    if (code === 'output' || code === 'serve') metrics[code] = value;
    if (code === 'history') {
      history = readHistorySpan(value);
      if (history === undefined) {
        const spans = '10m, 2h, 1d, 14:00, 2026-11-27 or 14:00-14:10';
        return usageError(`option '--history' takes a span such as ${spans}, not '${value}'`);
      }
      // As an operand it would mean nothing, and all that is kept would be told.
      const operand = args[args.indexOf('--history') + 1];
      if (value === '' && operand && readHistorySpan(operand)) {
        return usageError(`option '--history' takes its span behind an equals sign: --history=${operand}`);
      }
    }
    if (code === 'sort') {
      sort = SORT_COLUMNS.find((column) => column === value);
      if (sort === undefined) {
        return usageError(`option '--sort' knows no column '${value}', but ${SORT_COLUMNS.join(', ')}`);
      }
    }
  }
  if (counts.has('json') && counts.has('csv')) {
    return usageError("options '--json' and '--csv' exclude each other");
  }
  const trouble = metricsTrouble(counts);
  if (trouble !== undefined) return usageError(trouble);
  if (history !== undefined && [...counts.keys()].some((code) => !WITH_HISTORY.has(code))) {
    return usageError("option '--history' goes with '--json' and '--csv' alone");
  }
  const modes = MODES.reduce((sum, [code]) => sum + (counts.get(code) ?? 0), 0);
  if (modes > 1) return exit(USAGE_STATUS, usageText());
  return {
    kind: 'run',
    options: {
      ...workOut(counts, families, interval, sort),
      ...(namespace !== undefined && { namespace }),
      ...(counts.has('prometheus') && { metrics }),
      ...(history && { history }),
    },
    stderr,
  };
}

/** What goes with --prometheus, which has a say of its own in what is read and how it looks. */
const WITH_METRICS: readonly string[] = ['prometheus', 'output', 'serve', 'c', 'interval', 'namespace'];

/** What is wrong with the options for metrics, if anything. */
function metricsTrouble(counts: ReadonlyMap<string, number>): ByteText | undefined {
  const [output, serve] = [counts.has('output'), counts.has('serve')];
  if (!counts.has('prometheus')) {
    return output || serve ? "options '--output' and '--serve' need '--prometheus'" : undefined;
  }
  if ([...counts.keys()].some((code) => !WITH_METRICS.includes(code))) {
    return "option '--prometheus' goes with '--output', '-c', '--interval', '--serve' and '--namespace' alone";
  }
  if (serve && (output || counts.has('c'))) return "option '--serve' excludes '--output' and '-c'";
  if (counts.has('c') && !output) return "with '--prometheus', option '-c' needs '--output'";
  return undefined;
}

/** The families that an option names. `--tcpip` is broken in netstat: it complains about itself and goes on. */
function familiesOf(
  code: string,
  name: string,
  value: ByteText,
): ReturnType<typeof parseFamilies> | 'internal error' {
  switch (code) {
    case 'A':
      return parseFamilies(value);
    case FAMILY_CODE:
      return name === 'tcpip' ? 'internal error' : parseFamilies(name);
    case '4':
      return { families: ['inet'] };
    case '6':
      return { families: ['inet6'] };
    case 'x':
      return { families: ['unix'] };
    default:
      return { families: [] };
  }
}

function workOut(
  counts: ReadonlyMap<string, number>,
  families: readonly Family[],
  interval: number,
  sort: SortColumn | undefined,
): Options {
  const given = (code: string): boolean => counts.has(code);
  const family = (name: Family): boolean => families.includes(name);
  const named = ['t', 'S', 'u', 'U', 'w'].some(given);
  const quiet = !named && (family('inet') || family('inet6') || given('s'));
  const bothFamilies = (named || quiet || given('g')) && !family('inet') && !family('inet6');
  const bluetooth = family('bluetooth') || given('2') || given('f');
  const isListed = FAMILY_LIST.some(({ name, header }) => header !== undefined && family(name));
  return {
    mode: MODES.find(([code]) => given(code))?.[1] ?? 'sockets',
    which: given('a') ? 'all' : given('l') ? 'listening' : 'connected',
    families,
    explicit: named || quiet || given('g') || bluetooth || family('unix') || isListed,
    inet: bothFamilies || family('inet'),
    inet6: bothFamilies || family('inet6'),
    tcp: quiet || given('t'),
    sctp: quiet || given('S'),
    udp: quiet || given('u'),
    udplite: quiet || given('U'),
    raw: quiet || given('w'),
    groups: given('g'),
    bluetooth,
    quiet,
    verbose: given('v'),
    numericHosts: given('n') || given('numeric-hosts'),
    numericPorts: given('n') || given('numeric-ports'),
    numericUsers: given('n') || given('numeric-users'),
    symbolic: given('N'),
    wide: given('W'),
    extend: counts.get('e') ?? 0,
    programs: given('p') || given('likely'),
    likely: given('likely'),
    timers: given('o'),
    context: given('Z'),
    continuous: given('c'),
    fib: given('F'),
    cache: given('C'),
    format: given('json') ? 'json' : given('csv') ? 'csv' : 'text',
    interval,
    sort,
  };
}
