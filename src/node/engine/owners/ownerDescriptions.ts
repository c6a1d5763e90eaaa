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
  /** Owners that were looked at, with or without a description: a process that changes is another object. */
  #described = new WeakSet<ProcessOwner>();
  #containers: readonly ContainerFacts[] = [];
  #areMissing = false;

  constructor(tools: OwnerDescriptionTools) {
    this.#tools = tools;
  }

  /** Whether the last pass left owners without a look. */
  get areMissing(): boolean {
    return this.#areMissing;
  }

  /** A pass that describes nobody. */
  postpone(): void {
    this.#areMissing = true;
  }

  /**
   * Replaces owners by the same with a description; those that have one, or none, stay the same objects.
   * @param isPatient whether all are described, however long it takes
   */
  describe(owners: Map<number, ProcessOwner>, isPatient: boolean): void {
    const containers = this.#tools.containers();
    if (containers !== this.#containers) this.#forgetContained(owners.values());
    this.#containers = containers;
    const end = performance.now() + MOST_TIME;
    const projects = new Map<string, string | undefined>();
    this.#areMissing = false;
    for (const [pid, owner] of owners) {
      if (this.#described.has(owner)) continue;
      if (!isPatient && performance.now() > end) {
        this.#areMissing = true;
        return;
      }
      const described = this.#describe(owner, projects);
      this.#described.add(described);
      if (described !== owner) owners.set(pid, described);
    }
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
  #forgetContained(owners: Iterable<ProcessOwner>): void {
    for (const owner of owners) if (owner.membership?.container !== undefined) this.#described.delete(owner);
  }
}
