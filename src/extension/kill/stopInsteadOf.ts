import { l10n } from 'vscode';
import { mayHaveFor } from '../../core/containers/portContainer';
import type { KillPlan } from '../../core/kill/plan';
import type { Engine } from '../../core/model/engine';
import type { PortQuestion } from '../../core/model/portFacts';
import { portKeptBy } from '../../core/ports/keptBy';
import { engineSettings } from '../containers/engineSettings';
import type { Instead } from './dialogs';

/** What the offer depends on. */
export interface StopInsteadDependencies {
  readonly engine: Pick<Engine, 'containers'>;
  /** Frees a port, which stops the container that has it after a question of its own. */
  readonly free: (question: PortQuestion) => Promise<unknown>;
}

/** To stop the container for which the processes of a plan have ports; nothing where that is not certain, or a signal is sent. */
export async function stopInsteadOf(
  { targets, snapshot, purpose }: KillPlan,
  { engine, free }: StopInsteadDependencies,
): Promise<Instead | undefined> {
  const processes = targets.map(({ process }) => process);
  if (purpose.kind === 'signal' || !processes.some(mayHaveFor)) return undefined;
  const { containers } = await engine.containers(engineSettings(), true);
  const question = portKeptBy(processes, { ...snapshot, containers });
  return question && { title: l10n.t('Stop Container…'), run: () => free(question) };
}
