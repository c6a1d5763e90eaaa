import { isDeepStrictEqual } from 'node:util';
import type { ContainerFacts } from '../../../core/model/container';
import type { ProcessOwner } from '../../../core/model/process';
import type { ParentFacts } from '../../../core/programs/facts';
import { describeProcess, type DescriptionTools } from './processDescriptions';

/** Milliseconds that one pass may take for descriptions: what is left then comes with the next one. */
const MOST_TIME = 25;

/** What {@link OwnerDescriptions} are made with. */
export interface OwnerDescriptionTools extends Pick<DescriptionTools, 'projectOf'> {
  /** The containers that are known now: the same list while they are the same. */
  readonly containers: () => readonly ContainerFacts[];
  /** The parents of a process, nearest first, as far as names go by them. */
  readonly parentsOf: (owner: ProcessOwner) => readonly ParentFacts[];
}

/** Gives owners their descriptions, each once for as long as it is the same process with the same command line. */
export class OwnerDescriptions {
  readonly #tools: OwnerDescriptionTools;
  /** The pids of owners that nobody has looked at yet as they are now. */
  readonly #pending = new Set<number>();
  #containers: readonly ContainerFacts[] = [];

  constructor(tools: OwnerDescriptionTools) {
    this.#tools = tools;
  }

  /** Whether the next pass has more to describe. */
  get areMissing(): boolean {
    return this.#pending.size > 0;
  }

  /** An owner is new, or another than before. */
  changed(pid: number): void {
    this.#pending.add(pid);
  }

  /**
   * Replaces owners that changed by the same with a description; those that have one, or none, stay the same objects.
   * @param owners by pid
   * @param isPatient whether all are described, however long it takes
   * @returns the pids of those that were replaced
   */
  describe(owners: Map<number, ProcessOwner>, isPatient: boolean): number[] {
    const containers = this.#tools.containers();
    if (containers !== this.#containers) this.#lookAtContained(owners);
    this.#containers = containers;
    const end = performance.now() + MOST_TIME;
    const projects = new Map<string, string | undefined>();
    const replaced: number[] = [];
    for (const pid of this.#pending) {
      if (!isPatient && performance.now() > end) break;
      this.#pending.delete(pid);
      const owner = owners.get(pid);
      const described = owner && this.#describe(owner, projects);
      if (described === undefined || described === owner) continue;
      owners.set(pid, described);
      replaced.push(pid);
    }
    return replaced;
  }

  #describe(owner: ProcessOwner, projects: Map<string, string | undefined>): ProcessOwner {
    const { description: before, ...bare } = owner;
    const descent = { ancestors: this.#tools.parentsOf(owner), membership: owner.membership ?? {} };
    const { projectOf } = this.#tools;
    const description = describeProcess(owner, descent, {
      projectOf: projectOf && ((process) => projectOf(process, projects)),
      containers: this.#containers,
    });
    if (isDeepStrictEqual(before, description)) return owner;
    return { ...bare, ...(description && { description }) };
  }

  /** What is in a container is called by its name: others are known now. */
  #lookAtContained(owners: ReadonlyMap<number, ProcessOwner>): void {
    for (const [pid, { membership }] of owners) if (membership?.container !== undefined) this.changed(pid);
  }
}
