import type { InetColumns } from '../../../core/model/inetTable';
import type { LikelyOwners } from '../../../core/model/likelyOwner';
import type { SocketUnit } from '../../../core/units/socketUnits';
import type { ProcReader } from '../../reader';
import { readEphemeral } from '../answers/portRules';
import type { Surroundings } from '../owners/surroundings';
import { ControlGroups } from './controlGroups';
import type { GroupTree } from './groupTree';
import { LikelyOwnersFinder } from './likelyOwnersFinder';
import { UnitProcesses } from './unitProcesses';
import { type PassFacts, Units } from './units';

/** What a pass has seen of processes. */
export type SeenProcesses = Pick<PassFacts, 'turn' | 'changes' | 'lookedIntoIn' | 'isThere'>;

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
    const facts: PassFacts = {
      now: performance.now(),
      turn: seen.turn,
      changes: seen.changes,
      ephemeral: (this.#ephemeral ??= readEphemeral(this.#reader)),
      lookedIntoIn: (pid) => seen.lookedIntoIn(pid),
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
  surroundings: Surroundings,
  groupsAt: (mountPoint: string) => GroupTree,
  readSocketUnits: () => readonly SocketUnit[],
): MachineOwners | undefined {
  const { groupMount } = surroundings;
  if (groupMount === undefined) return undefined;
  const tree = groupsAt(groupMount.mountPoint);
  const groups = new ControlGroups(tree, groupMount.root);
  const units = new Units(groups, new UnitProcesses(tree, reader, surroundings), readSocketUnits);
  return new MachineOwners(reader, new LikelyOwnersFinder(groups, units));
}
