import type { Membership } from '../model/membership';
import { containerOf, membershipOf } from '../units/groupUnit';
import { latin1 } from './scan';

/**
 * Reads /proc/PID/cgroup, lines of `hierarchy:controllers:path`, see cgroups(7); the names in the path are those of
 * systemd and of container runtimes. Version 2's hierarchy counts, else systemd's own, else the deepest path.
 */
export function parseCgroup(bytes: Uint8Array): Membership {
  const paths = new Map<string, string>();
  for (const line of latin1(bytes, 0, bytes.length).split('\n')) {
    const [, hierarchy, controllers, path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path !== undefined) paths.set(hierarchy === '0' ? 'v2' : (controllers ?? ''), path);
  }
  const deepest = [...paths.values()].reduce((a, b) => (b.length > a.length ? b : a), '');
  const container = [...paths.values()].map(containerOf).find((found) => found !== undefined);
  const unit = membershipOf(meaningful(paths.get('v2')) ?? meaningful(paths.get('name=systemd')) ?? deepest);
  return { ...unit, ...(container && { container }) };
}

/** The root says nothing, as from within a container. */
function meaningful(path: string | undefined): string | undefined {
  return path === '/' ? undefined : path;
}
