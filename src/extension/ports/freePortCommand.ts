import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { editorProcesses } from '../../core/kill/editorProcesses';
import { publishingText, type Stopped } from '../../core/containers/stopTexts';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { PortQuestion } from '../../core/model/portFacts';
import { explain, type Explanation } from '../../core/ports/explainPort';
import { type EndPlanned, freePort, planToFree } from '../../core/ports/freePort';
import type { ForNobody, Kept } from '../../core/ports/keptBy';
import type { PortManager } from '../../core/ports/portManager';
import { messageText } from '../../core/text/clean';
import { engineSettings } from '../containers/engineSettings';
import { type Stopping, stopInstead } from '../containers/stopContainer';
import { personProcess } from '../describe';
import { likelyInFull } from '../likely/ownersText';
import { answerOf } from '../kill/killAnswers';
import { tell } from '../kill/dialogs';
import { type SharedEngine, using } from '../sharedEngine';
import { typeLine } from '../terminal/typeLine';
import { forNobodyTexts, keptText } from './managerTexts';
import { type ProofDependencies, tellProof, typeCommandTitle } from './tellProof';

/**
 * What became of the wish to have a port free.
 * - `free`: a server can take it now, on every address
 * - `waiting`: nobody has it, and TIME_WAIT remains: those who set SO_REUSEADDR can take it
 * - `busy`: somebody has it still
 * - `managed`: it is kept for others (a container, a service), and nothing was done
 * - `declined`: the user did not agree
 */
export type Freed = 'free' | 'waiting' | 'busy' | 'managed' | 'declined';

/** How a port is freed. */
export interface FreeHow extends Pick<ProofDependencies, 'stops'> {
  /**
   * What is told: `failure` leaves out that the port can be had now, for who goes on and takes it at once. A server that listens
   * by then makes every word on TIME_WAIT untrue.
   */
  readonly tells?: 'everything' | 'failure';
}

/** What the command depends on. */
export interface FreePortDependencies extends ProofDependencies, FreeHow {
  readonly engine: SharedEngine;
  /** The extension host's. */
  readonly ownPid: number;
  /** Ends processes after the question; nothing where the user does not agree. */
  readonly end: EndPlanned;
  /** Shows a row of Listening Ports. */
  show(portId: string): Promise<unknown>;
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
    const engines = engineSettings();
    let stopping: Stopping = { kind: 'declined' };
    const stopContainer = async (kept: Kept): Promise<boolean> => {
      const look = async (): Promise<Kept | undefined> =>
        (await planToFree(question, engine, isOwn, engines)).kept;
      stopping = await stopInstead(kept, { question, engine, engines, look });
      return stopping.kind !== 'endInstead';
    };
    const dependenciesOfFreeing = { engine, isOwn, end, warnsOf: WARNS_OF, engines, stopContainer };
    const freed = await freePort(question, dependenciesOfFreeing);
    if (freed.kind === 'stopping') return freedByStop(question, stopping, dependencies);
    const { manager, obstacle, forNobody } = freed.plan;
    if (freed.kind === 'declined') return 'declined';
    if (manager !== undefined) {
      await (forNobody ? offerToEnd(question, forNobody) : offerToStop(question, manager));
      return 'managed';
    }
    if (freed.kind === 'done') {
      const answer = answerOf(freed.report);
      if (!answer.isGood) await tell(answer, (id) => dependencies.show(id));
    }
    const reasonIn = (explanation: Explanation): string =>
      obstacle?.kind === 'unknownOwner' ? unknownText(obstacle.likelyOwner, explanation) : '';
    return prove(question, reasonIn, dependencies);
  });
}

/** The port of a container that was stopped is free where a bind succeeds, and no engine publishes it. */
async function freedByStop(
  question: PortQuestion,
  stopping: Stopping,
  dependencies: FreePortDependencies,
): Promise<Freed> {
  if (stopping.kind === 'goesOn') return 'busy';
  if (stopping.kind !== 'ended') return stopping.kind === 'declined' ? 'declined' : 'managed';
  return prove(question, () => stopping.text ?? '', dependencies, stopping);
}

/** Tells whether the port can be had now. */
async function prove(
  question: PortQuestion,
  reasonIn: (explanation: Explanation) => string,
  dependencies: FreePortDependencies,
  stopped?: Stopped & { readonly done?: string },
): Promise<Freed> {
  const { engine } = dependencies;
  const explanation = await explain(question, engine);
  const freed = freedBy(explanation);
  // Whoever listens still is to be told of alone.
  const isAsked = stopped !== undefined || freed !== 'busy';
  const after = isAsked
    ? publishingText(question, await engine.containers(engineSettings(), true), l10n, stopped)
    : undefined;
  const texts = { before: reasonIn(explanation), done: stopped?.done ?? '', after: after ?? '' };
  const isQuiet = dependencies.tells === 'failure' && freed !== 'busy' && after === undefined;
  if (!isQuiet) await tellProof(question, explanation, texts, dependencies);
  return after === undefined ? freed : 'busy';
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

/** A process that keeps a port for others is not ended: the line that helps is typed, and left to the user. */
function offerToStop({ port }: PortQuestion, { kind, owner, command }: PortManager): Promise<void> {
  const name = personProcess(owner, port);
  return offerLine(l10n.t('Port {0} is held by {1}. {2}', port, name, keptText(kind)), command);
}

/** Nothing relies on what was left behind; whether it was, the user decides. */
function offerToEnd({ port }: PortQuestion, forNobody: ForNobody): Promise<void> {
  const { text, line } = forNobodyTexts(forNobody);
  return offerLine(
    l10n.t('Port {0} is held by {1}. {2}', port, personProcess(forNobody.owner, port), text),
    line,
  );
}

async function offerLine(text: string, line: string | undefined): Promise<void> {
  const type = typeCommandTitle();
  const actions = line === undefined ? [] : [type];
  const chosen = await vscode.window.showWarningMessage(messageText(text), ...actions);
  if (chosen === type && line !== undefined) typeLine(line);
}
