import type { Engine, ProcessState, SignalName } from '../model/engine';
import type { NamespaceWish } from '../model/namespace';
import { type Descendant, isSame, type ProcessOwner, processKey } from '../model/process';
import { otherOwnersOf, ownersOf, type Snapshot, unixOwnersOf } from '../model/snapshot';
import { type HeldPort, heldPorts } from '../ports/heldPorts';
import { listeningPorts } from '../ports/listeningPorts';
import { inNamespace } from '../query/namespaceRows';
import { type KillTarget, merged } from './targets';

/** What is to be done: ending processes, alone or with all below them, or sending them one signal. */
export type Purpose =
  { readonly kind: 'kill' | 'killWithChildren' } | { readonly kind: 'signal'; readonly signal: SignalName };

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
  const snapshot = await engine.scan('all', true, undefined, wishFor(chosen));
  return planOn(snapshot, chosen, purpose, engine, isEditor);
}

/** What is to be read beside the engine's own namespace, so that it is seen whether the chosen still hold their sockets. */
function wishFor(chosen: readonly KillTarget[]): NamespaceWish | undefined {
  const [first, ...others] = merged(chosen).filter(({ isElsewhere }) => isElsewhere);
  if (first === undefined) return undefined;
  const { pid, startTime } = first.process;
  return { shown: others.length > 0 ? { kind: 'all' } : { kind: 'process', pid, startTime } };
}

/** The same from a snapshot of scope `all` that was taken for it. */
export async function planOn(
  snapshot: Snapshot,
  chosen: readonly KillTarget[],
  purpose: Purpose,
  engine: Pick<Engine, 'descendants' | 'stateOf'>,
  isEditor: (process: ProcessOwner) => boolean,
): Promise<KillPlan> {
  const chosenOnce = merged(chosen);
  const holders = holdersOf(snapshot, new Set(chosenOnce.flatMap(({ inodes }) => inodes)));
  const portsOf = heldPorts(listeningPorts(snapshot));
  const factsOf = (process: ProcessOwner): Pick<Target, 'process' | 'ports' | 'isEditor' | 'isForeign'> => ({
    process,
    ports: portsOf(process),
    isEditor: isEditor(process),
    isForeign: isForeign(process, snapshot),
  });
  const targets: Target[] = [];
  const unfit: Unfit[] = [];
  for (const { process, inodes, endpoints } of chosenOnce) {
    const current = snapshot.processes.get(process.pid);
    const held = inodes.filter((inode) => current !== undefined && holders.get(inode)?.has(current));
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
  const below = new Set(
    targets.flatMap(({ children }) => children.map(({ process }) => processKey(process))),
  );
  return targets.filter(({ process }) => !below.has(processKey(process)));
}

function isForeign({ uid }: ProcessOwner, { ownerScan: { viewerUid } }: Snapshot): boolean {
  return viewerUid !== 0 && uid !== viewerUid;
}

/** Who holds each of these sockets, whatever its family: processes of the snapshot as it has them. */
function holdersOf(
  snapshot: Snapshot,
  inodes: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlySet<ProcessOwner>> {
  const holders = new Map<number, ReadonlySet<ProcessOwner>>();
  const take = (inode: number, owners: () => readonly ProcessOwner[]): void => {
    if (inodes.has(inode)) holders.set(inode, new Set(owners()));
  };
  for (const rows of [
    snapshot,
    ...(snapshot.namespaces?.parts ?? []).map((part) => inNamespace(snapshot, part)),
  ]) {
    rows.inet.inode.forEach((inode, row) => take(inode, () => ownersOf(rows, row)));
  }
  snapshot.others.forEach((socket, index) => take(socket.inode ?? 0, () => otherOwnersOf(snapshot, index)));
  snapshot.unix.inode.forEach((inode, row) => {
    // A row that a program made up may have the inode of any socket.
    if (!snapshot.unixDoubts.rows.has(row)) take(inode, () => unixOwnersOf(snapshot, row));
  });
  return holders;
}

async function whyNot(engine: Pick<Engine, 'stateOf'>, process: ProcessOwner): Promise<Unfit['why']> {
  const state: ProcessState = await engine.stateOf(process);
  return state === 'running' ? 'released' : state;
}
