import type { Membership } from './membership';
import type { Ancestor } from './process';
import type { ProgramDescription } from '../programs/facts';

/** Where a process comes from. */
export interface ProcessOrigin {
  readonly pid: number;
  readonly startTime: number;
  /** Its parents up to pid 1, nearest first. */
  readonly ancestors: readonly Ancestor[];
  readonly membership: Membership;
  /** What a person would call it; absent where it is not recognised. */
  readonly description?: ProgramDescription;
}
