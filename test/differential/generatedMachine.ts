import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInetIPv6, NO_VALUES, readInetValues } from '../../src/core/procfs/inetValues';
import { garbled } from './garble';
import { generateCounters } from './generatedCounters';
import { generateEtc } from './generatedEtc';
import { generateInterfaces } from './generatedInterfaces';
import { generateOthers } from './generatedOthers';
import { generateRoutes } from './generatedRoutes';
import { unixLine } from './generatedUnix';
import type { Random } from './random';

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'udplite6', 'raw', 'raw6'] as const;

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

const PORTS = [0, 22, 25, 53, 80, 443, 5353, 32001, 51515, 65535];
const ADDRESSES = ['00000000', '0100007F', '0A0200C0', '076433C6', '0302010A', '00010200', 'FFFFFFFF'];
const ADDRESSES6 = [
  '00000000000000000000000000000000',
  '00000000000000000000000001000000',
  '0000000000000000FFFF00000A0200C0',
  '0000000000000000FFFF000000000000',
  'B80D0120000000000000000001000000',
  '000080FE00000000FF00A8C0FFFE0102',
  '00000000000000000000000002000100',
  '0000000000000000FFFF0000FA6433C6',
];

/** Rows that fill more than one piece of a large file. */
const MANY = 1200;

/** Writes a machine as chance has it: /proc/net, the processes and /etc. */
export function generateMachine(random: Random, input: string): void {
  const net = join(input, 'proc/net');
  mkdirSync(net, { recursive: true });
  generateEtc(random, input);
  generateRoutes(random, net);
  generateCounters(random, net);
  generateOthers(random, net);
  generateInterfaces(random, input);
  for (const name of TABLES) {
    if (random.below(10) === 0) continue;
    const count = random.below(40) === 0 ? MANY : random.below(30);
    const rows = Array.from({ length: count }, (_, row) => {
      const line = inetLine(random, name, row);
      // What netstat has in memory before the first row is anybody's.
      return row === 0 ? line : damage(random, line, name);
    });
    writeFileSync(join(net, name), [HEADER, ...rows].join('\n') + end(random), 'latin1');
  }
  const rows = Array.from({ length: random.below(30) }, (_, row) => {
    const line = unixLine(random);
    return row > 0 && random.below(12) === 0 ? random.pick(garbled(line)).text : line;
  });
  writeFileSync(
    join(net, 'unix'),
    ['Num       RefCount Protocol Flags    Type St Inode Path', ...rows].join('\n') + end(random),
    'latin1',
  );
  generateProcesses(random, input);
}

function inetLine(random: Random, name: string, row: number): string {
  const isTcp = name.startsWith('tcp');
  const end = (): string => {
    const address = name.endsWith('6')
      ? random.below(2) === 0
        ? random.pick(ADDRESSES6)
        : random.hex(32)
      : random.below(2) === 0
        ? random.pick(ADDRESSES)
        : random.hex(8);
    const port = random.below(2) === 0 ? random.pick(PORTS) : random.below(65536);
    return `${address}:${hex(port, 4)}`;
  };
  const state = isTcp ? random.below(12) : random.pick([1, 7, 0, 2, 10]);
  const queue = (): string => (random.below(3) === 0 ? random.hex(8) : hex(random.below(5000), 8));
  const timer = `${hex(random.below(6), 2)}:${hex(random.below(1_000_000), 8)}`;
  const uid = random.pick([0, 33, 101, 1000, 4242, 65534, 2147483648, 4294967295]);
  const inode = random.pick([0, 1000 + random.below(100), 1000 + random.below(100), random.below(2 ** 32)]);
  const tail = isTcp ? '1 0000000000000000 20 4 30 10 -1' : '2 0000000000000000 0';
  return (
    `${String(row).padStart(4)}: ${end()} ${end()} ${hex(state, 2)} ${queue()}:${queue()} ${timer} ` +
    `${hex(random.below(16), 8)} ${String(uid).padStart(5)} ${String(random.below(5)).padStart(8)} ${inode} ${tail}`
  );
}

/** Now and then breaks a line, as a kernel never would; but not so that netstat shows memory that is anybody's. */
function damage(random: Random, line: string, name: string): string {
  if (random.below(12) !== 0) return line;
  const { text } = random.pick(garbled(line));
  const values = { ...NO_VALUES };
  readInetValues(text, values);
  const isNameless = name.startsWith('tcp') && (values.state < 0 || values.state > 11);
  // What an IPv6 address lacks is as in the one before, and here there is none.
  const isFirst = isInetIPv6(values) && !name.endsWith('6');
  return isNameless || isFirst ? line : text;
}

/** Most files end in a newline. */
function end(random: Random): string {
  return random.pick(['\n', '\n', '\n', '', '\n\n', '\n \n']);
}

const COMMANDS = [
  '/usr/sbin/sshd\\000-D',
  'sshd: alice [priv]',
  '/opt/a b/c',
  'nginx: worker',
  '',
  'caf\xe9',
  '/x/',
  'a/b\\000c',
  '/',
  '\\000x',
  '%%s',
  `/${'long/'.repeat(150)}end`,
];

/** What a link is that leads to a socket, or looks as if it did. */
function link(random: Random): string {
  const inode = 1000 + random.below(100);
  const socket = `socket:[${inode}]`;
  const odd = [
    `[0000]:${inode}`,
    `socket:[ ${inode}]`,
    `socket:[+${inode}]`,
    `socket:[0${inode}]`,
    `socket:[0x${inode.toString(16)}]`,
    `socket:[${inode}`,
    `socket:[${inode}](deleted)`,
    `socket:[${inode} ]`,
    `[0000]: ${inode}`,
    `[0000]:${inode}x`,
    `[0001]:${inode}`,
    `[0000]:${'0'.repeat(20)}${inode}`,
    'socket:[]',
    'socket:[-1]',
    'pipe:[1005]',
  ];
  return random.pick([socket, socket, socket, '/dev/null', random.pick(odd)]);
}

function generateProcesses(random: Random, input: string): void {
  const commandLines: string[] = [];
  const unreadable: string[] = [];
  const links: string[] = [];
  for (let pid = 1; pid < 40_000; pid += 1 + random.below(4000)) {
    if (random.below(8) === 0) unreadable.push(`${pid}\t${random.pick(['absent', 'directory', 'loop'])}`);
    else commandLines.push(`${pid}\t${random.pick(COMMANDS)}`);
    for (let descriptor = 0; descriptor < random.below(12); descriptor++) {
      links.push(`${pid}\t${descriptor}\t${link(random)}`);
    }
  }
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(input, name), `${lines.join('\n')}\n`, 'latin1');
  write('proc-cmdlines.tsv', commandLines);
  write('proc-odd-cmdlines.tsv', unreadable);
  write('proc-fds.tsv', links);
  const hidden = commandLines.filter(() => random.below(4) === 0).map((line) => line.split('\t')[0] ?? '');
  write('unreadable-fd-dirs.txt', hidden);
}

/** A number as the kernel's %0*X prints it. */
export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
