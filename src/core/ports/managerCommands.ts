import { type ContainerFacts, type EngineStatus, isContainerId } from '../model/container';
import type { ProcessOwner } from '../model/process';
import type { ManagerKind } from './managerPrograms';
import { optionOf } from './programIdentity';

/** Ports of the Docker engine's own: its API, and a swarm's (docs.docker.com/engine/swarm). */
const ENGINE_PORTS: ReadonlySet<number> = new Set([2375, 2376, 2377, 7946]);

/** The socket of root's Docker, and that of a user's own (docs.docker.com/engine/security/rootless). */
const DOCKER_SOCKET = '/var/run/docker.sock';
const userSocket = (uid: number): string => `/run/user/${uid}/docker.sock`;

/** The path of a socket that means the same to all shells as it stands. */
const TYPABLE_PATH = /^\/[\w./-]{1,107}$/;

/** What a line does with a container; `logs` goes on as they come, `shell` opens one in it. */
export type ContainerDeed = 'stop' | 'logs' | 'shell';

/** What the tools of all engines call it. */
const WORDS: Readonly<Record<ContainerDeed, (id: string) => string>> = {
  stop: (id) => `stop ${id}`,
  logs: (id) => `logs -f ${id}`,
  shell: (id) => `exec -it ${id} sh`,
};

/** What of a container gets into a line, or decides about it. */
type LinedContainer = Pick<ContainerFacts, 'runtime' | 'id' | 'engine' | 'engineIs'>;

/**
 * The line that stops a container: by its whole id, which nobody chose, of the engine whose socket told of it or, where none
 * did, of the one that is known not to be open to this user; with sudo where that takes another's rights.
 * @param uid whose the sockets are that have its port, which is who runs its engine; absent where that is not known
 * @returns nothing where it has no such id, or no tool that is known, or its engine is in another pid namespace, where it has
 *   a socket that means another engine here
 */
export function stopContainerLine(
  container: LinedContainer,
  uid?: number,
  engines: readonly EngineStatus[] = [],
): string | undefined {
  return containerLine('stop', container, uid, engines);
}

/** The same of any deed: `docker -H unix:///var/run/docker.sock logs -f ID`, `sudo podman exec -it ID sh`. */
export function containerLine(
  deed: ContainerDeed,
  container: LinedContainer,
  uid?: number,
  engines: readonly EngineStatus[] = [],
): string | undefined {
  const tool = isContainerId(container.id) ? toolOf(container, uid, engines) : undefined;
  return tool && `${tool} ${WORDS[deed](container.id)}`;
}

/** The tool of a container's engine, told which engine that is. */
function toolOf(
  { runtime, engine, engineIs }: LinedContainer,
  uid: number | undefined,
  engines: readonly EngineStatus[],
): string | undefined {
  if (engineIs === 'otherPids') return undefined;
  switch (runtime) {
    case 'docker': {
      const denied = engines.filter((each) => each.runtime === 'docker' && each.outcome === 'denied');
      const socket = engine ?? (denied.length === 1 ? denied[0]?.socket : usualSocket(uid));
      const sudo = denied.some((each) => each.socket === socket) ? 'sudo ' : '';
      return `${sudo}docker${atSocket('-H', socket)}`;
    }
    case 'podman': {
      const isRoots = uid === undefined ? engine?.startsWith('/run/podman/') : uid === 0;
      return isRoots === true ? 'sudo podman' : `podman${atSocket('--url', engine)}`;
    }
    case 'cri-o':
      return 'sudo crictl';
    default:
      return undefined;
  }
}

/** ` -H unix:///var/run/docker.sock`; empty where there is no such socket, or its path would be more than a word. */
function atSocket(option: string, socket: string | undefined): string {
  return socket !== undefined && TYPABLE_PATH.test(socket) ? ` ${option} unix://${socket}` : '';
}

