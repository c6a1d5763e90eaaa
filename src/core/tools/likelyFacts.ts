import { knownContainer } from '../containers/portContainer';
import type { ContainerFacts } from '../model/container';
import type { Evidence, LikelyOwner } from '../model/likelyOwner';
import type { Container } from '../model/membership';
import type { Ownership, Snapshot } from '../model/snapshot';
import { likelyProgram } from '../units/shownUnit';
import { type ProcessFacts, short, userName } from './ownerFacts';

/** A container by its control group, and its names. */
type NamedContainer = Container & Pick<ContainerFacts, 'name' | 'image'>;

/** Who probably has a socket, as answers name it. */
export interface LikelyFacts {
  readonly unit?: string;
  readonly unitOf: LikelyOwner['unitOf'];
  /** Whose manager runs the unit, where it is a user's. */
  readonly user?: string;
  readonly container?: NamedContainer;
  /** The service that a .socket unit is for. */
  readonly service?: string;
  readonly process?: Pick<ProcessFacts, 'pid' | 'name'>;
  /** Processes of the unit. */
  readonly count: number;
  readonly evidence: readonly Evidence[];
}

/** What answers say of a socket without a known owner: why nobody is known, and who probably has it. */
export function unknownFacts(
  { reasons, likelyOwner }: Pick<Ownership, 'reasons' | 'likelyOwner'>,
  snapshot: Snapshot,
): object {
  return {
    ...(reasons.length > 0 && { ownerUnknownBecause: reasons }),
    ...(likelyOwner && { likelyOwner: likelyFacts(likelyOwner, snapshot) }),
  };
}

/** What answers say of a likely owner; its text is cleaned and cut. */
export function likelyFacts(likely: LikelyOwner, snapshot: Snapshot): LikelyFacts {
  const { unit, unitOf, uid, container, service, processes, count, evidence } = likely;
  const [process] = processes;
  return {
    ...(unit !== undefined && { unit: short(unit) }),
    unitOf,
    ...(uid !== undefined && { user: userName(snapshot, uid) }),
    ...(container && { container: containerFacts(container, snapshot) }),
    ...(service !== undefined && { service: short(service) }),
    ...(process && { process: { pid: process.pid, name: likelyProgram(process) } }),
    count,
    evidence,
  };
}

/** A container as answers name it, with what its engine calls it where that is known. */
export function containerFacts(
  { runtime, id }: Container,
  { containers = [] }: Pick<Snapshot, 'containers'>,
): NamedContainer {
  const { name, image } = knownContainer({ runtime, id }, containers) ?? {};
  return {
    runtime,
    id: short(id),
    ...(name !== undefined && { name: short(name) }),
    ...(image !== undefined && { image: short(image) }),
  };
}
