import type { GroupDirectory, GroupTree } from '../../../../../src/node/engine/groups/groupTree';

/** A group of a made-up tree. */
export interface FakeGroup {
  readonly id: number;
  readonly uid?: number;
  /** Nothing of a threaded group, whose processes are its domain's. */
  readonly pids?: readonly number[];
  /** Whether its owner lets nobody look. */
  readonly isClosed?: boolean;
}

/** A tree of control groups in memory, which tests change between the engine's passes; '' is where it begins. */
export class FakeGroups implements GroupTree {
  readonly groups = new Map<string, FakeGroup>([['', { id: 1, pids: [] }]]);
  /** How often directories were looked at, and their groups listed. */
  looks = 0;
  listings = 0;

  directory(path: string): GroupDirectory | undefined {
    this.looks++;
    const group = this.groups.get(path);
    return group && { id: group.id, uid: group.uid ?? 0, links: 2 + this.#below(path).length };
  }

  children(path: string): readonly string[] | undefined {
    this.listings++;
    if (this.groups.get(path)?.isClosed) return undefined;
    return this.#below(path).map((child) => child.slice(path.length + 1));
  }

  pids(path: string): readonly number[] | undefined {
    const group = this.groups.get(path);
    return group?.isClosed ? undefined : (group?.pids ?? []);
  }

  #below(path: string): string[] {
    return [...this.groups.keys()].filter(
      (other) => other.startsWith(`${path}/`) && !other.slice(path.length + 1).includes('/'),
    );
  }
}