function usualSocket(uid: number | undefined): string | undefined {
  if (uid === undefined) return undefined;
  return uid === 0 ? DOCKER_SOCKET : userSocket(uid);
}

/**
 * The line that helps where a port is kept for others: what it is kept for is stopped, or shown where no line could stop
 * it for certain. Nothing of what a process chose gets into it but ids of containers, which are hexadecimal.
 */
export function commandFor(port: number, kind: ManagerKind, owner: ProcessOwner): string | undefined {
  switch (kind) {
    case 'docker':
      return stopDocker(port, owner);
    case 'podman':
      return stopPodman(port, owner);
    case 'crio':
      return stopById('sudo crictl stop', owner) ?? 'sudo crictl ps';
    case 'containerd':
      return stopById(`sudo nerdctl${namespaceOption(owner)} stop`, owner) ?? 'nerdctl ps';
    case 'kubernetes':
      return (
        stopById('sudo crictl stop', owner) ??
        `kubectl get services,pods --all-namespaces --output wide | grep --word-regexp ${port}`
      );
    case 'systemd':
      return stopSocket(port, owner);
    case 'namespace':
      return undefined;
  }
}

function stopDocker(port: number, owner: ProcessOwner): string {
  const stop = stopContainerLine({ runtime: 'docker', id: idIn(owner) }, owner.uid);
  if (stop !== undefined) return stop;
  if (isEnginesOwn(port, owner)) return stopDockerLine(owner);
  return `docker stop $(docker ps --quiet --filter publish=${port})`;
}

/** The line that stops Docker itself, root's or a user's own. */
export function stopDockerLine({ uid }: Pick<ProcessOwner, 'uid'>): string {
  return uid === 0
    ? 'sudo systemctl stop docker.service docker.socket'
    : 'systemctl --user stop docker.service';
}

/** Whether dockerd has the port for itself: by dockerd(1)'s `-H tcp://…:PORT`, or because it is one of a swarm's. */
function isEnginesOwn(port: number, { comm, commandLine }: ProcessOwner): boolean {
  const isNamed = commandLine.some(
    (word) => /^(?:-H=?|--host=)?tcp:\/\//.test(word) && word.endsWith(`:${port}`),
  );
  return comm === 'dockerd' && (ENGINE_PORTS.has(port) || isNamed);
}

/** podman-ps(1) has no filter for published ports. */
function stopPodman(port: number, owner: ProcessOwner): string {
  const podman = owner.uid === 0 ? 'sudo podman' : 'podman';
  const list = `${podman} ps --format '{{.ID}} {{.Ports}}'`;
  return (
    stopContainerLine({ runtime: 'podman', id: idIn(owner) }, owner.uid) ??
    `${podman} stop $(${list} | awk '/:${port}->/ { print $1 }')`
  );
}

/** The line with the container's id, where the arguments have it. */
function stopById(line: string, owner: ProcessOwner): string | undefined {
  const id = idIn(owner);
  return isContainerId(id) ? `${line} ${id}` : undefined;
}

/** What the arguments say instead of a container's id: conmon's `-c`, the shim's `-id`. */
function idIn({ commandLine }: ProcessOwner): string {
  return optionOf(commandLine, 'cid', 'c', 'id') ?? '';
}

function namespaceOption({ commandLine }: ProcessOwner): string {
  const namespace = optionOf(commandLine, 'namespace');
  return namespace !== undefined && /^[\w.-]{1,76}$/.test(namespace) ? ` --namespace ${namespace}` : '';
}

/** systemctl(1) names the socket unit in the column before the last. */
function stopSocket(port: number, { pid }: ProcessOwner): string {
  const systemctl = pid === 1 ? 'sudo systemctl' : 'systemctl --user';
  const list = `${systemctl.replace('sudo ', '')} list-sockets --no-legend`;
  return `${systemctl} stop $(${list} | awk '$1 ~ /:${port}$/ { print $(NF-1) }')`;
}
