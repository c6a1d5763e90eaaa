import type { ContainerFacts, PublishedPort } from '../model/container';

/** A port of this machine, and who holds its sockets, as far as that is known. */
export interface HostPort {
  readonly transport: PublishedPort['transport'];
  readonly port: number;
  readonly pids?: readonly number[];
}

/**
 * The containers of this machine that have a port of it: those that publish it by their engine's list or docker-proxy's
 * command line, and those of which no port is known and whose keeper holds it. Two may have it, on an address each.
 */
export function publishersOf(containers: readonly ContainerFacts[], asked: HostPort): ContainerFacts[] {
  const { transport, port, pids = [] } = asked;
  return containers.filter(({ isHere, ports, keepers = [] }) => {
    if (!isHere) return false;
    const isPublished = ports.some((each) => each.transport === transport && each.hostPort === port);
    // Where ports are known, a keeper of several need not be asked: conmon has all of its container's.
    return isPublished || (ports.length === 0 && keepers.some((pid) => pids.includes(pid)));
  });
}
