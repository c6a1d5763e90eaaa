import { latin1 } from './scan';

/** One mount of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  readonly id: string;
  /** That of the mount in which the mount point lies. */
  readonly parent: string;
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
      const [id = '', parent = '', , root, mountPoint] = place?.split(' ') ?? [];
      const [type, , options] = filesystem?.split(' ') ?? [];
      if (root === undefined || mountPoint === undefined || type === undefined) return [];
      const points = { root: unescaped(root), mountPoint: unescaped(mountPoint) };
      return { id, parent, ...points, type, options: options ?? '' };
    });
}

/** Where all control groups of version 2 are to be found, or those that this process may see; nothing where nowhere. */
export function controlGroupMount(mounts: readonly Mount[]): Mount | undefined {
  const [shortest] = mounts
    .filter((mount) => mount.type === 'cgroup2' && mountAt(mount.mountPoint, mounts) === mount)
    .sort((a, b) => a.root.length - b.root.length);
  return shortest;
}

/**
 * The mount that a path leads to: where several are at one place or above one another, what was mounted before may be
 * out of reach, as after `ip netns exec`, which mounts /sys anew.
 */
function mountAt(path: string, mounts: readonly Mount[]): Mount | undefined {
  const ids = new Set(mounts.map(({ id }) => id));
  let at: Mount | undefined;
  // Parents that are not listed are out of this process' root.
  const isOn = ({ id, parent }: Mount): boolean => parent === at?.id || parent === id || !ids.has(parent);
  for (const place of placesOn(path)) {
    for (let rest = mounts; rest.length > 0;) {
      const next = rest.find((mount) => mount !== at && mount.mountPoint === place && isOn(mount));
      if (next === undefined) break;
      at = next;
      rest = rest.filter((mount) => mount !== next);
    }
  }
  return at;
}

/** "/", "/sys", "/sys/fs" … */
function placesOn(path: string): string[] {
  return ['/', ...[...path.matchAll(/[^/](?=\/|$)/g)].map(({ index }) => path.slice(0, index + 1))];
}

/** Blanks, tabs, newlines and backslashes in names are octal there. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}
