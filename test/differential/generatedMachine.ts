import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Writes a machine's /proc/net and processes as chance has it; the names in /etc are copied from elsewhere. */
export function generateMachine(random: Random, input: string): void {
  const net = join(input, 'proc/net');
  mkdirSync(net, { recursive: true });
  for (const name of TABLES) {
    if (random.below(10) === 0) continue;
    const rows = Array.from({ length: random.below(30) }, (_, row) =>
      damage(random, inetLine(random, name, row)),
    );
    writeFileSync(join(net, name), `${[HEADER, ...rows].join('\n')}\n`, 'latin1');
  }
  const rows = Array.from({ length: random.below(30) }, () => cut(random, unixLine(random)));
  writeFileSync(
    join(net, 'unix'),
    `${['Num       RefCount Protocol Flags    Type St Inode Path', ...rows].join('\n')}\n`,
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

/**
 * Now and then breaks a line, as a kernel never would. Before the fields that netstat needs: what it makes of a line
 * that lacks later ones depends on the lines before.
 */
function damage(random: Random, line: string): string {
  switch (random.below(40)) {
    case 0:
      return line.slice(0, random.below(40));
    case 1:
      return line.replace(/\S+$/, '');
    case 2:
      return line.replace(/:/, ' ');
    case 3:
      return '';
    default:
      return line;
  }
}

function generateProcesses(random: Random, input: string): void {
  const commands = [
    '/usr/sbin/sshd\\000-D',
    'sshd: alice [priv]',
    '/opt/a b/c',
    'nginx: worker',
    '',
    'caf\xe9',
    '/x/',
    'a/b\\000c',
  ];
  const commandLines: string[] = [];
  const links: string[] = [];
  for (let pid = 1; pid < 40_000; pid += 1 + random.below(4000)) {
    commandLines.push(`${pid}\t${random.pick(commands)}`);
    for (let descriptor = 0; descriptor < random.below(12); descriptor++) {
      const socket = `socket:[${1000 + random.below(100)}]`;
      links.push(
        `${pid}\t${descriptor}\t${random.pick([socket, socket, '/dev/null', `[0000]:${1000 + random.below(100)}`])}`,
      );
    }
  }
  writeFileSync(join(input, 'proc-cmdlines.tsv'), `${commandLines.join('\n')}\n`, 'latin1');
  writeFileSync(join(input, 'proc-fds.tsv'), `${links.join('\n')}\n`, 'latin1');
  const hidden = commandLines.filter(() => random.below(4) === 0).map((line) => line.split('\t')[0]);
  writeFileSync(join(input, 'unreadable-fd-dirs.txt'), `${hidden.join('\n')}\n`);
}

/** Now and then a line that ends before its fifth field. */
function cut(random: Random, line: string): string {
  return random.below(20) === 0 ? line.slice(0, random.below(40)) : line;
}

/** A number as the kernel's %0*X prints it. */
export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
