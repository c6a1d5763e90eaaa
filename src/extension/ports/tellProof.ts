import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import { connectionsKeeping } from '../../core/connections/keepingPort';
import type { Engine } from '../../core/model/engine';
import { explain, type Explanation, likelyOwnersIn } from '../../core/ports/explainPort';
import { messageText } from '../../core/text/clean';
import { proveLine } from '../../core/units/typedLines';
import { type CloseConnections, tellClosed } from '../connections/closeConnections';
import { typeLine } from '../terminal/typeLine';
import type { Stops } from '../units/stopOffer';
import { verdictText } from './portReport';

/** What its actions depend on. */
export interface ProofDependencies {
  /** Shows why the port is busy. */
  explain(question: PortQuestion): Promise<void>;
  /** What to type against those who probably have the port: for the command alone, nothing else goes by what is likely. */
  readonly stops?: Stops;
  /** Closes connections after a question. */
  readonly closeConnections?: CloseConnections;
  /** Looks at a port anew, once something was done about it. */
  readonly engine: Pick<Engine, 'portFacts' | 'origins'>;
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
    ...closeOffers(question, explanation, dependencies),
    { title: l10n.t('Why?'), run: () => dependencies.explain(question) },
  ];
  const tellAndDo = async (): Promise<void> => {
    const chosen = await say(messageText(text), ...actions.map(({ title }) => title));
    await actions.find(({ title }) => title === chosen)?.run();
  };
  void tellAndDo();
}

/** Something that can be done about a port: a button, and what it does. */
export interface Offer {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** To close the connections that keep a port, where they alone do, and to tell whether it can be had then. */
export function closeOffers(
  question: PortQuestion,
  explanation: Explanation,
  dependencies: ProofDependencies,
): Offer[] {
  const { closeConnections, engine } = dependencies;
  const connections = connectionsKeeping(explanation);
  if (closeConnections === undefined || connections.length === 0) return [];
  const run = async (): Promise<void> => {
    const answer = await closeConnections(
      connections.map((socket) => ({ socket })),
      question.port,
    );
    if (answer === undefined) return;
    // Nobody waits for what the user does about it.
    if (!answer.isGood) void tellClosed(answer);
    if (answer.isDone) {
      const before = answer.isGood ? answer.text : '';
      await tellProof(question, await explain(question, engine), { before }, dependencies);
    }
  };
  const isOne = connections.length === 1;
  return [{ title: isOne ? l10n.t('Close Connection…') : l10n.t('Close Connections…'), run }];
}

/** The button that has a line typed. */
export function typeCommandTitle(): string {
  return l10n.t('Type Command in Terminal');
}
