import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { closeLine } from '../../core/connections/closeLine';
import { type CloseDialogs, closePlanned } from '../../core/connections/execute';
import { type ChosenConnection, MOST_CLOSED, planToClose } from '../../core/connections/plan';
import { editorProcesses } from '../../core/kill/editorProcesses';
import { messageText } from '../../core/text/clean';
import { isProgramOnPath } from '../../node/programOnPath';
import { sshConnection } from '../../node/self';
import { agrees } from '../kill/dialogs';
import type { KillerDependencies } from '../kill/killer';
import { using } from '../sharedEngine';
import { typeLine } from '../terminal/typeLine';
import { type CloseAnswer, closeAnswer } from './closeAnswers';
import { carriedQuestion, closeQuestion } from './closeQuestions';

/**
 * Closes connections after a question; nothing comes of it where the user does not agree, or was told at once.
 * @param port the port that they keep, where they are closed for its sake
 */
export type CloseConnections = (
  chosen: readonly ChosenConnection[],
  port?: number,
) => Promise<CloseAnswer | undefined>;

/** What closing depends on. */
export type ClosingDependencies = Pick<KillerDependencies, 'engine' | 'log' | 'ownPid'> & {
  readonly monitor: Pick<KillerDependencies['monitor'], 'refresh'>;
  /** What the window came through; see `carriedOver`. */
  readonly sshConnection?: string | undefined;
};

/** How connections are closed for everything that offers it. */
export function makeCloseConnections(dependencies: ClosingDependencies): CloseConnections {
  const { engine, monitor, log, ownPid } = dependencies;
  return async (chosen, port) => {
    if (chosen.length > MOST_CLOSED) {
      const told = l10n.t(
        'Select at most {0} connections: more cannot be read before you agree.',
        MOST_CLOSED,
      );
      void vscode.window.showInformationMessage(told);
      return undefined;
    }
    try {
      return await using(engine, async () => {
        const by = {
          isOwn: await editorProcesses(engine, ownPid),
          sshConnection: dependencies.sshConnection ?? sshConnection(),
        };
        const plan = await planToClose(chosen, engine, by);
        const report = await closePlanned(plan, engine, modals(port));
        for (const { outcome } of report?.results ?? []) log.info(`close a connection: ${outcome.kind}`);
        await monitor.refresh();
        return report && closeAnswer(report);
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error(`close: ${message}`);
      void vscode.window.showErrorMessage(
        messageText(l10n.t('Nothing more was closed, since this failed: {0}', message)),
      );
      return undefined;
    }
  };
}

function modals(port: number | undefined): CloseDialogs {
  return {
    confirm: (plan) => agrees(closeQuestion(plan, port)),
    confirmCarried: (carried) => agrees(carriedQuestion(carried)),
  };
}

/**
 * Tells what came of it. What needs more rights is offered as a line in a terminal, typed and not run; where the machine has
 * no ss, that is said.
 */
export async function tellClosed(
  { text, isGood, denied }: CloseAnswer,
  hasProgram: (name: string) => boolean = isProgramOnPath,
): Promise<void> {
  const line = hasProgram('ss') ? closeLine(denied) : undefined;
  const type = l10n.t('Type sudo Command in Terminal');
  const say = isGood ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const told = denied.length === 0 ? text : `${text} ${sudoText(line !== undefined)}`;
  const chosen = await say(messageText(told), ...(line === undefined ? [] : [type]));
  // A new terminal: what runs in another would get it.
  if (chosen === type && line !== undefined) typeLine(line, { name: 'Netstat' });
}

function sudoText(hasLine: boolean): string {
  return hasLine
    ? l10n.t(
        'With sudo, ss can: it goes by the ends alone, so whatever has these four by then is closed. It is typed for you to look at, and not run.',
      )
    : l10n.t(
        'With sudo, the program ss could, and there is none on the PATH: install the package iproute2, or have root close it.',
      );
}
