import type { ProcessOwner } from '../model/process';
import type { ManagerKind } from './managerPrograms';
import { optionOf } from './programIdentity';

/** Ports of the Docker engine's own: its API, and a swarm's (docs.docker.com/engine/swarm). */
const ENGINE_PORTS: ReadonlySet<number> = new Set([2375, 2376, 2377, 7946]);

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
  const stop = stopById('docker stop', owner);
  if (stop !== undefined) return stop;
  if (owner.comm === 'dockerd' && ENGINE_PORTS.has(port)) {
    return 'sudo systemctl stop docker.service docker.socket';
  }
  return `docker stop $(docker ps --quiet --filter publish=${port})`;
}

/** podman-ps(1) has no filter for published ports. */
function stopPodman(port: number, owner: ProcessOwner): string {
  const podman = owner.uid === 0 ? 'sudo podman' : 'podman';
  const list = `${podman} ps --format '{{.ID}} {{.Ports}}'`;
  return stopById(`${podman} stop`, owner) ?? `${podman} stop $(${list} | awk '/:${port}->/ { print $1 }')`;
}

/** The line with the container's id, where the arguments have it: conmon's `-c`, the shim's `-id`. */
function stopById(line: string, { commandLine }: ProcessOwner): string | undefined {
  const id = optionOf(commandLine, 'cid', 'c', 'id');
  return id !== undefined && /^[0-9a-f]{12,64}$/.test(id) ? `${line} ${id.slice(0, 12)}` : undefined;
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
