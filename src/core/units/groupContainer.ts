import type { Container } from '../model/membership';
import { unescapedUnit } from './unitName';

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
  // What systemd-machined was told of: libvirt's machines, and systemd-nspawn's where it was started by hand.
  ['unknown', /^machine-(.+)\.scope$/],
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

/**
 * The outermost container among the names of a control group's path, and how many of them lead to its group; nothing where
 * it is in none.
 */
export function containerIn(
  names: readonly string[],
): { readonly container: Container; readonly depth: number } | undefined {
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

function named(prefix: string, id: string): RegExp {
  return new RegExp(`^(?:${prefix}-${id}\\.scope|[^:]*:${prefix}:${id})$`);
}

/** The one group that took part in the match; names of machines are escaped by systemd. */
function idIn(match: RegExpExecArray | null): string | undefined {
  const id = match?.slice(1).find((group) => group !== undefined);
  return id === undefined ? undefined : unescapedUnit(id);
}
