import type { Run } from './ours';
import type { Random } from './random';

/** What a command line of the socket listing is mixed from: one of each group. */
const SOCKETS = [
  [
    '',
    '',
    '',
    '-t',
    '-u',
    '-U',
    '-w',
    '-x',
    '-S',
    '-tu',
    '-tx',
    '-wU',
    '-tuwx',
    '-g',
    '--tcp',
    '--unix',
    '--ipx',
  ],
  [
    '',
    '',
    '',
    '-4',
    '-6',
    '-46',
    '-A inet',
    '-A inet6',
    '--inet',
    '-A inet,unix',
    '--protocol=inet6,inet',
    '--ip',
  ],
  ['', '-a', '-a', '-l', '-al', '--all', '--listening', '--lis'],
  ['', '-n', '-n', '-N', '--numeric-hosts', '--numeric-ports', '--numeric-users', '--numeric-p', '--sym'],
  ['', '-e', '-ee', '--extend', '-o', '-eo', '-p', '-ep', '-eop', '--programs', '--timers --prog'],
  ['', '', '-W', '--wide', '-v', '-vW', '-d', '-F', '-C', 'operand', '-- -x', '-'],
];

const ROUTES = [
  ['-r', '--route', '--rou'],
  ['', '-n', '-N', '--numeric-hosts', '--numeric-ports', '-W'],
  ['', '-e', '-ee', '-eee', '-eeee', '-eeeeee'],
  ['', '-F', '-C', '-FC', '--cache', '--fib'],
  [
    '',
    '-4',
    '-6',
    '-46',
    '-64',
    '-A inet,inet6',
    '-4 -A inet',
    '--inet6',
    '-x',
    '-A ipx',
    '--ax25',
    '-A ddp',
  ],
];

const OTHERS = [
  ['-s', '--statistics', '-g', '-M', '-gn', '--groups', '--masq', '--stat', '-gs'],
  ['', '-t', '-u', '-w', '-U', '-S', '-tu', '-tw', '-uS'],
  ['', '-n', '-e', '-a', '-v', '-c -h', '-N'],
  ['', '-4', '-6', '-46', '-A inet6', '-x'],
];

const INTERFACES = [
  ['-i', '--interfaces', '-ia', '--inter', '-ie', '-iae', '-iee'],
  ['', '-n', '-v', '-W', '-t'],
];

const FAMILIES = [
  [
    '--ipx',
    '--ax25',
    '--x25',
    '--netrom',
    '--rose',
    '--ddp',
    '-A ash',
    '-A econet',
    '-2',
    '-f',
    '--bl',
    '-r --net',
  ],
  ['', '-t', '-x', '-u4', '-A ipx,x25', '--ax25', '-g'],
  ['', '-a', '-l', '-e', '-n', '-v', '-en', '-p'],
];

/** Wrong and odd command lines. */
const ODD = [
  ['-t', '-a', '-n', '-e', '-r', '-i', '-s', '-M', '--tcpip', '-A', '-Ainet', '-A foo', '--protocol', '-A ,'],
  [
    '',
    '-I',
    '-j',
    '--foo',
    '--route=x',
    '-rr',
    '--i',
    '--in',
    '--n',
    '--num',
    '--u',
    '--un',
    '--t',
    '--s',
    '-?',
  ],
  [
    '',
    '-Z',
    '--v',
    '--p',
    '--pro',
    '--=x',
    '--ine=3',
    '--json5',
    '--jso',
    '--inter',
    '--sor',
    '--cs',
    '--sy',
    'x',
  ],
];

const RECIPES = [SOCKETS, SOCKETS, SOCKETS, SOCKETS, ROUTES, ROUTES, OTHERS, FAMILIES, INTERFACES, ODD];

/** A command line for netstat, mixed by chance. */
export function mixRun(random: Random, uids: readonly number[]): Run {
  const recipe = random.pick(RECIPES);
  const words = recipe.map((group) => random.pick(group)).filter((word) => word !== '');
  return {
    args: words.flatMap((word) => word.split(' ')),
    uid: random.pick(uids),
    posixlyCorrect: random.below(20) === 0,
  };
}
