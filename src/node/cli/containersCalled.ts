import { isContainerCalled, isIdStart } from '../../core/containers/containerNames';
import type { ContainerFacts, Containers } from '../../core/model/container';
import { enginesAllowed } from '../containers/enginesSwitch';
import { MachineContainers } from '../containers/machineContainers';
import { socketSurroundings } from '../containers/socketSurroundings';
import type { ProcReader } from '../reader';

/** What is known of containers, by /proc alone and with the words of engines. */
export type KnownContainers = Pick<MachineContainers, 'here' | 'containers'>;

/** What came of looking for containers. */
export interface CalledContainers {
  readonly called: readonly ContainerFacts[];
  /** All that were seen meanwhile, and what came of asking engines, where that was done. */
  readonly known: Pick<Containers, 'containers' | 'engines'>;
}

/**
 * The containers of a machine.
 * @param reader reads /proc
 * @param isThisMachine whether that is this machine's; the engines of another one are not here
 */
export function knownContainers(reader: ProcReader, isThisMachine: boolean): KnownContainers {
  const { startsPodman, engines } = enginesAllowed(process.env);
  const settings = { startsPodman, engines: isThisMachine ? engines : ('off' as const) };
  return new MachineContainers({
    reader,
    surroundings: socketSurroundings(),
    settings: () => settings,
    now: () => Date.now(),
  });
}

/**
 * The containers that somebody calls so: by their name, or by 12 digits of their id or more. /proc tells ids of all and names
 * of some; engines are asked where one of those that it does not name may be the one that is meant, or none is.
 */
export async function containersCalled(wanted: string, machine: KnownContainers): Promise<CalledContainers> {
  const among = (containers: readonly ContainerFacts[]): readonly ContainerFacts[] =>
    containers.filter((each) => isContainerCalled(each, wanted));
  const containers = machine.here();
  const called = among(containers);
  const isClear = called.length > 0 && containers.every(({ name }) => name !== undefined);
  if (isIdStart(wanted) || isClear) return { called, known: { containers, engines: [] } };
  const known = await machine.containers();
  return { called: among(known.containers), known };
}
