import type { Container, Membership } from '../model/membership';
import { latin1 } from './scan';

/** The hexadecimal id of a container; runtimes write all of its 64 digits, and older ones cut it. */
const ID = '([0-9a-f]{12,64})';

/** BuildKit's ids of the steps of a build, 25 digits to the base 36. */
const STEP = '([0-9a-z]{25})';

/**
 * How runtimes name the groups of their containers: with systemd "docker-0123….scope"; and where runc is told such a
 * "slice:prefix:id" and makes groups by itself (its driver "cgroupfs"), literally that.
 */
const CONTAINERS: readonly (readonly [Container['runtime'], RegExp])[] = [
  ['docker', named('docker', ID)],
  ['podman', new RegExp(`^(?:[^:]*:)?libpod[-:]${ID}(?:\\.scope)?$`)],
  ['containerd', named('(?:cri-containerd|containerd|nerdctl)', ID)],
  ['cri-o', new RegExp(`^(?:[^:]*:)?crio[-:]${ID}(?:\\.scope)?$`)],
  ['buildkit', named('buildkit', STEP)],
  ['lxc', /^lxc\.payload[.-](.+)$/],
  ['systemd-nspawn', /^systemd-nspawn@(.+)\.service$/],
];

/**
 * The same without systemd: a group of the runtime's, and in it one for each container. Below Docker's are also groups
 * that are none, such as the one of the builds that it makes. Kubernetes' pods have a UUID, with or without dashes;
 * nerdctl's groups are called after containerd's namespaces, of which "default" is one of its own.
 */
const PARENTS: readonly (readonly [Container['runtime'], parent: RegExp, child: RegExp])[] = [
  ['docker', /^docker$/, /^([0-9a-f]{64})$/],
  ['buildkit', /^buildkit$/, new RegExp(`^${STEP}$`)],
  ['containerd', /^(?:default|k8s\.io)$/, /^([0-9a-f]{64})$/],
  ['lxc', /^lxc$/, /^(.+)$/],
  ['unknown', /^kubepods|^pod[0-9a-f-]{32,36}$|^actions_job$/, /^([0-9a-f]{64})$/],
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
  const container = [...paths.values()].map(containerIn).find((found) => found !== undefined)?.container;
  const unit = unitIn(meaningful(paths.get('v2')) ?? meaningful(paths.get('name=systemd')) ?? deepest);
  return { ...unit, ...(container && { container }) };
}

function named(prefix: string, id: string): RegExp {
  return new RegExp(`^(?:${prefix}-${id}\\.scope|[^:]*:${prefix}:${id})$`);
}

/** The root says nothing, as from within a container. */
function meaningful(path: string | undefined): string | undefined {
  return path === '/' ? undefined : path;
}

/** The outermost container of the path, and how many of its names lead to it. */
function containerIn(path: string): { readonly container: Container; readonly depth: number } | undefined {
  const names = namesIn(path);
  for (const [index, name] of names.entries()) {
    for (const [runtime, expression] of CONTAINERS) {
      const id = idIn(expression.exec(name));
      if (id !== undefined) return { container: { runtime, id }, depth: index + 1 };
    }
    const next = names[index + 1];
    if (next === undefined) continue;
    for (const [runtime, parent, child] of PARENTS) {
      const id = parent.test(name) ? idIn(child.exec(next)) : undefined;
      if (id !== undefined) return { container: { runtime, id }, depth: index + 2 };
    }
  }
  return undefined;
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

/** The one group that took part in the match. */
function idIn(match: RegExpExecArray | null): string | undefined {
  return match?.slice(1).find((group) => group !== undefined);
}

/**
 * The deepest unit of the path, unless it only wraps a user's manager. What leads to a container, or is its own group,
 * is the runtime's and not the process'.
 */
function unitIn(path: string): Membership {
  const depth = containerIn(path)?.depth ?? 0;
  const names = namesIn(path).slice(depth).map(unescaped);
  const isUserUnit = names.some((name) => USER_MANAGER.test(name));
  const unit = names.findLast((name) => UNIT.test(name) && !(isUserUnit && USER_MANAGER.test(name)));
  return unit === undefined ? {} : { unit, ...(isUserUnit ? { isUserUnit } : {}) };
}

/** systemd writes characters that a name may not have as \\x2d; see systemd-escape(1). */
export function unescaped(name: string): string {
  return name.replaceAll(/\\x([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
