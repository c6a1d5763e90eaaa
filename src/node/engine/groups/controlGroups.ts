import type { GroupTree } from './groupTree';

/** A control group as it was seen last. */
export interface ControlGroup {
  readonly id: number;
  /** Below the root of the hierarchy: "/system.slice/ssh.service". */
  readonly path: string;
  /** The users of the directories on the way, one for each name of the path. */
  readonly uids: readonly number[];
  /** Whether it has ended; its path is the one last known. */
  hasEnded: boolean;
}

/** The id of the hierarchy's own root, where no unit is (kernfs counts from 1). */
export const ROOT_GROUP = 1;

/** Whose directories are that lead to a mount: nobody else can have made them known there. */
const ROOT = 0;

/** Before that an id that was not found is not looked for again: milliseconds. */
const RETRY = 30_000;

/** Groups that have ended are remembered up to this many. */
const MOST_ENDED = 4_096;

/**
 * Control groups by their ids, which sockets have. The tree is walked where an id is new, at most once in a pass, and only
 * where a directory's links say that there is something below.
 */
export class ControlGroups {
  readonly #tree: GroupTree;
  readonly #prefix: string;
  #groups = new Map<number, ControlGroup>();
  readonly #unknown = new Map<number, number>();
  #hasWalked = false;
  #isWhole = true;
  #now = 0;

  /** @param root what of the hierarchy is mounted: "/" for all; "/.." and so on where a namespace hides where it is */
  constructor(tree: GroupTree, root = '/') {
    this.#tree = tree;
    this.#prefix = root === '/' || root.startsWith('/..') ? '' : root;
  }

  /** Whether groups beside those of the mount may exist, as in a control group namespace. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Begins a pass, in which the tree may be walked once. @param now milliseconds of any clock */
  begin(now: number): void {
    this.#now = now;
    this.#hasWalked = false;
  }

  /** The group of this id; nothing where it is not to be found. */
  find(id: number): ControlGroup | undefined {
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    if (this.#now < (this.#unknown.get(id) ?? 0)) return undefined;
    // What a walk of this pass did not find is not there: sockets are read before.
    if (!this.#hasWalked) this.#walk();
    const found = this.#groups.get(id);
    if (found === undefined) this.#noteUnknown(id);
    else this.#unknown.delete(id);
    return found;
  }

  /** Its path below the mount, for the tree. */
  pathInTree({ path }: Pick<ControlGroup, 'path'>): string {
    return path.slice(this.#prefix.length);
  }

  /** Looks whether the group is still there: another may have its path by now. */
  verify(group: ControlGroup): void {
    group.hasEnded ||= this.#tree.directory(this.pathInTree(group))?.id !== group.id;
  }

  #noteUnknown(id: number): void {
    if (this.#unknown.size >= MOST_ENDED) this.#unknown.clear();
    this.#unknown.set(id, this.#now + RETRY);
  }

  #walk(): void {
    this.#hasWalked = true;
    this.#isWhole = this.#tree.directory('')?.id === ROOT_GROUP;
    const seen = new Set<number>();
    this.#visit(
      '',
      Array.from(this.#prefix.matchAll(/[/]/g), () => ROOT),
      seen,
    );
    const ended = [...this.#groups.values()].filter(({ id }) => !seen.has(id));
    for (const [index, group] of ended.entries()) {
      group.hasEnded = true;
      if (index < ended.length - MOST_ENDED) this.#groups.delete(group.id);
    }
  }

  #visit(path: string, above: readonly number[], seen: Set<number>): void {
    const directory = this.#tree.directory(path);
    if (directory === undefined) return;
    const { id, uid, links } = directory;
    const uids = path === '' ? above : [...above, uid];
    seen.add(id);
    // Sockets that were seen before refer to it.
    if (!this.#groups.has(id))
      this.#groups.set(id, { id, path: `${this.#prefix}${path}`, uids, hasEnded: false });
    if (links <= 2) return;
    for (const name of this.#tree.children(path) ?? []) this.#visit(`${path}/${name}`, uids, seen);
  }
}
