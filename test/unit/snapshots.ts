import { INET_PROTOCOLS, type InetProtocol, InetTable } from '../../src/core/model/inetTable';
import { type LikelyOwner, NONE_LIKELY } from '../../src/core/model/likelyOwner';
import type { ProcessOwner } from '../../src/core/model/process';
import { NO_UNIX_DOUBTS, type Snapshot } from '../../src/core/model/snapshot';
import { UnixTable } from '../../src/core/model/unixTable';

/** A socket of a made-up machine. What is left out is as for a TCP listener on 127.0.0.1 without an owner. */
export interface MadeSocket {
  readonly protocol?: InetProtocol;
  readonly local?: readonly [address: string, port: number];
  readonly remote?: readonly [address: string, port: number];
  readonly state?: number;
  readonly uid?: number;
  readonly inode?: number;
  readonly pids?: readonly number[];
  /** Who probably has it. */
  readonly likelyOwner?: LikelyOwner;
}

/** A process of a made-up machine: pid 42, started at tick 100 by pid 1, and so on where nothing else is said. */
export function process(facts: Partial<ProcessOwner> = {}): ProcessOwner {
  const usual = {
    pid: 42,
    startTime: 100,
    parentPid: 1,
    uid: 1000,
    comm: 'node',
    commandLine: ['node', 'a.js'],
  };
  return { ...usual, ...facts };
}

/** A snapshot of a made-up machine. */
export function snapshot(
  sockets: readonly MadeSocket[],
  processes: readonly ProcessOwner[] = [],
  more: Partial<Snapshot> = {},
): Snapshot {
  const table = new InetTable();
  const starts = [0];
  const pids: number[] = [];
  const likelyOwners: LikelyOwner[] = [];
  const likely: number[] = [];
  for (const socket of sockets) {
    addSocket(table, socket);
    likely.push(socket.likelyOwner ? likelyOwners.push(socket.likelyOwner) - 1 : NONE_LIKELY);
    pids.push(...(socket.pids ?? []));
    starts.push(pids.length);
  }
  return {
    takenAt: 1_700_000_000_000,
    sequence: 1,
    scope: 'inet',
    platform: 'linux',
    sources: [{ file: 'self/net/tcp', status: 'ok', rows: sockets.length }],
    issues: [],
    inet: table.take(),
    unix: new UnixTable().take(),
    associations: [],
    others: [],
    ownerStart: Uint32Array.from(starts),
    unixDoubts: NO_UNIX_DOUBTS,
    unixOwnerStart: new Uint32Array(1),
    otherOwnerStart: new Uint32Array(1),
    ownerPids: Uint32Array.from(pids),
    likely: { index: Int32Array.from(likely), owners: likelyOwners },
    processes: new Map(processes.map((owner) => [owner.pid, owner])),
    ownerScan: {
      processes: processes.length,
      denied: 0,
      vanished: 0,
      hidepid: false,
      nestedPidNamespace: false,
      procPids: 'own',
      viewerUid: 1000,
      areDescriptionsMissing: false,
    },
    users: new Map([[1000, 'alice']]),
    bootTime: 1_600_000_000,
    ticksPerSecond: 100,
    duration: 1,
    ...more,
  };
}

/** The words of an address, written in full: dotted, or eight groups of hexadecimal digits. */
export function words(address: string): [number, number, number, number] {
  if (address.includes('.')) {
    const word = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return [word, 0, 0, 0];
  }
  const groups = address.split(':').map((group) => Number.parseInt(group, 16));
  const word = (index: number): number => (groups[index] ?? 0) * 65_536 + (groups[index + 1] ?? 0);
  return [word(0), word(2), word(4), word(6)];
}

function addSocket(table: InetTable, socket: MadeSocket): void {
  const protocol = socket.protocol ?? 'tcp';
  const isIPv6 = protocol.endsWith('6');
  const nowhere = isIPv6 ? '0:0:0:0:0:0:0:0' : '0.0.0.0';
  const [localAddress, localPort] = socket.local ?? ['127.0.0.1', 3000];
  const [remoteAddress, remotePort] = socket.remote ?? [nowhere, 0];
  const row = table.add();
  const { columns } = table;
  columns.protocol[row] = INET_PROTOCOLS.indexOf(protocol);
  columns.isIPv6[row] = isIPv6 ? 1 : 0;
  columns.localAddress.set(words(localAddress), row * 4);
  columns.remoteAddress.set(words(remoteAddress), row * 4);
  columns.localPort[row] = localPort;
  columns.remotePort[row] = remotePort;
  columns.state[row] = socket.state ?? (protocol.startsWith('tcp') ? 10 : 7);
  columns.uid[row] = socket.uid ?? 1000;
  columns.inode[row] = socket.inode ?? 5000 + row;
}
