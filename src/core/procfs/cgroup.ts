import type { Container, Membership } from '../model/origin';
import { latin1 } from './scan';

/** How runtimes name the groups of their containers, with systemd's way first: "docker-0123….scope". */
const CONTAINERS: readonly (readonly [Container['runtime'], RegExp])[] = [
  ['docker', /^docker-([0-9a-f]{12,64})\.scope$/],
  ['podman', /^libpod-([0-9a-f]{12,64})(?:\.scope)?$/],
  ['containerd', /^cri-containerd-([0-9a-f]{12,64})\.scope$/],
  ['cri-o', /^crio-([0-9a-f]{12,64})(?:\.scope)?$/],
  ['lxc', /^lxc\.payload[.-](.+)$/],
  ['systemd-nspawn', /^systemd-nspawn@(.+)\.service$/],
];

/** The same without systemd: a group of the runtime's, and in it one for each container. */
const PARENTS: readonly (readonly [Container['runtime'], RegExp])[] = [
  ['docker', /^docker$/],
  ['lxc', /^lxc$/],
  ['unknown', /^kubepods|^pod[0-9a-f-]{36}$|^actions_job$/],
];

const UNIT = /\.(?:service|scope)$/;
const USER_MANAGER = /^user@\d+\.service$/;

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
  const [container] = [...paths.values()].flatMap((path) => containerIn(path) ?? []);
  const unit = unitIn(meaningful(paths.get('v2')) ?? meaningful(paths.get('name=systemd')) ?? deepest);
  return { ...unit, ...(container && { container }) };
}

/** The root says nothing, as from within a container. */
function meaningful(path: string | undefined): string | undefined {
  return path === '/' ? undefined : path;
}

function containerIn(path: string): Container | undefined {
  const names = path.split('/').filter((name) => name !== '');
  for (const [index, name] of names.entries()) {
    for (const [runtime, expression] of CONTAINERS) {
      const id = expression.exec(name)?.[1];
      if (id !== undefined) return { runtime, id };
    }
    const next = names[index + 1];
    const parent = PARENTS.find(([, expression]) => expression.test(name));
    if (parent === undefined || next === undefined) continue;
    const [runtime] = parent;
    if (runtime !== 'unknown' || /^[0-9a-f]{64}$/.test(next)) return { runtime, id: next };
  }
  return undefined;
}

/** The deepest unit of the path, unless it only wraps a user's manager or a container. */
function unitIn(path: string): Membership {
  const names = path.split('/').map(unescaped);
  const isUserUnit = names.some((name) => USER_MANAGER.test(name));
  const unit = names.findLast((name) => UNIT.test(name) && !(isUserUnit && USER_MANAGER.test(name)));
  if (unit === undefined || CONTAINERS.some(([, expression]) => expression.test(unit))) return {};
  return { unit, ...(isUserUnit ? { isUserUnit } : {}) };
}

/** systemd writes characters that a name may not have as \\x2d; see systemd-escape(1). */
function unescaped(name: string): string {
  return name.replaceAll(/\\x([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
