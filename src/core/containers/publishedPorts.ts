import type { ContainerFacts, PublishedPort } from '../model/container';
import type { PortContainer } from './portContainer';

/** A port of one transport, or of any. */
export interface AskedPort {
  readonly port: number;
  readonly transport?: string | undefined;
}

/**
 * The containers that publish a port on this machine, each once, whatever address of it that is on. Where packet rules hand it
 * on, nobody listens, and a bind succeeds: whoever connects gets to the container all the same.
 */
export function publishersOf(
  asked: AskedPort,
  containers: readonly ContainerFacts[],
): Required<PortContainer>[] {
  return publishing(asked, containers, true);
}

/** The same of containers whose engine is on another machine, which has nothing to do with this one's port. */
export function publishersElsewhere(
  asked: AskedPort,
  containers: readonly ContainerFacts[],
): Required<PortContainer>[] {
  return publishing(asked, containers, false);
}

/** Whether a published port is the one that is asked for. */
export function isPublishedOn({ transport, hostPort }: PublishedPort, asked: AskedPort): boolean {
  return hostPort === asked.port && (asked.transport === undefined || asked.transport === transport);
}

function publishing(
  asked: AskedPort,
  containers: readonly ContainerFacts[],
  isHere: boolean,
): Required<PortContainer>[] {
  return containers.flatMap((facts) => {
    const published = facts.ports.find((port) => isPublishedOn(port, asked));
    if (facts.isHere !== isHere || published === undefined || facts.publishesOn === 'elsewhere') return [];
    return [{ facts, published }];
  });
}
