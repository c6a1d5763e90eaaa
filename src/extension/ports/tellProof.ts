import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import { type Explanation, likelyOwnersIn } from '../../core/ports/explainPort';
import { messageText } from '../../core/text/clean';
import { proveLine } from '../../core/units/typedLines';
import { typeLine } from '../terminal/typeLine';
import type { Stops } from '../units/stopOffer';
import { verdictText } from './portReport';

/** What its actions depend on. */
export interface ProofDependencies {
  /** Shows why the port is busy. */
  explain(question: PortQuestion): Promise<void>;
  /** What to type against those who probably have the port: for the command alone, nothing else goes by what is likely. */
  readonly stops?: Stops;
}

/** What is said beside the proof. */
interface ProofTexts {
  /** Before it. */
  readonly before: string;
  /** Behind it: what was done for it. */
  readonly done?: string;
  /** Behind it: why the port is not to be had though a bind succeeds. */
  readonly after?: string;
}

/** Tells whether the port can be taken now, and what to do where it cannot. */
export async function tellProof(
  question: PortQuestion,
  explanation: Explanation,
  { before, done = '', after = '' }: ProofTexts,
  dependencies: ProofDependencies,
): Promise<void> {
  const likely = likelyOwnersIn(explanation);
  const offers = likely.length > 0 ? dependencies.stops?.(likely) : undefined;
  const told = offers?.flatMap(({ text: words, line: typed = '' }) => [words, typed]) ?? [];
  // What was done says more than that it is free on every address.
  const isDone = explanation.verdict === 'free' && done !== '';
  const verdict = isDone ? l10n.t('It is free.') : verdictText(explanation);
  const text = [l10n.t('Port {0}:', question.port), before, verdict, done, after, ...told]
    .filter(Boolean)
    .join(' ');
  if (explanation.verdict === 'free' && after === '') {
    void vscode.window.showInformationMessage(messageText(text));
    return;
  }
  const say =
    explanation.verdict === 'freeToReuse'
      ? vscode.window.showInformationMessage
      : vscode.window.showWarningMessage;
  const line = offers?.find((offer) => offer.line !== undefined)?.line;
  const actions = [
    ...(offers ? [{ title: l10n.t('Prove It'), run: () => typeLine(proveLine(question.port)) }] : []),
    ...(line === undefined ? [] : [{ title: typeCommandTitle(), run: () => typeLine(line) }]),
    { title: l10n.t('Why?'), run: () => dependencies.explain(question) },
  ];
  const tellAndDo = async (): Promise<void> => {
    const chosen = await say(messageText(text), ...actions.map(({ title }) => title));
    await actions.find(({ title }) => title === chosen)?.run();
  };
  void tellAndDo();
}

/** The button that has a line typed. */
export function typeCommandTitle(): string {
  return l10n.t('Type Command in Terminal');
}
