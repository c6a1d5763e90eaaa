import type { SignalOutcome } from '../model/engine';
import type { ProcessOwner } from '../model/process';
import type { Target } from './plan';

/**
 * What became of a process:
 * - `terminated`, `killed`: it ended after it was asked to, after SIGKILL
 * - `signalled`: it was sent the one signal that was asked for, and has not ended
 * - `survived`: it runs on after SIGTERM, and the user does not want more
 * - `unkillable`: it runs on after SIGKILL
 * - `appeared`: it was started while the processes above it were ended; no signal was sent
 * - the others: no signal was sent, see {@link SignalOutcome}
 */
export type Ending =
  | { readonly kind: 'terminated' | 'killed' | 'signalled' | 'survived' | 'unkillable' | 'appeared' | Unsent }
  | Extract<SignalOutcome, { readonly kind: 'failed' }>;

type Unsent = Exclude<SignalOutcome['kind'], 'sent' | 'failed'>;

/** What became of each process; nothing of those that are not known to have ended. */
export type Endings = Map<Target, Ending>;

/** One process and what became of it. */
export interface KillResult {
  readonly process: ProcessOwner;
  readonly ending: Ending;
}

/** Whether the process is gone, by our doing or before. */
export function hasEnded(ending: Ending | undefined): boolean {
  return ending !== undefined && ['terminated', 'killed', 'ended', 'replaced'].includes(ending.kind);
}
