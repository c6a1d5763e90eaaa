import type { InetColumns } from '../../../core/model/inetTable';
import type { LikelyOwners } from '../../../core/model/likelyOwner';
import type { SocketUnit } from '../../../core/units/socketUnits';
import type { ProcReader } from '../../reader';
import { decode } from '../../text';
import { readEphemeral } from '../answers/portRules';
import type { Surroundings } from '../owners/surroundings';
import { ControlGroups } from './controlGroups';
import type { GroupTree } from './groupTree';
import { LikelyOwnersFinder } from './likelyOwnersFinder';
import { UnitProcesses } from './unitProcesses';
import { type PassFacts, Units } from './units';

/** Clock ticks a second of what the kernel tells of processes (USER_HZ), on all that VS Code runs on. */
export const TICKS_PER_SECOND = 100;

/** What a pass has seen of processes. */
export type SeenProcesses = Pick<PassFacts, 'isLookedInto' | 'isThere'>;

/** Finds likely owners by the control groups that are mounted in sight. */
export class MachineOwners {
  readonly #reader: ProcReader;
  readonly #finder: LikelyOwnersFinder;
  #ephemeral: PassFacts['ephemeral'] | undefined;

  constructor(reader: ProcReader, finder: LikelyOwnersFinder) {
    this.#reader = reader;
    this.#finder = finder;
  }

  /** Whether processes of units are still to be read, in the passes that follow. */
  get isWaiting(): boolean {
    return this.#finder.isWaiting;
  }

  /** As {@link LikelyOwnersFinder.find}. */
  find(inet: InetColumns, ownerStart: Uint32Array, seen: SeenProcesses, fresh: boolean): LikelyOwners {
    const reader = this.#reader;
    const uptime = reader.readOnce('uptime');
    const facts: PassFacts = {
      now: performance.now(),
      ticks: uptime.status === 'ok' ? Number.parseFloat(decode(uptime.value)) * TICKS_PER_SECOND : Infinity,
      ephemeral: (this.#ephemeral ??= readEphemeral(reader)),
      isLookedInto: (pid) => seen.isLookedInto(pid),
      isThere: (process) => seen.isThere(process),
    };
    return this.#finder.find(inet, ownerStart, facts, fresh);
  }
}

/**
 * Who finds likely owners on this machine; nobody where no tree of control groups is mounted in sight.
 * @param groupsAt opens the tree at a mount point
 * @param readSocketUnits reads what unit files say of .socket units
 */
export function openLikelyOwners(
  reader: ProcReader,
  { groupMounts, hidepid }: Surroundings,
  groupsAt: (mountPoint: string) => GroupTree,
  readSocketUnits: () => readonly SocketUnit[],
): MachineOwners | undefined {
  for (const { mountPoint, root } of groupMounts) {
    const tree = groupsAt(mountPoint);
    // Another mount may hide it: /sys is one's own after `ip netns exec`.
    if (tree.pids('') === undefined) continue;
    const groups = new ControlGroups(tree, root);
    const units = new Units(groups, new UnitProcesses(tree, reader, hidepid), readSocketUnits);
    return new MachineOwners(reader, new LikelyOwnersFinder(groups, units));
  }
  return undefined;
}
