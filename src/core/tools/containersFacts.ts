import { containersOf } from '../containers/portContainer';
import { known } from '../containers/engineJson';
import { shortContainer } from '../units/shownUnit';
import { short } from './ownerFacts';

/** What answers say of the containers that a port is for; nothing where it is none's. */
export function containersFacts(port: Parameters<typeof containersOf>[0]): object {
  const containers = containersOf(port).map(({ facts, published }) => {
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
  });
  return containers.length === 0 ? {} : { containers };
}

const MOST_ADDRESSES = 8;
