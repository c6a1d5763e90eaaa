import type { ProcessOwner } from '../model/process';
import type { TypedUnit } from './typedLines';

/** The unit that a process is known to run in, for lines about it; nothing where it is in none, or that may not be read. */
export function unitOfOwner({ membership = {}, uid }: ProcessOwner): TypedUnit | undefined {
  const { unit, isUserUnit = false, container } = membership;
  if (unit === undefined) return undefined;
  if (container !== undefined) return { unit, unitOf: 'container' };
  return isUserUnit ? { unit, unitOf: 'user', uid } : { unit, unitOf: 'system' };
}
