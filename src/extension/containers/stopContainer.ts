import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { changeSince, hasEnded } from '../../core/containers/stopCheck';
import { stopQuestion } from '../../core/containers/stopQuestion';
import {
  changeText,
  containerText,
  noAnswerText,
  type Stopped,
  stoppedText,
  unaskedText,
} from '../../core/containers/stopTexts';
import type { Answer, EngineSettings, StopOutcome } from '../../core/model/container';
import type { PortQuestion } from '../../core/model/portFacts';
import type { Kept } from '../../core/ports/keptBy';
import { messageText, quotedName } from '../../core/text/clean';
import { shortContainer } from '../../core/units/shownUnit';
import { chosenIn } from '../kill/dialogs';
import type { SharedEngine } from '../sharedEngine';
import { typeCommandTitle } from '../ports/tellProof';
import { typeLine } from '../terminal/typeLine';

/**
 * What became of the offer to stop the container that has a port:
 * - `ended`: it has ended, or may have where `text` says why that is not sure; whether the port is free is to be proved.
 *   `done` says what was done, nothing where it had ended before
 * - `goesOn`: the user does not wait, and its engine goes on stopping it
 * - `nothing`: nothing was stopped, and the user was told why, in these words
 * - `declined`: the user does not want it
 * - `endInstead`: the user would rather end the process in it
 */
export type Stopping =
  | (Stopped & { readonly kind: 'ended'; readonly text?: string; readonly done?: string })
  | { readonly kind: 'nothing'; readonly text: string }
  | { readonly kind: 'goesOn' | 'declined' | 'endInstead' };

/** What stopping depends on. */
export interface StopDependencies {
  readonly question: PortQuestion;
  readonly engine: SharedEngine;
  readonly engines: EngineSettings;
  /** Looks anew which container has the port. */
  readonly look: () => Promise<Kept | undefined>;
}

/**
 * Offers to stop the container that has a port, instead of ending a process. Only what the question named is stopped: its
 * id, its start and its port are compared again when the user has agreed.
 */
export async function stopInstead(kept: Kept, dependencies: StopDependencies): Promise<Stopping> {
  const { engine, engines, question, look } = dependencies;
  const { container } = kept;
  if (container.engine === undefined) return offerLine(kept, question);
  const asked = await engine.containerNow(container, engines);
  if (hasEnded(asked)) return { kind: 'ended', container };
  if (asked.outcome !== 'ok') return failed(kept, asked);
  if (!asked.value.isHere) return told(changeText(kept, 'elsewhere', l10n));
  const { details } = asked.value;
  const answer = await ask(kept, stopQuestion(question, kept, details, l10n));
  if (answer !== 'stop') return { kind: answer };
  const again = { kept: await look(), now: await engine.containerNow(container, engines) };
  const change = changeSince({ kept, now: asked.value }, again, question);
  if (change !== undefined) return told(changeText(kept, change, l10n));
  const stopped = await stop(kept, dependencies);
  if (stopped === 'goesOn') {
    const name = containerText(container);
    const text = l10n.t('Container {0} goes on being stopped by its engine. Look again in a while.', name);
    void vscode.window.showInformationMessage(messageText(text));
    return { kind: 'goesOn' };
  }
  const { restartPolicy, autoRemove } = details;
  const by = { container, autoRemove, ...(restartPolicy !== undefined && { restartPolicy }) };
  const ended = { kind: 'ended', ...by } as const;
  // A message shows one line, and the question had all of it.
  const short = container.name === undefined ? shortContainer(container) : quotedName(container.name);
  if (stopped.outcome === 'ok') return { ...ended, done: stoppedText(by, l10n, short) };
  // It may have been done all the same: the proof tells.
  const isUnsure = stopped.outcome === 'gone' || stopped.outcome === 'rubbish';
  return isUnsure ? { ...ended, text: noAnswerText(container, stopped, l10n) } : failed(kept, stopped);
}

/** What a process listens on in a container is its own: to end it is the second choice. */
async function ask(
  { by }: Kept,
  question: ReturnType<typeof stopQuestion>,
): Promise<'stop' | 'declined' | 'endInstead'> {
  const endInstead = l10n.t('End the Process…');
  const chosen = await chosenIn(question, ...(by === 'itself' ? [endInstead] : []));
  if (chosen === question.yes) return 'stop';
  return chosen === endInstead ? 'endInstead' : 'declined';
}

/** Waits for as long as the container is given to end; the wait can be cancelled, the stop cannot. */
async function stop(
  { container }: Kept,
  { engine, engines }: StopDependencies,
): Promise<Answer<StopOutcome> | 'goesOn'> {
  // Whoever waits no longer must not take the engine away from it.
  engine.retain();
  const stopping = engine.stopContainer(container, engines).finally(() => engine.release());
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: messageText(l10n.t('Stopping container {0}', containerText(container))),
      cancellable: true,
    },
    async (_progress, token) => {
      const cancelled = new Promise<'goesOn'>((resolve) => {
        token.onCancellationRequested(() => resolve('goesOn'));
      });
      return Promise.race([stopping, cancelled]);
    },
  );
}

/** Where the engine may not be asked, the line that stops it is typed, and left to the user. */
async function offerLine(kept: Kept, { port }: PortQuestion): Promise<Stopping> {
  const { container, by } = kept;
  const why = unaskedText(container, l10n);
  const text = l10n.t('Port {0} is that of container {1}. {2}', port, containerText(container), why);
  const endInstead = l10n.t('End the Process…');
  const chosen = await offer(text, kept, ...(by === 'itself' ? [endInstead] : []));
  return chosen === endInstead ? { kind: 'endInstead' } : { kind: 'nothing', text };
}

/** Nobody waits for what the user does about it. */
function failed(kept: Kept, answer: Exclude<Answer<unknown>, { outcome: 'ok' }>): Stopping {
  const why = noAnswerText(kept.container, answer, l10n);
  const text = l10n.t('Container {0} was not stopped. {1}', containerText(kept.container), why);
  void offer(text, kept);
  return { kind: 'nothing', text };
}

function told(text: string): Stopping {
  void vscode.window.showWarningMessage(messageText(text));
  return { kind: 'nothing', text };
}

/** Tells it, with the line to type as the first action. */
async function offer(text: string, { line }: Kept, ...others: string[]): Promise<string | undefined> {
  const type = typeCommandTitle();
  const actions = [...(line === undefined ? [] : [type]), ...others];
  const chosen = await vscode.window.showWarningMessage(messageText(text), ...actions);
  if (chosen === type && line !== undefined) typeLine(line);
  return chosen;
}
