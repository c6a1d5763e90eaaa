import type { ContainerFacts } from '../../model/container';
import { type HistoryOwners, type HistoryProgram, MOST_HISTORY_PROGRAMS } from '../../model/history';
import type { LikelyOwner, LikelyProcess } from '../../model/likelyOwner';
import type { Container, Unit } from '../../model/membership';
import type { ProcessOwner } from '../../model/process';
import { isIdStart } from '../../containers/containerNames';
import { programOf } from '../../text/programName';
import { likelyServiceOf, likelyUnitOf, unitOf } from '../../units/unit';

/** What is known beside what a pass tells. */
export interface Knowledge {
  /** Containers, as far as somebody asked for them. */
  containers(): readonly ContainerFacts[];
  /** What of the window a process came from; nothing where that is not known. */
  originOf(owner: ProcessOwner): HistoryProgram['origin'];
}

/** The owners of what one process holds. */
type OnlyOwner = HistoryOwners & { readonly programs: readonly [HistoryProgram] };

/** Makes of processes what is kept of them: neither command lines nor paths. */
export class Programs {
  readonly #knowledge: Knowledge;
  #made = new WeakMap<ProcessOwner, OnlyOwner>();
  #containers: readonly ContainerFacts[] = [];

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  of(owner: ProcessOwner): HistoryProgram {
    return this.onlyOwner(owner).programs[0];
  }

  /** Of what it alone was seen to hold: the same for all that it holds. */
  onlyOwner(owner: ProcessOwner): OnlyOwner {
    const containers = this.#knowledge.containers();
    if (containers !== this.#containers) {
      this.#containers = containers;
      this.#made = new WeakMap();
    }
    const known = this.#made.get(owner);
    if (known !== undefined) return known;
    const made = { evidence: 'seen', programs: [this.#program(owner)] } as const;
    this.#made.set(owner, made);
    return made;
  }

  /** Who probably has a socket; the unit alone, as a program of pid 0, where it is not known which of its processes. */
  likely(owner: LikelyOwner): readonly HistoryProgram[] {
    const { processes, serviceProcess } = owner;
    const unit = this.#unit(likelyServiceOf(owner) ?? likelyUnitOf(owner));
    const named = processes.length === 0 && serviceProcess !== undefined ? [serviceProcess] : processes;
    if (named.length > 0)
      return named.slice(0, MOST_HISTORY_PROGRAMS).map((each) => ({ ...processOf(each), ...unit }));
    const name = unit.unit ?? unit.containerName ?? unit.container;
    return name === undefined ? [] : [{ name, pid: 0, startTime: 0, ...unit }];
  }

  #program(owner: ProcessOwner): HistoryProgram {
    const { pid, startTime, uid, executable, comm } = owner;
    const origin = this.#knowledge.originOf(owner);
    return {
      // As everywhere, and without the command line, which is not kept.
      name: programOf({ comm, commandLine: executable === undefined ? [] : [executable] }),
      pid,
      startTime,
      uid,
      ...this.#unit(unitOf(owner)),
      ...(origin && { origin }),
    };
  }

  #unit(unit: Unit | undefined): Pick<HistoryProgram, 'unit' | 'container' | 'containerName'> {
    const { name, container } = unit ?? {};
    const containerName = container && this.#nameOf(container);
    return {
      ...(name !== undefined && { unit: name }),
      ...(container && { container: container.id }),
      ...(containerName !== undefined && { containerName }),
    };
  }

  #nameOf({ id }: Container): string | undefined {
    const isIt = (other: string): boolean => other === id || (isIdStart(id) && other.startsWith(id));
    return this.#knowledge.containers().find((facts) => facts.isHere && isIt(facts.id))?.name;
  }
}

function processOf({ pid, startTime, program, comm }: LikelyProcess): HistoryProgram {
  return { name: comm ?? program, pid, startTime };
}
