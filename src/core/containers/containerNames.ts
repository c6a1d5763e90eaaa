import type { ContainerFacts, ContainerLabel } from '../model/container';
import { nameText } from '../text/clean';
import { shortContainer } from '../units/shownUnit';

/** What Podman calls the container that keeps the network of a pod, unless podman-pod-create(1) is told another name. */
const MADE_UP_NAME = /^[0-9a-f]{12}-infra$/;

/**
 * A container by its name, or by its short id where nobody tells that; by its pod, which has all its ports, where the engine made
 * the name up. Cleaned and cut.
 */
export function containerName(facts: Pick<ContainerFacts, 'runtime' | 'id' | 'name' | 'pod'>): string {
  const { name = '', pod = '' } = facts;
  const chosen = MADE_UP_NAME.test(name) ? nameText(pod) || nameText(name) : nameText(name);
  return chosen || shortContainer(facts);
}

/** What tells it from others of the name: image, project of Compose, runtime, as far as they are known; cleaned and cut. */
export function behindContainer({ image, project, runtime }: ContainerLabel): string[] {
  return [image ?? '', project ?? '', runtime === 'unknown' ? '' : runtime].map(nameText).filter(Boolean);
}

/** What it is called itself, and what it is a part of; raw. */
export function namesOfContainer({ name, id, service, pod }: ContainerFacts): string[] {
  return [name, id, service, pod].filter((each) => each !== undefined);
}

/** All that one may call it by when looking for it; raw. */
export function allNamesOfContainer(container: ContainerFacts): string[] {
  const { image, project } = container;
  return [...namesOfContainer(container), image, project].filter((each) => each !== undefined);
}

/** Whether somebody who types a name means it: its own name, or 12 digits of its id or more, as engines print them. */
export function isContainerCalled(
  { id, name }: Pick<ContainerFacts, 'id' | 'name'>,
  wanted: string,
): boolean {
  return name === wanted || (isIdStart(wanted) && id.startsWith(wanted));
}

/** Whether it is the beginning of an id, or all of it. */
export function isIdStart(text: string): boolean {
  return /^[0-9a-f]{12,64}$/.test(text);
}

/** What of its facts rows carry along. */
export function labelOf(facts: ContainerFacts | undefined): ContainerLabel | undefined {
  if (facts === undefined) return undefined;
  const { runtime, id, name, image, project, service, pod } = facts;
  return {
    runtime,
    id,
    ...(name !== undefined && { name }),
    ...(image !== undefined && { image }),
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
    ...(pod !== undefined && { pod }),
  };
}
