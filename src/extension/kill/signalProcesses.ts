import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import type { EndPlanned } from '../../core/ports/freePort';
import { killGracePeriod } from '../settings';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import type { PortQuestion } from '../../core/model/portFacts';
import { type StopInsteadDependencies, stopInsteadOf } from './stopInsteadOf';
import { answerOf } from './killAnswers';
import { modalDialogs, tell } from './dialogs';
import { carryOut, type KillerDependencies, killTargets } from './killer';
import type { Purpose } from '../../core/kill/plan';
import type { KillTarget } from '../../core/kill/targets';

/** Ends or signals processes, with questions and answers; settles when all is said. */
export type SignalProcesses = (targets: readonly KillTarget[], purpose: Purpose) => Promise<void>;

/** The same for the owners of ports, to end them. */
export type Kill = (ports: readonly ListeningPort[]) => Promise<void>;

/** How processes are signalled for everything that offers it. */
export function makeSignalProcesses(
  view: ListeningPortsView,
  dependencies: KillerDependencies & Pick<StopInsteadDependencies, 'free'>,
): SignalProcesses {
  return async (targets, purpose) => {
    try {
      let instead: Promise<unknown> | undefined;
      const free = (question: PortQuestion): Promise<unknown> => (instead = dependencies.free(question));
      const { engine } = dependencies;
      const dialogs = modalDialogs(killGracePeriod(), (plan) => stopInsteadOf(plan, { engine, free }));
      const report = await killTargets(targets, purpose, dependencies, dialogs);
      if (report !== undefined) await tell(answerOf(report), (id) => view.show(id));
      await instead;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      dependencies.log.error(`kill: ${message}`);
      void vscode.window.showErrorMessage(l10n.t('Nothing more was done, since this failed: {0}', message));
    }
  };
}

/** How processes are ended that an agent wants to have ended; it hears what came of it, as the user does. */
export function makeEndPlanned(view: ListeningPortsView, dependencies: KillerDependencies): EndPlanned {
  return async (plan) => {
    const report = await carryOut(plan, dependencies, modalDialogs(killGracePeriod()));
    // The agent goes on while the message is there.
    if (report !== undefined) void tell(answerOf(report), (id) => view.show(id));
    return report;
  };
}
