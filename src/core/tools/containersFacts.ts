import type { PortContainer } from '../model/container';
import { known } from '../containers/engineJson';
import { containersOf } from '../containers/portContainer';
import { shortContainer } from '../units/shownUnit';
import { short } from './ownerFacts';

/** Addresses that are told of a container. */
const MOST_ADDRESSES = 8;

/** What answers say of the containers that a port is for; nothing where it is none's. */
export function containersFacts(port: Parameters<typeof containersOf>[0]): object {
  const containers = containersOf(port).map(oneContainer);
  return containers.length === 0 ? {} : { containers };
}

/** What answers say of a container: its text is cleaned and cut. */
export function oneContainer({ facts, published }: PortContainer): object {
  const { runtime, name, image, project, service, networks } = facts;
  const text = (value: string | undefined): string | undefined => value && short(value);
  return known({
    runtime,
    id: shortContainer(facts),
    name: text(name),
    image: text(image),
    composeProject: text(project),
    composeService: text(service),
    portInside: published?.containerPort,
    addresses: networks.flatMap(({ addresses }) => addresses).slice(0, MOST_ADDRESSES),
  });
}
