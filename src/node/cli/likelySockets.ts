import { type InetColumns, InetTable } from '../../core/model/inetTable';
import { InodeMap } from '../../core/model/inodeMap';
import { type LikelyOwners, OUTSIDE } from '../../core/model/likelyOwner';
import type {
  AskedTcp,
  LikelyFinder,
  NoLikelyFinder,
  SeenHolders,
} from '../../core/netstat/context/environment';
import { completeHalfOpen } from '../../core/netlink/inetDiag';
import { readSocketUnits } from '../engine/groups/socketUnitFiles';
import { type GroupTree, MountedGroups } from '../engine/groups/groupTree';
import { type MachineOwners, openLikelyOwners, type SeenProcesses } from '../engine/groups/machineOwners';
import { readProcessStat } from '../engine/owners/processList';
import { readSurroundings } from '../engine/owners/surroundings';
import { Netlink } from '../engine/sockets/netlink';
import { readSockets } from '../engine/sockets/socketDiagnosis';
import type { ProcReader } from '../reader';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import type { Kernel } from './machineEnvironment';

/** A pass reads a part of the units; no machine has more than this takes. */
const MOST_PASSES = 40;

/**
 * Who probably has this machine's sockets, by the control groups that the kernel tells over netlink. They are asked for
 * beside the rows of netstat, and found by their inodes. Units and their processes are remembered for the rounds of -c.
 */
export class LikelySockets implements Kernel {
  readonly #reader: ProcReader;
  readonly #calls: SystemCallsOnce;
  readonly #littleEndian: boolean;
  readonly #groupsAt: (mountPoint: string) => GroupTree;
  /** Counts the rounds: what was read of processes in one tells nothing of the sockets of the next. */
  #turn = 0;
  #finder: MachineOwners | undefined;

  /**
   * @param reader reads this machine's /proc
   * @param groupsAt opens its tree of control groups
   */
  constructor(
    reader: ProcReader,
    calls: SystemCallsOnce,
    littleEndian: boolean,
    groupsAt: (mountPoint: string) => GroupTree = (mountPoint) => new MountedGroups(mountPoint),
  ) {
    this.#reader = reader;
    this.#groupsAt = groupsAt;
    this.#calls = calls;
    this.#littleEndian = littleEndian;
  }

  likelyOwners(seen: SeenHolders, tcp: AskedTcp): LikelyFinder | NoLikelyFinder {
    const calls = this.#calls.load();
    if (calls === undefined) return 'noCalls';
    this.#finder ??= openLikelyOwners(
      this.#reader,
      readSurroundings(this.#reader, process.platform, process.pid),
      this.#groupsAt,
      readSocketUnits,
    );
    if (this.#finder === undefined) return 'noGroups';
    const table = new InetTable();
    const netlink = new Netlink(calls, this.#littleEndian);
    const protocols = [...(tcp === 'none' ? [] : ['tcp' as const]), 'udp', 'udp6'] as const;
    const isTold =
      readSockets(netlink, protocols, tcp === 'servers' ? 'servers' : 'all', table) !== undefined;
    completeHalfOpen(table);
    const inet = table.take();
    if (!isTold || !tellsGroups(inet)) return 'untold';
    return byInode(inet, this.#infer(this.#finder, inet, seen));
  }

  #infer(finder: MachineOwners, inet: InetColumns, seen: SeenHolders): LikelyOwners {
    const ownerStart = new Uint32Array(inet.inode.length + 1);
    for (const [row, inode] of inet.inode.entries()) {
      ownerStart[row + 1] = (ownerStart[row] ?? 0) + (seen.isHeld(inode) ? 1 : 0);
    }
    const turn = ++this.#turn;
    const processes: SeenProcesses = {
      turn,
      changes: turn,
      lookedIntoIn: (pid) => (seen.isLookedInto(pid) ? turn : -1),
      isThere: ({ pid, startTime }) => readProcessStat(this.#reader, pid)?.startTime === startTime,
    };
    let likely = finder.find(inet, ownerStart, processes, false);
    for (let pass = 1; finder.isWaiting && pass < MOST_PASSES; pass++) {
      likely = finder.find(inet, ownerStart, processes, false);
    }
    return likely;
  }
}

/** Whether the kernel tells of any socket that a process made which control group that was in. */
function tellsGroups({ inode, cgroup }: InetColumns): boolean {
  return cgroup.some((id) => id !== 0) || inode.every((each) => each === 0);
}

function byInode({ inode }: InetColumns, { index, owners }: LikelyOwners): LikelyFinder {
  const rows = new InodeMap(index.length);
  for (const [row, each] of inode.entries()) if (each !== 0) rows.set(each, row);
  return (wanted) => {
    const place = index[rows.get(wanted)];
    return place === OUTSIDE ? 'outside' : owners[place ?? -1];
  };
}
