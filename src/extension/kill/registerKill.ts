import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import type { EndPlanned } from '../../core/ports/freePort';
import { killCommands } from './kill.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import { killGracePeriod } from '../settings';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import { isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';
import { answerOf } from './killAnswers';
import { modalDialogs, tell } from './dialogs';
import { carryOut, type KillerDependencies, killTargets } from './killer';
import { pickSignal } from './pickSignal';
import type { Purpose } from '../../core/kill/plan';
import { portTargets } from '../../core/ports/portTargets';
import { groupTargets, socketTargets } from './socketTargets';
import { type KillSource, targetsFor } from './killSources';
import type { KillTarget } from '../../core/kill/targets';

/** Ends or signals processes, with questions and answers; settles when all is said. */
export type SignalProcesses = (targets: readonly KillTarget[], purpose: Purpose) => Promise<void>;

/** The same for the owners of ports, to end them. */
export type Kill = (ports: readonly ListeningPort[]) => Promise<void>;

/** How processes are signalled for everything that offers it. */
export function makeSignalProcesses(
  view: ListeningPortsView,
  dependencies: KillerDependencies,
): SignalProcesses {
  return async (targets, purpose) => {
    try {
      const report = await killTargets(targets, purpose, dependencies, modalDialogs(killGracePeriod()));
      if (report !== undefined) await tell(answerOf(report), (id) => view.show(id));
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

/** Registers the commands that end or signal the owners of rows, whatever the view. */
export function registerKill(views: readonly KillSource[], signalProcesses: SignalProcesses): Disposable {
  const disposables = new DisposableStore();
  const register = (command: string, run: (targets: readonly KillTarget[]) => Promise<void>): void => {
    disposables.add(
      registerRowCommand(command, async (...args: readonly unknown[]) => {
        const targets = targetsFor(views, args, targetsOf);
        if (targets === undefined) {
          void vscode.window.showInformationMessage(l10n.t('Select a row with a process first.'));
        } else if (targets.length === 0) {
          void vscode.window.showInformationMessage(
            l10n.t('There is nothing to kill: the owner is not known.'),
          );
        } else await run(targets);
      }),
    );
  };
  register(killCommands.killProcess.id, (targets) => signalProcesses(targets, { kind: 'kill' }));
  register(killCommands.killWithChildren.id, (targets) =>
    signalProcesses(targets, { kind: 'killWithChildren' }),
  );
  register(killCommands.sendSignal.id, async (targets) => {
    const signal = await pickSignal(targets);
    if (signal !== undefined) await signalProcesses(targets, { kind: 'signal', signal });
  });
  return disposables;
}

/** What a row stands for, nothing known where its owner is not; undefined where it is none, or has closed meanwhile. */
function targetsOf(node: unknown): readonly KillTarget[] | undefined {
  if ((Object(node) as Partial<RowNode>).mark === 'closed') return undefined;
  if (isPortNode(node)) return node.row.port.leader === undefined ? [] : portTargets(node.row.port);
  if (isSocketNode(node)) return socketTargets(node);
  return isGroupNode(node) ? groupTargets(node) : undefined;
}
