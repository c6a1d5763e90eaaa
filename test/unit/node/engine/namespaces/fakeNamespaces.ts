import type { NamespaceWish } from '../../../../../src/core/model/namespace';
import type { NamespacePart, Snapshot, SnapshotNamespaces } from '../../../../../src/core/model/snapshot';
import { type FakeProcess, FakeReader, tcpTable } from '../../fakeReader';

/** A snapshot for who wants all namespaces. */
export const ALL: NamespaceWish = { shown: { kind: 'all' } };

/** The id of a container whose digits are all the same. */
export const idOf = (digit: string): string => digit.repeat(64);

const ROUTE_HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

/** A machine whose network namespaces are filled one by one: each is called by its inode, and read through a process. */
export class FakeNamespaces {
  readonly reader = new FakeReader();
  /** How often it was asked in which namespace a process is, but for the first one. */
  looks = 0;
  #started = 0;

  constructor() {
    const stat = this.reader.stat.bind(this.reader);
    this.reader.stat = (path) => {
      if (/^(?!1\/)\d+\/net\/tcp$/.test(path)) this.looks++;
      return stat(path);
    };
    this.reader.files.set('self/net/tcp', tcpTable([{ port: 22, inode: 7 }]));
    this.reader.processes.set(1, { startTime: 1, comm: 'init', sockets: [7] });
    this.moveOwn();
  }

  /**
   * A process in a namespace whose sockets listen on these ports.
   * @param more what else there is to tell of it; a container by a digit of its id
   */
  start(
    pid: number,
    network: number,
    ports: readonly number[],
    { container, ...more }: Partial<FakeProcess> & { container?: string } = {},
  ): void {
    const inodes = ports.map((port) => inodeOf(network, port));
    this.reader.processes.set(pid, {
      startTime: pid,
      network,
      sockets: inodes,
      uid: 0,
      comm: `server${pid}`,
      ...more,
    });
    if (container !== undefined) this.reader.files.set(`${pid}/cgroup`, `0::/docker/${idOf(container)}\n`);
    else this.reader.files.delete(`${pid}/cgroup`);
    this.#noteTasks();
    this.fill(pid, network, ports);
  }

  /** What the files of a process tell of its namespace from now on; its counters move with the ports. */
  fill(pid: number, network: number, ports: readonly number[], moved = ports.join()): void {
    const rows = ports.map((port) => ({ port, inode: inodeOf(network, port), uid: 0 }));
    this.reader.files.set(`${pid}/net/tcp`, tcpTable(rows));
    this.count(pid, ports.length, moved);
  }

  /** Counters of a namespace; `alloc` and `orphan` count the sockets of all of them. */
  count(pid: number, used: number, opens: string, ofAll = 0): void {
    this.reader.files.set(
      `${pid}/net/sockstat`,
      `sockets: used ${used}\nTCP: inuse ${used} orphan ${ofAll} tw 0 alloc ${ofAll} mem ${ofAll}\n`,
    );
    const word = Array.from(Buffer.from(opens)).reduce((sum, byte) => (sum * 31 + byte) % 100_000, 7);
    this.reader.files.set(`${pid}/net/snmp`, `Tcp: RtoAlgorithm\nTcp: 1 2 3 4 ${word} 6 7 8 9\n`);
  }

  /** Gives this machine a bridge to 172.17.0.0/16, as Docker does. */
  bridge(): void {
    this.reader.files.set(
      'self/net/route',
      `${ROUTE_HEADER}docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n`,
    );
  }

  end(pid: number): void {
    this.reader.processes.delete(pid);
    this.#noteTasks();
    for (const file of this.reader.files.keys())
      if (file.startsWith(`${pid}/`)) this.reader.files.delete(file);
  }

  /** The own namespace's counters stand still until they are moved. */
  moveOwn(by = 0): void {
    this.reader.files.set(
      'self/net/sockstat',
      `sockets: used ${by}\nTCP: inuse 1 orphan 0 tw 0 alloc 1 mem 1\n`,
    );
    this.reader.files.set('self/net/snmp', 'Tcp: RtoAlgorithm\nTcp: 1 2 3 4 5 6 7 8 9\n');
    this.#noteTasks();
  }

  #noteTasks(): void {
    this.reader.files.set('loadavg', `0.00 0.00 0.00 1/2 ${++this.#started}\n`);
  }

  /** How often a table of that process was read. */
  readsOf(pid: number, table = 'tcp'): number {
    return this.reader.reads.get(`${pid}/net/${table}`) ?? 0;
  }
}

/** The inode that the machine gives to the socket of a port. */
export function inodeOf(network: number, port: number): number {
  return network * 100_000 + port;
}

/** What a snapshot has of other namespaces. */
export function namespacesOf(snapshot: Snapshot): SnapshotNamespaces {
  if (snapshot.namespaces === undefined) throw new Error('The snapshot has no other namespaces.');
  return snapshot.namespaces;
}

/** The parts by the lowest pid in them: ports and who has them. */
export function told(snapshot: Snapshot): Record<number, [port: number, pids: number[]][]> {
  return Object.fromEntries(
    namespacesOf(snapshot).parts.map((part) => [part.namespace.example?.pid ?? 0, portsOf(part)]),
  );
}

function portsOf({ inet, ownerStart, ownerPids }: NamespacePart): [port: number, pids: number[]][] {
  return [...inet.localPort].map((port, row) => [
    port,
    [...ownerPids.subarray(ownerStart[row], ownerStart[row + 1])],
  ]);
}
