import type { ProcessIdentity, SignalName, SignalOutcome } from '../../../core/model/engine';
import { signalDeed } from '../history/deeds';
import type { History } from '../history/history';
import { type SignalDependencies, signalVerified } from './signal';

/** Sends a signal as {@link signalVerified} does, of which the history has a note. */
export function signalNoted(
  dependencies: SignalDependencies,
  history: Pick<History, 'isNoting' | 'note' | 'programs'>,
  process: ProcessIdentity,
  signal: SignalName,
  inodes: readonly number[] | undefined,
  ancestor?: ProcessIdentity,
): SignalOutcome {
  // Once it was sent, it may be gone.
  const program = history.isNoting ? dependencies.processes.owner(process.pid) : undefined;
  const outcome = signalVerified(dependencies, process, signal, inodes, ancestor);
  if (program !== undefined) history.note(signalDeed(signal, history.programs.of(program), outcome));
  return outcome;
}
