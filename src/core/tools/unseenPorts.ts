import type { Snapshot } from '../model/snapshot';
import { listeningSocketsOn, type TransportPort } from '../ports/listeningPorts';
import { isOnAddress, isOnAll, type PortContainer } from '../containers/portContainer';

/** A port that a container publishes. */
export type Published = Required<PortContainer>;

/**
 * The ports of this machine that packet rules alone hand on to containers: nothing listens for them, and a bind would succeed.
 * One that somebody listens on who is not known is taken for that one's. An engine of another network namespace publishes
 * there.
 */
export function publishedAlone(snapshot: Snapshot): Published[] {
  return (snapshot.containers ?? []).flatMap((facts) =>
    facts.isHere && facts.publishesOn !== 'elsewhere'
      ? facts.ports.map((published) => ({ facts, published })).filter((each) => isAlone(each, snapshot))
      : [],
  );
}

/** The ports that containers publish on the machine of their engine, which is another: nothing here has them. */
export function publishedElsewhere({ containers = [] }: Pick<Snapshot, 'containers'>): Published[] {
  return containers.flatMap((facts) =>
    facts.isHere ? [] : facts.ports.map((published) => ({ facts, published })),
  );
}

/** A published port as lists tell it from others. */
export function portOf({ published: { transport, hostPort } }: Published): TransportPort {
  return { transport, port: hostPort };
}

function isAlone(each: Published, snapshot: Snapshot): boolean {
  const { id } = each.facts;
  const { hostAddress } = each.published;
  return !listeningSocketsOn(snapshot, portOf(each)).some(
    ({ socket, owners, container }) =>
      container?.facts.id === id ||
      (owners.length === 0 && (isOnAddress(socket, hostAddress) || isOnAll(socket, hostAddress))),
  );
}
