import type { Engine, ProcessIdentity, ProcessState } from '../../core/model/engine';
import type { ProcessOwner } from '../../core/model/process';
import type { Snapshot } from '../../core/model/snapshot';
import { leaders } from '../../core/query/leaders';
import { type ListeningPort, listeningPorts, type ListeningSocket } from '../../core/query/listeningPorts';

/** A port that a process waits on, with those of its sockets that the process holds. */
export interface HeldPort {
  readonly transport: ListeningPort['transport'];
  readonly port: number;
  readonly sockets: readonly ListeningSocket[];
}

/** A process that is to be ended. */
export interface Target {
  readonly process: ProcessOwner;
  /** All ports it waits on, not only those it was chosen for. */
  readonly ports: readonly HeldPort[];
  /** The sockets it was chosen for: it must still hold one of them when it is signalled. */
  readonly inodes: readonly number[];
  /** Whether VS Code, or what it stands on, is at stake. */
  readonly isEditor: boolean;
}

/** A process that was chosen, and why it will not be signalled. */
export interface Unfit {
  readonly process: ProcessOwner;
  readonly why: 'ended' | 'replaced' | 'released' | 'refused';
}

/** What will be done if the user agrees. */
export interface KillPlan {
  readonly targets: readonly Target[];
  readonly unfit: readonly Unfit[];
  /** What the machine looked like when the plan was made. */
  readonly snapshot: Snapshot;
}

interface Chosen {
  readonly process: ProcessOwner;
  readonly inodes: Set<number>;
}

/**
 * Looks afresh at the processes behind rows that were chosen: which are still what they were then.
 * @param isEditor whether a process is one of VS Code's own
 */
export async function makePlan(
  rows: readonly ListeningPort[],
  engine: Engine,
  isEditor: (process: ProcessOwner) => boolean,
): Promise<KillPlan> {
  const snapshot = await engine.scan('inet', true);
  const now = listeningPorts(snapshot);
  const targets: Target[] = [];
  const unfit: Unfit[] = [];
  for (const { process, inodes } of chosenFrom(rows)) {
    const current = snapshot.processes.get(process.pid);
    const ports = now.flatMap((port) => heldBy(process, port));
    const held = new Set(ports.flatMap(({ sockets }) => sockets.map(({ socket }) => socket.inode)));
    const wanted = [...inodes].filter((inode) => held.has(inode));
    if (process.pid <= 1) unfit.push({ process, why: 'refused' });
    else if (current !== undefined && isSame(current, process) && wanted.length > 0) {
      targets.push({ process: current, ports, inodes: wanted, isEditor: isEditor(current) });
    } else unfit.push({ process, why: await whyNot(engine, process) });
  }
  return { targets, unfit, snapshot };
}

/** The processes to be ended so that these rows end, each with the sockets it was chosen for. */
function chosenFrom(rows: readonly ListeningPort[]): Chosen[] {
  const chosen = new Map<string, Chosen>();
  for (const row of rows) {
    for (const process of leaders(row.owners)) {
      const key = `${process.pid} ${process.startTime}`;
      const entry = chosen.get(key) ?? { process, inodes: new Set<number>() };
      chosen.set(key, entry);
      for (const { socket, owners } of row.sockets) {
        if (socket.inode !== 0 && owners.some((owner) => isSame(owner, process)))
          entry.inodes.add(socket.inode);
      }
    }
  }
  return [...chosen.values()];
}

function heldBy(process: ProcessIdentity, { transport, port, sockets }: ListeningPort): HeldPort[] {
  const own = sockets.filter(({ owners }) => owners.some((owner) => isSame(owner, process)));
  return own.length > 0 ? [{ transport, port, sockets: own }] : [];
}

async function whyNot(engine: Engine, process: ProcessOwner): Promise<Unfit['why']> {
  const state: ProcessState = await engine.stateOf(process);
  return state === 'running' ? 'released' : state;
}

function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.startTime === b.startTime;
}
