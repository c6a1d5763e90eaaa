import type { ContainerFacts } from '../../../core/model/container';
import type { Membership } from '../../../core/model/membership';
import type { ProcessOwner } from '../../../core/model/process';
import type { ParentFacts, ProgramDescription } from '../../../core/programs/facts';
import { programDescription } from '../../../core/programs/programDescription';

/** What descriptions are made with. */
export interface DescriptionTools {
  /** The name of the project that a process runs in, by the manifest nearest to its folder; `found` is what others have there. */
  readonly projectOf?:
    | ((
        process: Pick<ProcessOwner, 'pid' | 'uid'>,
        found?: Map<string, string | undefined>,
      ) => string | undefined)
    | undefined;
  /** The containers that are known. */
  readonly containers: readonly ContainerFacts[];
}

/** Where a process stands. */
export interface Descent {
  /** Its parents, nearest first. */
  readonly ancestors: readonly ParentFacts[];
  readonly membership: Membership;
}

/** What a person would call a process that runs: made anew each time, of what it is now. Undefined where nothing is recognised. */
export function describeProcess(
  owner: ProcessOwner,
  { ancestors, membership }: Descent,
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
