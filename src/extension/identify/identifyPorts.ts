import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { planAll, planOne, type ToIdentify } from '../../core/identify/plan';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { messageText } from '../../core/text/clean';
import { agrees } from '../kill/dialogs';
import type { Log } from '../log';
import { type SharedEngine, using } from '../sharedEngine';
import { allAnswers, type Identified, leftOutAnswer, oneAnswer } from './identifyAnswers';
import { allQuestion, chosenQuestion } from './identifyQuestions';
import type { Identities } from './identities';

/** Listeners that are asked at a time; the engine asks no more, either. */
const AT_A_TIME = 8;

/** What identifying depends on. */
export interface IdentifyDependencies {
  readonly engine: SharedEngine;
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly identities: Pick<Identities, 'keep'>;
}

/** Asks what answers at ports that somebody chose himself; what may do more than that is asked about first. */
export async function identifyChosen(
  ports: readonly ListeningPort[],
  dependencies: IdentifyDependencies,
): Promise<void> {
  const planned = ports.map(planOne);
  const [left] = planned.filter((each) => 'why' in each);
  if (left !== undefined) tell(leftOutAnswer(left));
  const chosen = planned.filter((each) => 'listener' in each);
  const question = chosenQuestion(chosen);
  if (chosen.length === 0 || (question !== undefined && !(await agrees(question)))) return;
  await identify(chosen, dependencies);
}

/** Asks all that may be asked, after a question that says what is sent and who is left out. */
export async function identifyAll(
  ports: readonly ListeningPort[],
  dependencies: IdentifyDependencies,
): Promise<void> {
  const plan = planAll(ports);
  if (plan.toAsk.length === 0) {
    tell(
      l10n.t(
        'There is no port that Identify All asks. One that it leaves out can be chosen: Identify, in the menu of its row.',
      ),
    );
    return;
  }
  if (await agrees(allQuestion(plan))) await identify(plan.toAsk, dependencies);
}

async function identify(all: readonly ToIdentify[], dependencies: IdentifyDependencies): Promise<void> {
  const [only, ...others] = all;
  const title =
    only !== undefined && others.length === 0
      ? l10n.t('Asking what answers on port {0}', only.listener.port)
      : l10n.t('Asking what answers on {0} ports', all.length);
  try {
    const answers = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => askAll(all, dependencies, progress, token),
    );
    const [answer, ...more] = answers;
    if (answer !== undefined) tell(more.length === 0 ? oneAnswer(answer) : allAnswers(answers));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    dependencies.log.error(`identify: ${message}`);
    void vscode.window.showErrorMessage(
      messageText(l10n.t('Nobody more was asked, since this failed: {0}', message)),
    );
  }
}

/** Some at a time, so that rows fill as answers come; what is under way is stopped where the user cancels. */
async function askAll(
  all: readonly ToIdentify[],
  { engine, log, identities }: IdentifyDependencies,
  progress: vscode.Progress<{ readonly increment: number }>,
  token: vscode.CancellationToken,
): Promise<Identified[]> {
  const answers: Identified[] = all.map((asked) => ({ asked, outcome: { kind: 'cancelled' } }));
  const waiting = all.entries();
  const work = async (): Promise<void> => {
    for (const [at, asked] of waiting) {
      if (token.isCancellationRequested) return;
      const run = nextRun();
      const stop = token.onCancellationRequested(
        () => void engine.stopIdentifying(run).catch(() => undefined),
      );
      try {
        const [outcome = { kind: 'cancelled' }] = await engine.identify(run, [asked.listener]);
        answers[at] = { asked, outcome };
        // No word of what answered: that is somebody else's.
        log.info(`identify port ${asked.listener.port}: ${outcome.kind}`);
        if (outcome.kind === 'identified') identities.keep(asked.port, outcome.identity);
      } finally {
        stop.dispose();
        progress.report({ increment: 100 / all.length });
      }
    }
  };
  await using(engine, () => Promise.all(Array.from({ length: Math.min(AT_A_TIME, all.length) }, work)));
  return answers;
}

let runs = 0;

function nextRun(): number {
  return ++runs;
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(messageText(text));
}
