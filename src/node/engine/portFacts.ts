import { InetTable, inetSocketAt } from '../../core/model/inetTable';
import { InodeMap } from '../../core/model/inodeMap';
import type { BoundSocket, PortFacts, PortQuestion, UntabledHolder } from '../../core/model/portFacts';
import type { Snapshot } from '../../core/model/snapshot';
import { boundSocketsRequest } from '../../core/netlink/boundSockets';
import { InetDiagReader } from '../../core/netlink/inetDiag';
import { parseInodeColumn } from '../../core/procfs/inodeColumn';
import { narrow } from '../../core/query/narrow';
import { rangesHold } from '../../core/text/portRanges';
import type { ProcReader } from '../reader';
import { decode } from '../text';
import { type Bind, tryBinds } from './bindTrial';
import type { Netlink } from './netlink';
import { Processes } from './processes';
import type { Holder } from './socketFiles';

/** CAP_NET_BIND_SERVICE of include/uapi/linux/capability.h, as a bit. */
const MAY_BIND = 1n << 10n;

/** What a kernel does that does not tell otherwise. */
const FIRST_UNPRIVILEGED = 1024;
const EPHEMERAL: readonly [number, number] = [32_768, 60_999];

/** Tables of other kinds of sockets; whoever holds a socket of theirs is above suspicion. */
const OTHER_TABLES = ['netlink', 'packet'];

/** What looking up a port needs. */
export interface PortFactsOptions {
  readonly reader: ProcReader;
  readonly bind: Bind;
  /** The way to the kernel's socket diagnosis, where there is one. */
  readonly netlink: Netlink | undefined;
  /** All sockets, read just now. */
  readonly snapshot: Snapshot;
  /** All processes and their sockets, read just now. */
  readonly holders: readonly Holder[];
}

/** Looks up everything that explains whether the port can be taken; binds are tried and undone. */
export async function readPortFacts(question: PortQuestion, options: PortFactsOptions): Promise<PortFacts> {
  const { reader, bind, snapshot } = options;
  const setting = (path: string): string => text(reader, `sys/net/${path}`).trim();
  const [first, last] = setting('ipv4/ip_local_port_range').split(/\s+/).map(Number);
  const unprivileged = setting('ipv4/ip_unprivileged_port_start');
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(text(reader, 'self/status'))?.[1];
  const untabled = untabledHolders(options);
  return {
    ...question,
    snapshot: narrow(snapshot, 'inet'),
    trials: await tryBinds(bind, question.transport, question.port),
    untabled,
    bound: question.transport === 'tcp' ? boundSockets(question.port, options) : [],
    unprivilegedFrom: unprivileged === '' ? FIRST_UNPRIVILEGED : Number(unprivileged),
    mayBindPrivileged: capabilities !== undefined && (BigInt(`0x${capabilities}`) & MAY_BIND) !== 0n,
    ephemeral: first !== undefined && last !== undefined ? [first, last] : EPHEMERAL,
    isReserved: rangesHold(setting('ipv4/ip_local_reserved_ports'), question.port),
    bindV6Only: setting('ipv6/bindv6only') === '1',
  };
}

function boundSockets(port: number, { reader, netlink, holders }: PortFactsOptions): BoundSocket[] {
  if (netlink === undefined) return [];
  const table = new InetTable();
  const answer = new InetDiagReader('tcp', netlink.littleEndian, table);
  const request = boundSocketsRequest(port, netlink.littleEndian);
  if (!netlink.ask([{ request, take: (part) => answer.take(part) }])) return [];
  return Array.from({ length: table.length }, (_, row) => {
    const socket = inetSocketAt(table.columns, row);
    const owning = holders.filter(({ inodes }) => inodes.includes(socket.inode));
    return { socket, owners: [...new Processes(reader).describe(owning, true).values()] };
  });
}

function untabledHolders({ reader, snapshot, holders }: PortFactsOptions): UntabledHolder[] {
  const tabled = new InodeMap(snapshot.inet.inode.length + snapshot.unix.inode.length);
  const note = (inode: number): void => {
    if (inode !== 0) tabled.set(inode, 1);
  };
  snapshot.inet.inode.forEach(note);
  snapshot.unix.inode.forEach(note);
  for (const name of OTHER_TABLES) {
    const file = reader.read(`self/net/${name}`);
    if (file.status === 'ok') parseInodeColumn(file.value).forEach(note);
  }
  const counts = new Map<number, number>();
  for (const { pid, inodes } of holders) {
    const count = inodes.filter((inode) => !tabled.has(inode)).length;
    if (count > 0) counts.set(pid, count);
  }
  const suspects = holders.filter(({ pid }) => counts.has(pid) && !isElsewhere(reader, pid));
  const owners = new Processes(reader).describe(suspects, true);
  return [...owners.values()].map((owner) => ({ owner, sockets: counts.get(owner.pid) ?? 0 }));
}

/** Whether the process is known to have its sockets in another network namespace, where no port conflicts with ours. */
function isElsewhere(reader: ProcReader, pid: number): boolean {
  const [own, other] = [reader.readLink('self/ns/net'), reader.readLink(`${pid}/ns/net`)];
  return own.status === 'ok' && other.status === 'ok' && own.value !== other.value;
}

function text(reader: ProcReader, path: string): string {
  const file = reader.read(path);
  return file.status === 'ok' ? decode(file.value) : '';
}
