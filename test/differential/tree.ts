import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InterfaceAddress } from '../../src/core/netstat/context/environment';

/** A recorded machine laid out as files that a program can run on: /proc, /etc and /sys. */
export interface Tree {
  readonly root: string;
  readonly proc: string;
  readonly etc: string;
  readonly sys: string;
  /** Pids whose open files only root may list. */
  readonly unreadable: readonly string[];
  readonly addresses: readonly InterfaceAddress[];
  remove(): void;
}

/** What interfaces.json tells of an interface: the answers of the ioctls. */
interface RecordedInterface {
  readonly name: string;
  readonly in_proc_net_dev: boolean;
  readonly in_siocgifconf: boolean;
  readonly flags: number;
  readonly hwtype: number;
  readonly hwaddr: string;
  readonly mtu: number;
  readonly txqueuelen: number;
  readonly addr?: string;
  readonly netmask?: string;
  readonly dstaddr?: string;
}

/** IFF_RUNNING, which /sys tells by `operstate` and not among the flags. */
const RUNNING = 0x40;
const POINT_TO_POINT = 0x10;

function isRunning({ flags }: RecordedInterface): boolean {
  return (flags & RUNNING) !== 0;
}

/** Lays out a set's input in a temporary folder. */
export function plantTree(input: string): Tree {
  const root = mkdtempSync(join(tmpdir(), 'netstat-tree-'));
  chmodSync(root, 0o755);
  const [proc, etc, sys] = ['proc', 'etc', 'sys'].map((name) => join(root, name)) as [string, string, string];
  for (const folder of [join(proc, 'net'), etc, join(sys, 'class/net')])
    mkdirSync(folder, { recursive: true });
  for (const [from, to] of [
    ['proc/net', join(proc, 'net')],
    ['etc', etc],
  ] as const) {
    if (existsSync(join(input, from))) cpSync(join(input, from), to, { recursive: true });
  }
  // Without name servers: names come from these files alone.
  if (!existsSync(join(etc, 'nsswitch.conf'))) writeFileSync(join(etc, 'nsswitch.conf'), 'hosts: files\n');
  const unreadable = lines(join(input, 'unreadable-fd-dirs.txt'));
  plantProcesses(input, proc, unreadable);
  const interfaces = plantInterfaces(input, sys);
  if (interfaces.length > 0) plantRoutes(interfaces, join(proc, 'net'));
  return {
    root,
    proc,
    etc,
    sys,
    unreadable,
    addresses: interfaces
      .filter((each) => each.in_siocgifconf && isRunning(each))
      .map(({ name, addr = '', netmask = '' }) => ({ name, address: addr, netmask })),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function plantProcesses(input: string, proc: string, unreadable: readonly string[]): void {
  for (const line of lines(join(input, 'proc-cmdlines.tsv'))) {
    const [pid = '', text = ''] = line.split('\t');
    mkdirSync(join(proc, pid, 'fd'), { recursive: true });
    const commandLine = text.replaceAll('\\000', '\0').replaceAll('%%', '%');
    writeFileSync(join(proc, pid, 'cmdline'), commandLine, 'latin1');
  }
  for (const line of lines(join(input, 'proc-odd-cmdlines.tsv'))) {
    const [pid = '', kind = ''] = line.split('\t');
    const file = join(proc, pid, 'cmdline');
    mkdirSync(join(proc, pid, 'fd'), { recursive: true });
    if (kind === 'directory') mkdirSync(file);
    else if (kind === 'loop') symlinkSync('cmdline', file);
  }
  for (const line of lines(join(input, 'proc-fds.tsv'))) {
    const [pid = '', descriptor = '', target = ''] = line.split('\t');
    mkdirSync(join(proc, pid, 'fd'), { recursive: true });
    symlinkSync(target, join(proc, pid, 'fd', descriptor));
  }
  for (const pid of unreadable) chmodSync(join(proc, pid, 'fd'), 0o500);
}

/** The files of /sys/class/net that stand for the ioctls' answers; an alias ("eth0:1") has none. */
function plantInterfaces(input: string, sys: string): RecordedInterface[] {
  const file = join(input, 'interfaces.json');
  if (!existsSync(file)) return [];
  const interfaces = JSON.parse(readFileSync(file, 'utf8')) as RecordedInterface[];
  for (const each of interfaces.filter(({ in_proc_net_dev }) => in_proc_net_dev)) {
    const folder = join(sys, 'class/net', each.name);
    mkdirSync(folder);
    const values = {
      flags: `0x${(each.flags & ~RUNNING).toString(16)}`,
      operstate: isRunning(each) ? 'up' : 'down',
      mtu: each.mtu,
      tx_queue_len: each.txqueuelen,
      address: each.hwaddr,
      type: each.hwtype,
    };
    for (const [name, value] of Object.entries(values)) writeFileSync(join(folder, name), `${value}\n`);
  }
  return interfaces;
}

/** The tables of routes, which tell the addresses of interfaces without carrier: Node leaves those out. */
function plantRoutes(interfaces: readonly RecordedInterface[], net: string): void {
  const locals = interfaces.flatMap(({ addr }) => addr ?? []);
  const leaves = locals.map((address) => `     |-- ${address}\n        /32 host LOCAL\n`);
  writeFileSync(join(net, 'fib_trie'), `Local:\n${leaves.join('')}`);
  const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
  const peers = interfaces
    .filter(({ flags, dstaddr }) => (flags & POINT_TO_POINT) !== 0 && dstaddr)
    .map(({ name, dstaddr = '' }) => {
      const word = dstaddr
        .split('.')
        .toReversed()
        .map((part) => Number(part).toString(16).padStart(2, '0'));
      return `${name}\t${word.join('').toUpperCase()}\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n`;
    });
  if (!existsSync(join(net, 'route'))) writeFileSync(join(net, 'route'), header + peers.join(''));
}

function lines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'latin1')
    .split('\n')
    .filter((line) => line !== '');
}
