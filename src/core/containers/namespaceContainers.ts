import type { ContainerFacts } from '../model/container';
import type { Container } from '../model/membership';
import type { NamespaceFacts } from '../model/namespace';
import { knownContainer } from './portContainer';

/** The containers whose processes are in a network namespace, with what is known of each. */
export function containersIn(
  { containers: seen }: Pick<NamespaceFacts, 'containers'>,
  containers: readonly ContainerFacts[],
): ContainerFacts[] {
  return seen.map((each) => factsOf(each, containers));
}

/** The same without those that only keep the network of others, where there are others. */
export function namedContainersIn(
  namespace: Pick<NamespaceFacts, 'containers'>,
  containers: readonly ContainerFacts[],
): ContainerFacts[] {
  const all = containersIn(namespace, containers);
  const named = all.filter(({ isInfra }) => isInfra !== true);
  return named.length > 0 ? named : all;
}

/**
 * What is known of a container that a control group names: of one that nobody else tells of, no more than that.
 * @param pid a process in it
 */
export function factsOf(
  container: Container,
  containers: readonly ContainerFacts[],
  pid?: number,
): ContainerFacts {
  const { runtime, id } = container;
  return (
    knownContainer(container, containers) ?? {
      ...{ runtime, id, networks: [], ports: [], isHere: true },
      ...(pid !== undefined && { pid }),
    }
  );
}
