import type { LikelyOwner } from '../../model/likelyOwner';
import type { ProcessOwner } from '../../model/process';
import type { Ownership } from '../../model/snapshot';
import { searchedNames } from '../../programs/searchedNames';
import { clean } from '../../text/clean';
import { programOf } from '../../text/programName';
import { likelyProgram } from '../../units/shownUnit';
import { likelyUnitNames, unitOf } from '../../units/unit';

/** What is known of who has a socket: a process was seen to, one probably has, or neither. */
export type Knowledge = 'proven' | 'likely' | 'unknown';

/** The values of `owner:`, as they are offered. */
export const KNOWLEDGE: readonly Knowledge[] = ['proven', 'likely', 'unknown'];

/** The value that a word names; nothing for other words. */
export function knowledgeNamed(word: string): readonly Knowledge[] | undefined {
  const found = KNOWLEDGE.find((each) => each === word.toLowerCase());
  return found && [found];
}

/** The values that begin so. */
export function knowledgeLike(word: string): readonly string[] {
  return KNOWLEDGE.filter((each) => each.startsWith(word.toLowerCase()));
}

/** What is known of a socket's owner. */
export function knowledgeOf({ owners, likelyOwner }: Pick<Ownership, 'owners' | 'likelyOwner'>): Knowledge {
  if (owners.length > 0) return 'proven';
  return likelyOwner === undefined ? 'unknown' : 'likely';
}

/** The names that `process:` knows a process by: what people call it, its program's name, and that which it gave itself. */
export function namesOfProcess(owner: ProcessOwner): string[] {
  return [programOf(owner), clean(owner.comm), ...searchedNames(owner.description)];
}

/** The same of the process that is likely. */
export function namesOfLikely({ processes }: LikelyOwner): string[] {
  return processes.flatMap((process) => [likelyProgram(process), clean(process.program)]);
}

/** The name that `unit:` knows the unit of a process by, as it is shown; empty where it is in none. */
export function unitNamesOfProcess(owner: ProcessOwner): string[] {
  const name = unitOf(owner)?.name;
  return name === undefined ? [] : [clean(name)];
}

/** The same of an owner that is likely, with the service that a .socket unit is for. */
export function unitNamesOfLikely(owner: LikelyOwner): string[] {
  return likelyUnitNames(owner).map(clean);
}
