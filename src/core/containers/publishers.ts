import type { ContainerFacts, Published, PublishedPort } from '../model/container';
import { groupBy } from '../query/groupBy';

/** A port or several in a row, of one transport or of any. */
export interface AskedPort {
  readonly port: number;
  /** The last of several; only `port` unless told. */
  readonly lastPort?: number | undefined;
  readonly transport?: string | undefined;
}

/** Words of engines for a container that has its ports. */
const HAS_PORTS: readonly (string | undefined)[] = [undefined, 'running', 'paused'];

/** Published ports by the number on the host. */
type ByPort = ReadonlyMap<number, readonly Published[]>;

/** What containers publish on this machine, in whatever network of it, and on those of engines elsewhere. */
interface Publishing {
  readonly here: ByPort;
  readonly elsewhere: ByPort;
}

/** One for each list, which is looked into for each socket and each port that a text names. */
const known = new WeakMap<readonly ContainerFacts[], Publishing>();

/** All that containers publish, by where they run: the one index of it. What has no ports now, or uses another's, publishes none. */
export function publishingOf(containers: readonly ContainerFacts[]): Publishing {
  let found = known.get(containers);
  if (found === undefined) known.set(containers, (found = publishingIn(containers)));
  return found;
}

function publishingIn(containers: readonly ContainerFacts[]): Publishing {
  const publishing = containers.filter(hasOwnPorts);
  const byPort = (isHere: boolean): ByPort => {
    const those = publishing.filter((facts) => facts.isHere === isHere);
    const all = those.flatMap((facts) => facts.ports.map((published) => ({ facts, published })));
    return groupBy(all, ({ published }) => published.hostPort);
  };
  return { here: byPort(true), elsewhere: byPort(false) };
}

function hasOwnPorts({ state, networkMode }: ContainerFacts): boolean {
  const isShared = networkMode === 'host' || networkMode?.startsWith('container:') === true;
  return HAS_PORTS.includes(state) && !isShared;
}

/**
 * What containers publish on a port of this machine's own network, each address of it once. Where packet rules hand it on,
 * nobody listens, and a bind succeeds: whoever connects gets to the container all the same. Of one whose engine's network
 * nobody tells it is taken to be there, so that its port is not called free.
 */
export function publishedOn(asked: AskedPort, containers: readonly ContainerFacts[]): Published[] {
  return on(asked, publishingOf(containers).here).filter(({ facts }) => facts.publishesOn !== 'elsewhere');
}

/** The containers that do, each with the first that it publishes there. */
export function publishersOf(asked: AskedPort, containers: readonly ContainerFacts[]): Published[] {
  return eachOnce(publishedOn(asked, containers));
}

/** The same of containers whose engine is on another machine, which has nothing to do with this one's port. */
export function publishersElsewhere(asked: AskedPort, containers: readonly ContainerFacts[]): Published[] {
  return eachOnce(on(asked, publishingOf(containers).elsewhere));
}

/** Whether a published port is one that is asked for. */
export function isPublishedOn(
  { transport, hostPort }: PublishedPort,
  { port, lastPort = port, transport: wanted = transport }: AskedPort,
): boolean {
  return hostPort >= port && hostPort <= lastPort && transport === wanted;
}

function on(asked: AskedPort, byPort: ByPort): Published[] {
  const { port, lastPort = port } = asked;
  const there =
    lastPort === port
      ? (byPort.get(port) ?? [])
      : [...byPort].flatMap(([each, found]) => (each >= port && each <= lastPort ? found : []));
  return there.filter(({ published }) => isPublishedOn(published, asked));
}

function eachOnce(all: readonly Published[]): Published[] {
  return [...groupBy(all, ({ facts }) => facts)].map(([, [first]]) => first);
}
