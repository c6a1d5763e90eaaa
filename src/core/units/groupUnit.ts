import type { Container, Membership } from '../model/membership';
import { containerIn } from './groupContainer';

/** Whose a control group is. */
export interface GroupUnit {
  /** The name that systemd has for it, escaped as systemd does; absent of a container, where no unit within it is meant. */
  readonly unit?: string;
  /** Whose unit it is: the machine's, that of a user's own manager, or one of a container, which is none of this machine's. */
  readonly unitOf: 'system' | 'user' | 'container';
  /** Of `user`: whose manager. */
  readonly uid?: number;
  readonly container?: Container;
  /** How many names of the path lead to the directory of the unit, or of the container where it names no unit. */
  readonly depth: number;
}

/**
 * Whether the directory to which so many names of the path lead is root's; of 0 the mounted tree's own. Only who owns a
 * directory can make others in it.
 */
export type IsRoots = (depth: number) => boolean;

/** A unit on the way to a group. */
interface FoundUnit {
  readonly unit: string;
  readonly depth: number;
  /** Whose manager it is of, unless the machine's. */
  readonly uid?: number;
}

const UNIT = /.\.(?:service|socket|scope)$/;
const SLICE = /.\.slice$/;
const USER_MANAGER = /^user@(\d{1,10})\.service$/;

/** The kernel's uids have 32 bits, and the last stands for none. */
const LARGEST_UID = 0xffff_fffe;

/** What podman, crun and systemd-nspawn put between the group of a container and what its own systemd makes. */
const WRAPPERS: ReadonlySet<string | undefined> = new Set(['container', 'payload']);

const TAKEN_AS_IT_IS: IsRoots = () => true;

/**
 * The unit that a control group belongs to, by the rules of systemd's tree (systemd's CGROUP_DELEGATION.md): a service, a
 * socket or a scope with slices alone above it; what is below belongs to it, delegated and threaded groups too. What
 * an ordinary user called so in a place that was left to him is no unit of the machine's.
 *
 * A service that drops rights and has its groups delegated owns its directory, as each user's manager does: so a directory
 * counts that is root's, or that stands in one of root's, where nobody else could have made it.
 *
 * @param path of the group in a cgroup2 tree: "/system.slice/ssh.service"
 * @returns nothing of the root group, of slices alone, and of what nobody vouches for
 */
export function unitOfGroup(path: string, isRoots: IsRoots): GroupUnit | undefined {
  const { within, found } = locate(path, isRoots);
  if (within !== undefined) {
    return {
      unitOf: 'container',
      container: within.container,
      depth: found?.depth ?? within.depth,
      ...(found && { unit: found.unit }),
    };
  }
  if (found === undefined) return undefined;
  return { ...found, unitOf: found.uid === undefined ? 'system' : 'user' };
}

/** What /proc/PID/cgroup tells of a process by one of its paths, which do not say who made a group; without the container. */
export function membershipOf(path: string): Pick<Membership, 'unit' | 'isUserUnit'> {
  const { found } = locate(path, TAKEN_AS_IT_IS);
  if (found === undefined) return {};
  return { unit: found.unit, ...(found.uid !== undefined && { isUserUnit: true }) };
}

/** The outermost container that the group of the path lies in, or is. */
export function containerOf(path: string): Container | undefined {
  return containerIn(namesIn(path))?.container;
}

/** The container of the path, and the unit: what leads to a container, or is its own group, is the runtime's and no unit here. */
function locate(
  path: string,
  isRoots: IsRoots,
): { readonly within: ReturnType<typeof containerIn>; readonly found: FoundUnit | undefined } {
  const names = namesIn(path);
  const within = containerIn(names);
  if (within === undefined) return { within, found: firstUnit(names, outside(names), isRoots) };
  const start = within.depth + (WRAPPERS.has(names[within.depth]) ? 1 : 0);
  return { within, found: firstUnit(names, start, TAKEN_AS_IT_IS) };
}

/** The first unit from a name on; of a user's manager the first below it, where there is one. */
function firstUnit(names: readonly string[], start: number, isRoots: IsRoots): FoundUnit | undefined {
  const found = nextUnit(names, start);
  if (found === undefined || !(isRoots(found.depth) || isRoots(found.depth - 1))) return undefined;
  const uid = managerOf(found.unit);
  if (uid === undefined) return found;
  // What stands below a user's manager was made by it, or by that user, who owns all of it.
  const own = nextUnit(names, found.depth);
  return own === undefined ? found : { ...own, uid };
}

/** The next unit from a name on, with nothing but slices before it. */
function nextUnit(
  names: readonly string[],
  start: number,
): { readonly unit: string; readonly depth: number } | undefined {
  const at = names.findIndex((name, index) => index >= start && !SLICE.test(name));
  const name = names[at];
  return name !== undefined && UNIT.test(name) ? { unit: unitName(name), depth: at + 1 } : undefined;
}

/** Of user@1000.service 1000. */
function managerOf(unit: string): number | undefined {
  const [, digits] = USER_MANAGER.exec(unit) ?? [];
  const uid = Number(digits);
  return uid <= LARGEST_UID ? uid : undefined;
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

/** Seen from within a cgroup namespace, what is outside begins with as many "..", see cgroup_namespaces(7). */
function outside(names: readonly string[]): number {
  return Math.max(
    0,
    names.findIndex((name) => name !== '..'),
  );
}

/** systemd puts a "_" before names that the kernel's own files have, or that begin with one ("_memory.service"). */
function unitName(name: string): string {
  return name.startsWith('_') ? name.slice(1) : name;
}
