import type { ContainerFacts } from '../../../core/model/container';
import type { ProcessOrigin } from '../../../core/model/origin';
import type { ProcessOwner } from '../../../core/model/process';
import type { ProgramDescription } from '../../../core/programs/facts';
import { programDescription } from '../../../core/programs/programDescription';

/** What descriptions are made with. */
export interface DescriptionTools {
  /** The name of the project that a process runs in, by the manifest nearest to its folder. */
  readonly projectOf?: ((process: Pick<ProcessOwner, 'pid' | 'uid'>) => string | undefined) | undefined;
  /** The containers that are known. */
  readonly containers: readonly ContainerFacts[];
}

/** What a person would call a process that runs: made anew each time, of what it is now. Undefined where nothing is recognised. */
export function describeProcess(
  owner: ProcessOwner,
  { ancestors, membership }: Pick<ProcessOrigin, 'ancestors' | 'membership'>,
  { projectOf, containers }: DescriptionTools,
): ProgramDescription | undefined {
  const { comm, commandLine, executable, uid } = owner;
  const container = containers.find(({ id }) => id === membership.container?.id);
  // Whose executable may not be read is another user's: nothing is looked for in his folders.
  const project = executable === undefined ? undefined : projectOf?.(owner);
  return programDescription({
    ...{ comm, commandLine, executable, uid, project, parents: ancestors, unit: membership.unit },
    ...(container?.name !== undefined && { container: { name: container.name, image: container.image } }),
  });
}
