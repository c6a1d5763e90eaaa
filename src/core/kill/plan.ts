import type { Engine, ProcessState, SignalName } from '../model/engine';
import type { Descendant, ProcessOwner } from '../model/process';
import { otherOwnersOf, ownersOf, type Snapshot, unixOwnersOf } from '../model/snapshot';
import { type ListeningPort, listeningPorts, type ListeningSocket } from '../query/listeningPorts';
import { isSame, type KillTarget, merged } from './targets';

/** What is to be done: ending processes, alone or with all below them, or sending them one signal. */
export type Purpose =
  { readonly kind: 'kill' | 'killWithChildren' } | { readonly kind: 'signal'; readonly signal: SignalName };

/** A port that a process waits on, with those of its sockets that the process holds. */
export interface HeldPort {
  readonly transport: ListeningPort['transport'];
  readonly port: number;
  readonly sockets: readonly ListeningSocket[];
}

/** A process that is to be signalled. */
export interface Target {
  readonly process: ProcessOwner;
  /** All ports it waits on, not only those it was chosen for. */
  readonly ports: readonly HeldPort[];
  /** The sockets it was chosen for: it must still hold one of them when it is signalled first. */
  readonly inodes: readonly number[];
  /** What the question calls them. */
  readonly endpoints: readonly string[];
  /** Whether VS Code, or what it stands on, is at stake. */
  readonly isEditor: boolean;
  /** Whether it belongs to another user, so that the system may not permit to signal it. */
  readonly isForeign: boolean;
  /** The processes below it, each after its parent, where they are to end with it. */
  readonly children: readonly ChildTarget[];
}

/** A process that is to end with one above it. */
export interface ChildTarget extends Target {
  readonly process: Descendant;
  /** The process that a chain of parents must lead to. */
  readonly root: ProcessOwner;
}

/** A process that was chosen, and why it will not be signalled. */
export interface Unfit {
  readonly process: ProcessOwner;
  readonly why: 'ended' | 'replaced' | 'released' | 'refused' | 'otherPidNamespace';
}

/** What will be done if the user agrees. */
export interface KillPlan {
  readonly purpose: Purpose;
  readonly targets: readonly Target[];
  readonly unfit: readonly Unfit[];
  /** What the machine looked like when the plan was made. */
  readonly snapshot: Snapshot;
}

/**
 * Looks afresh at the processes that were chosen: which are still what they were then.
 * @param isEditor whether a process is one of VS Code's own
 */
export async function makePlan(
  chosen: readonly KillTarget[],
  purpose: Purpose,
  engine: Engine,
  isEditor: (process: ProcessOwner) => boolean,
): Promise<KillPlan> {
  const snapshot = await engine.scan('all', true);
  const chosenOnce = merged(chosen);
  const holders = holdersOf(snapshot, new Set(chosenOnce.flatMap(({ inodes }) => inodes)));
  const ports = listeningPorts(snapshot);
  const factsOf = (process: ProcessOwner): Pick<Target, 'process' | 'ports' | 'isEditor' | 'isForeign'> => ({
    process,
    ports: ports.flatMap((port) => heldBy(process, port)),
    isEditor: isEditor(process),
    isForeign: isForeign(process, snapshot),
  });
  const targets: Target[] = [];
  const unfit: Unfit[] = [];
  for (const { process, inodes, endpoints } of chosenOnce) {
    const current = snapshot.processes.get(process.pid);
    const held = inodes.filter((inode) => holders.get(inode)?.some((holder) => isSame(holder, process)));
    if (snapshot.ownerScan.procPids !== 'own') unfit.push({ process, why: 'otherPidNamespace' });
    else if (process.pid <= 1) unfit.push({ process, why: 'refused' });
    else if (current !== undefined && isSame(current, process) && held.length > 0) {
      const below = purpose.kind === 'killWithChildren' ? await engine.descendants(current) : [];
      const children = below.map((child) => {
        return { ...factsOf(child), process: child, root: current, inodes: [], endpoints: [], children: [] };
      });
      targets.push({ ...factsOf(current), inodes: held, endpoints, children });
    } else unfit.push({ process, why: await whyNot(engine, process) });
  }
  return { purpose, targets: outermost(targets), unfit, snapshot };
}

/** A child that was started after the plan was made. */
export function lateChild(process: Descendant, { process: root, isForeign }: Target): ChildTarget {
  const nothing = { ports: [], inodes: [], endpoints: [], children: [] };
  return { ...nothing, process, root, isEditor: false, isForeign };
}

/**
 * Whether a target was chosen by UNIX sockets that a file alone tells of: programs can write rows into it, and the kernel
 * could not be asked.
 */
export function isUnconfirmed({ inodes }: Pick<Target, 'inodes'>, { unix, unixDoubts }: Snapshot): boolean {
  return !unixDoubts.isConfirmed && inodes.some((inode) => unix.inode.includes(inode));
}

/** Without those that end with another one anyway. */
function outermost(targets: readonly Target[]): Target[] {
  const below = targets.flatMap(({ children }) => children);
  return targets.filter((target) => !below.some((child) => isSame(child.process, target.process)));
}

function isForeign({ uid }: ProcessOwner, { ownerScan: { viewerUid } }: Snapshot): boolean {
  return viewerUid !== 0 && uid !== viewerUid;
}

/** Who holds each of these sockets, whatever its family. */
function holdersOf(
  snapshot: Snapshot,
  inodes: ReadonlySet<number>,
): ReadonlyMap<number, readonly ProcessOwner[]> {
  const holders = new Map<number, readonly ProcessOwner[]>();
  snapshot.inet.inode.forEach((inode, row) => {
    if (inodes.has(inode)) holders.set(inode, ownersOf(snapshot, row));
  });
  snapshot.others.forEach((socket, index) => {
    if (socket.inode !== undefined && inodes.has(socket.inode))
      holders.set(socket.inode, otherOwnersOf(snapshot, index));
  });
  snapshot.unix.inode.forEach((inode, row) => {
    // A row that a program made up may have the inode of any socket.
    if (inodes.has(inode) && !snapshot.unixDoubts.rows.has(row))
      holders.set(inode, unixOwnersOf(snapshot, row));
  });
  return holders;
}

function heldBy(process: ProcessOwner, { transport, port, sockets }: ListeningPort): HeldPort[] {
  const own = sockets.filter(({ owners }) => owners.some((owner) => isSame(owner, process)));
  return own.length > 0 ? [{ transport, port, sockets: own }] : [];
}

async function whyNot(engine: Engine, process: ProcessOwner): Promise<Unfit['why']> {
  const state: ProcessState = await engine.stateOf(process);
  return state === 'running' ? 'released' : state;
}
