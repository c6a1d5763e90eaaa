import { latin1 } from './scan';

/** One mount of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  /** What of the file system is mounted: "/" for all of it. */
  readonly root: string;
  readonly mountPoint: string;
  readonly type: string;
  /** Of the file system: "rw,hidepid=invisible". */
  readonly options: string;
}

/** Reads lines of `id parent device root point options [tags …] - type source options`; others are left out. */
export function parseMountinfo(bytes: Uint8Array): Mount[] {
  return latin1(bytes, 0, bytes.length)
    .split('\n')
    .flatMap((line) => {
      const [place, filesystem] = line.split(' - ');
      const [, , , root, mountPoint] = place?.split(' ') ?? [];
      const [type, , options] = filesystem?.split(' ') ?? [];
      if (root === undefined || mountPoint === undefined || type === undefined) return [];
      return { root: unescaped(root), mountPoint: unescaped(mountPoint), type, options: options ?? '' };
    });
}

/**
 * Where control groups of version 2 are mounted, what shows most of them first. Another mount may hide one: that is told
 * nowhere.
 */
export function controlGroupMounts(mounts: readonly Mount[]): Mount[] {
  return mounts.filter(({ type }) => type === 'cgroup2').sort((a, b) => a.root.length - b.root.length);
}

/** Blanks, tabs, newlines and backslashes in names are octal there. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
