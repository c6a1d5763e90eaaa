import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SignalName } from '../../core/model/engine';
import { messageText } from '../../core/text/clean';
import { isProgramOnPath } from '../../node/programOnPath';
import { typeLine } from '../terminal/typeLine';
import type { Answer } from './killAnswers';
import type { KillDialogs } from '../../core/kill/execute';
import type { KillPlan } from '../../core/kill/plan';
import { forceQuestion, killQuestion, namesOf, type Question } from './questions';

/** What a question offers before it offers to end anybody. */
export interface Instead {
  readonly title: string;
  /** Is done when the question is gone, and nobody is ended. */
  run(): unknown;
}

/**
 * The questions as VS Code's modals, the waiting as a notification with Cancel.
 * @param insteadOf what is better than a plan, where something is
 */
export function modalDialogs(
  gracePeriod: number,
  insteadOf: (plan: KillPlan) => Promise<Instead | undefined> = async () => undefined,
): KillDialogs {
  return {
    confirm: async (plan) => {
      const question = killQuestion(plan);
      const instead = await insteadOf(plan);
      const chosen = await put(question, [...(instead ? [instead.title] : []), question.yes]);
      if (instead !== undefined && chosen === instead.title) instead.run();
      return chosen === question.yes;
    },
    confirmForce: (survivors) => agrees(forceQuestion(survivors, gracePeriod)),
    whileWaiting: async (targets, work) =>
      vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: messageText(l10n.t('Waiting for {0} to end', namesOf(targets))),
          cancellable: true,
        },
        (_progress, token) =>
          work({
            get isRequested() {
              return token.isCancellationRequested;
            },
          }),
      ),
  };
}

/**
 * Tells what came of it. Whatever needs more rights is offered as a line in a terminal, typed and not run, where the machine has
 * what runs it: containers mostly lack sudo.
 */
export async function tell(
  answer: Answer,
  show: (portId: string) => Promise<unknown>,
  hasProgram: (name: string) => boolean = isProgramOnPath,
): Promise<void> {
  const { text, isGood, signal, deniedPids, holder } = answer;
  const canSudo = deniedPids.length > 0 && hasProgram('sudo');
  const sudo = canSudo ? [l10n.t('Type sudo Command in Terminal')] : [];
  const showHolder = holder === undefined ? [] : [l10n.t('Show New Owner')];
  const say = isGood ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const choice = await say(messageText(text), ...sudo, ...showHolder);
  if (choice === undefined) return;
  // A new terminal: what runs in another would get it.
  if (choice === sudo[0]) typeLine(sudoLine(signal, deniedPids), { name: 'Netstat' });
  else if (holder !== undefined) await show(holder);
}

/** Puts a question that has one answer beside leaving all as it is: whether that was chosen. */
export async function agrees(question: Question): Promise<boolean> {
  return (await chosenIn(question)) === question.yes;
}

/** Puts a question; the button that was chosen, nothing where the user cancelled it. */
export function chosenIn(question: Question, ...others: readonly string[]): Promise<string | undefined> {
  return put(question, [question.yes, ...others]);
}

/**
 * The first button of a modal is the one that Enter presses, and VS Code puts its own Cancel last, wherever an extension asks
 * for it (`isCloseAffordance` names the button that Escape presses, and moves that one to the end). So that whoever is
 * typing agrees to nothing by accident, what leaves everything as it is comes first; Cancel and Escape do the same.
 */
async function put(
  { message, detail }: Pick<Question, 'message' | 'detail'>,
  actions: readonly string[],
): Promise<string | undefined> {
  const no = l10n.t('Leave as It Is');
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, no, ...actions);
  return chosen === no ? undefined : chosen;
}

/** The line with which a user who may do so sends what was denied: kill(1) as POSIX has it. */
function sudoLine(signal: SignalName, pids: readonly number[]): string {
  const option = signal === 'SIGTERM' ? '' : `-s ${signal.slice('SIG'.length)} `;
  return `sudo kill ${option}${pids.join(' ')}`;
}
