import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { editorProcesses } from '../../core/kill/editorProcesses';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { PortQuestion } from '../../core/model/portFacts';
import { explain, type Explanation, likelyOwnersIn } from '../../core/ports/explainPort';
import { type EndPlanned, freePort } from '../../core/ports/freePort';
import type { PortManager } from '../../core/ports/portManager';
import { messageText } from '../../core/text/clean';
import { proveLine } from '../../core/units/typedLines';
import { processName } from '../describe';
import { likelyInFull } from '../likely/ownersText';
import { answerOf } from '../kill/killAnswers';
import { tell } from '../kill/dialogs';
import { type SharedEngine, using } from '../sharedEngine';
import { typeLine } from '../terminal/typeLine';
import type { Stops } from '../units/stopOffer';
import { keptText } from './managerTexts';
import { verdictText } from './portReport';

/**
 * What became of the wish to have a port free.
 * - `free`: a server can take it now, on every address
 * - `waiting`: nobody has it, and TIME_WAIT remains: those who set SO_REUSEADDR can take it
 * - `busy`: somebody has it still
 * - `managed`: it is kept for others (a container, a service), and nothing was done
 * - `declined`: the user did not agree
 */
export type Freed = 'free' | 'waiting' | 'busy' | 'managed' | 'declined';

/** What the command depends on. */
export interface FreePortDependencies {
  readonly engine: SharedEngine;
  /** The extension host's. */
  readonly ownPid: number;
  /** Ends processes after the question; nothing where the user does not agree. */
  readonly end: EndPlanned;
  /** Shows a row of Listening Ports. */
  show(portId: string): Promise<unknown>;
  /** Shows why the port is busy. */
  explain(question: PortQuestion): Promise<void>;
  /** What to type against those who probably have the port: for the command alone, nothing else goes by what is likely. */
  readonly stops?: Stops;
}

/** The question warns of these, and the user may know better. */
const WARNS_OF = ['guard', 'own', 'otherPidNamespace'] as const;

/** Has the owner of a port end after a question, and proves that the port can be taken; or tells who must wait. */
export async function freeWithProof(
  question: PortQuestion,
  dependencies: FreePortDependencies,
): Promise<Freed> {
  const { engine, ownPid, end } = dependencies;
  return using(engine, async () => {
    const isOwn = await editorProcesses(engine, ownPid);
    const freed = await freePort(question, { engine, isOwn, end, warnsOf: WARNS_OF });
    const { manager, obstacle } = freed.plan;
    if (freed.kind === 'declined') return 'declined';
    if (manager !== undefined) {
      await offerToStop(question, manager);
      return 'managed';
    }
    if (freed.kind === 'done') {
      const answer = answerOf(freed.report);
      if (!answer.isGood) await tell(answer, (id) => dependencies.show(id));
    }
    const explanation = await explain(question, engine);
    const reason = obstacle?.kind === 'unknownOwner' ? unknownText(obstacle.likelyOwner, explanation) : '';
    await tellProof(question, explanation, reason, dependencies);
    return freedBy(explanation);
  });
}

/** Nothing is ended by what is only likely. */
function unknownText(likelyOwner: LikelyOwner | undefined, { facts }: Explanation): string {
  return likelyOwner === undefined
    ? l10n.t('Who listens is not known: nothing was ended.')
    : l10n.t(
        'Who listens is not proven, likely {0}: nothing was ended.',
        likelyInFull(likelyOwner, facts.snapshot),
      );
}

function freedBy({ verdict }: Explanation): Freed {
  if (verdict === 'free') return 'free';
  return verdict === 'freeToReuse' ? 'waiting' : 'busy';
}

async function tellProof(
  question: PortQuestion,
  explanation: Explanation,
  reason: string,
  dependencies: FreePortDependencies,
): Promise<void> {
  const likely = likelyOwnersIn(explanation);
  const offers = likely.length > 0 ? dependencies.stops?.(likely) : undefined;
  const told = offers?.flatMap(({ text, line = '' }) => [text, line]) ?? [];
  const text = [l10n.t('Port {0}:', question.port), reason, verdictText(explanation), ...told]
    .filter(Boolean)
    .join(' ');
  if (explanation.verdict === 'free') {
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
    ...(line === undefined ? [] : [{ title: typeCommand(), run: () => typeLine(line) }]),
    { title: l10n.t('Why?'), run: () => dependencies.explain(question) },
  ];
  const tellAndDo = async (): Promise<void> => {
    const chosen = await say(messageText(text), ...actions.map(({ title }) => title));
    await actions.find(({ title }) => title === chosen)?.run();
  };
  void tellAndDo();
}

function typeCommand(): string {
  return l10n.t('Type Command in Terminal');
}

/** A process that keeps a port for others is not ended: the line that helps is typed, and left to the user. */
async function offerToStop({ port }: PortQuestion, { kind, owner, command }: PortManager): Promise<void> {
  const text = l10n.t('Port {0} is held by {1}. {2}', port, processName(owner), keptText(kind));
  const type = typeCommand();
  const actions = command === undefined ? [] : [type];
  const chosen = await vscode.window.showWarningMessage(messageText(text), ...actions);
  if (chosen === type && command !== undefined) typeLine(command);
}
