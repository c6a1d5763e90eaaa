import { InodeMap } from '../../../core/model/inodeMap';
import type { UnlistedHolder } from '../../../core/model/portFacts';
import type { Snapshot } from '../../../core/model/snapshot';
import { parseInodeColumn } from '../../../core/procfs/inodeColumn';
import type { ProcReader } from '../../reader';
import { Processes } from './processes';
import type { Holder } from './socketFiles';

/** Tables of other kinds of sockets; whoever holds a socket of theirs is above suspicion. */
const OTHER_TABLES = ['netlink', 'packet'];

/** What is seen at one moment. */
export interface Look {
  /** All sockets. */
  readonly snapshot: Snapshot;
  /** All processes and their sockets. */
  readonly holders: readonly Holder[];
}

/** Processes of this network that hold sockets which stand in no table. */
export function unlistedHolders(reader: ProcReader, { snapshot, holders }: Look): UnlistedHolder[] {
  const listed = new InodeMap(snapshot.inet.inode.length + snapshot.unix.inode.length);
  const note = (inode: number): void => {
    if (inode !== 0) listed.set(inode, 1);
  };
  snapshot.inet.inode.forEach(note);
  snapshot.unix.inode.forEach(note);
  for (const name of OTHER_TABLES) {
    const file = reader.read(`self/net/${name}`);
    if (file.status === 'ok') parseInodeColumn(file.value).forEach(note);
  }
  const counts = new Map<number, number>();
  for (const { pid, inodes } of holders) {
    const count = inodes.filter((inode) => !listed.has(inode)).length;
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
