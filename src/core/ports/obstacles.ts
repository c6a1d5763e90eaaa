import type { Engine } from '../model/engine';
import type { Ancestor, ProcessOwner } from '../model/process';
import { type Guard, guardOf } from './guards';
import { isManagersName } from './managerPrograms';
import { managerOf, type Parents, type PortManager } from './portManager';
import { calledBy } from './programIdentity';

/** Why nothing may be offered that ends the owners of a port: who is relied on. */
export type Obstacle =
  | { readonly kind: 'manager'; readonly manager: PortManager }
  | { readonly kind: 'guard'; readonly owner: ProcessOwner; readonly guard: Guard };

/**
 * What of the owners of a port others rely on; nothing where each may be offered to be ended.
 *
 * One that is guarded comes before one that keeps the port for it: to stop sshd's socket unit locks users out as well.
 */
export function obstacleIn(
  port: number,
  owners: readonly ProcessOwner[],
  parents?: Parents,
): Obstacle | undefined {
  const manager = managerOf(port, owners, parents);
  for (const owner of owners) {
    const guard = guardOf(owner);
    if (guard !== undefined && managerOf(port, [owner], parents) === undefined) {
      return { kind: 'guard', owner, guard };
    }
  }
  return manager && { kind: 'manager', manager };
}

/** The same, with the parents of those of the owners that may be a manager. */
export async function findObstacle(
  port: number,
  owners: readonly ProcessOwner[],
  engine: Pick<Engine, 'ancestors'>,
): Promise<Obstacle | undefined> {
  return obstacleIn(port, owners, await findParents(owners, engine));
}

/** The parents of those of the owners that may be a manager, by what they are called. */
export async function findParents(
  owners: readonly ProcessOwner[],
  engine: Pick<Engine, 'ancestors'>,
): Promise<Parents> {
  const parents = new Map<number, readonly Ancestor[]>();
  for (const owner of owners.filter(mayBeManager)) parents.set(owner.pid, await engine.ancestors(owner.pid));
  return parents;
}

function mayBeManager(owner: ProcessOwner): boolean {
  return calledBy(owner).names.some(isManagersName);
}
