import { type Stats, readdirSync, statSync } from 'node:fs';
import { FileReader } from '../../reader';
import { decode } from '../../text';
import { attempt } from './attempt';

/** A directory of the mounted tree of control groups. */
export interface GroupDirectory {
  /** Its inode number, which is the id of the group. */
  readonly id: number;
  readonly uid: number;
  /** 2, and one more for each group below it. */
  readonly links: number;
}

/** The mounted tree of control groups of version 2. Paths are below the mount, "" is where it begins. It never throws. */
export interface GroupTree {
  directory(path: string): GroupDirectory | undefined;
  /** Names of the groups right below; nothing where their owner lets nobody see them. */
  children(path: string): readonly string[] | undefined;
  /**
   * Pids of the processes that are in the group itself; 0 for one of another pid namespace. None where the group is gone, or
   * is a threaded one, whose processes are its domain's (cgroups(7)); nothing where they may not be read.
   */
  pids(path: string): readonly number[] | undefined;
}

/** What reading the processes of a threaded group gives, and of one that was removed meanwhile. */
const NONE: ReadonlySet<string> = new Set(['EOPNOTSUPP', 'ENOTSUP', 'ENODEV']);

/** The tree that is mounted at `root`. */
export class MountedGroups implements GroupTree {
  readonly #root: string;
  readonly #reader: FileReader;

  constructor(root: string) {
    this.#root = root;
    this.#reader = new FileReader(root);
  }

  directory(path: string): GroupDirectory | undefined {
    const stat = attempt((): Stats | undefined =>
      statSync(`${this.#root}${path}`, { throwIfNoEntry: false }),
    );
    return stat?.isDirectory() ? { id: stat.ino, uid: stat.uid, links: stat.nlink } : undefined;
  }

  children(path: string): readonly string[] | undefined {
    const entries = attempt(() => readdirSync(`${this.#root}${path}`, { withFileTypes: true }));
    return entries?.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  pids(path: string): readonly number[] | undefined {
    const file = this.#reader.read(`${path}/cgroup.procs`);
    if (file.status === 'ok') return decode(file.value).split('\n').filter(Boolean).map(Number);
    return file.status === 'absent' || NONE.has(file.code) ? [] : undefined;
  }
}
