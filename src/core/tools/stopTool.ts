import { changeSince, hasEnded } from '../containers/stopCheck';
import { type StopQuestion, stopQuestion } from '../containers/stopQuestion';
import {
  changeText,
  containerText,
  noAnswerText,
  publishingText,
  type Stopped,
  stoppedText,
  unaskedText,
} from '../containers/stopTexts';
import type { Answer, ContainerNow, Containers, EngineSettings, StopOutcome } from '../model/container';
import type { Engine } from '../model/engine';
import type { PortQuestion } from '../model/portFacts';
import type { Kept } from '../ports/keptBy';
import { ENGLISH } from '../text/localizer';

/** A container that the user is asked about: nothing else is stopped by the answer. */
export interface AskedStop {
  readonly question: PortQuestion;
  readonly kept: Kept;
  /** What its engine said of it when the user was asked. */
  readonly now: ContainerNow;
}

/** Whom a stop is asked of. */
export interface StopEngine {
  readonly engine: Pick<Engine, 'containers' | 'containerNow' | 'stopContainer'>;
  readonly engines: EngineSettings;
}

/** What is to be asked of the user before a container is stopped; or why nobody is asked, in words for a model. */
export async function offerStop(
  question: PortQuestion,
  kept: Kept,
  { engine, engines }: StopEngine,
): Promise<{ readonly asked: AskedStop; readonly text: StopQuestion } | string> {
  const { container } = kept;
  if (container.engine === undefined) return nothingStopped(kept, unaskedText(container, ENGLISH));
  const now = await engine.containerNow(container, engines);
  if (hasEnded(now)) return `container ${containerText(container)} has ended by itself meanwhile`;
  if (now.outcome !== 'ok') return nothingStopped(kept, noAnswerText(container, now, ENGLISH));
  if (!now.value.isHere) return changeText(kept, 'elsewhere', ENGLISH);
  const text = stopQuestion(question, kept, now.value.details, ENGLISH);
  return { asked: { question, kept, now: now.value }, text };
}

/**
 * Stops the container that the user agreed to, where it is the same still: its id, its start and its port are compared again.
 * @param look looks anew which container has the port
 * @param wait hands the outcome on; nothing where it is not waited for any longer, and the engine goes on
 * @returns what came of it, in words for a model
 */
export async function stopAgreed(
  { question, kept, now }: AskedStop,
  { engine, engines }: StopEngine,
  look: () => Promise<Kept | undefined>,
  wait: (stopping: Promise<Answer<StopOutcome>>) => Promise<Answer<StopOutcome> | undefined>,
): Promise<string> {
  const { container } = kept;
  const again = { kept: await look(), now: await engine.containerNow(container, engines) };
  const change = changeSince({ kept, now }, again, question);
  if (change !== undefined) return changeText(kept, change, ENGLISH);
  const stopped = await wait(engine.stopContainer(container, engines));
  if (stopped === undefined) return goesOnWords(container);
  // Where the engine broke off it may have been done all the same: the proof tells.
  const isUnsure = stopped.outcome === 'gone' || stopped.outcome === 'rubbish';
  const why = stopped.outcome === 'ok' ? undefined : noAnswerText(container, stopped, ENGLISH);
  if (why !== undefined && !isUnsure) return nothingStopped(kept, why);
  const { restartPolicy, autoRemove } = now.details;
  const by = { container, autoRemove, ...(restartPolicy !== undefined && { restartPolicy }) };
  return stoppedWords(question, by, await engine.containers(engines, true), why);
}

/** That the user did not agree. */
export function declinedWords({ container }: Kept): string {
  return `nothing was stopped: the user declined to stop container ${containerText(container)}`;
}

/**
 * That a container was stopped, and what of it speaks against the port being free.
 * @param now the containers after it
 * @param unsure why that is not certain
 */
export function stoppedWords(
  question: PortQuestion,
  stopped: Stopped,
  now: Containers,
  unsure = stoppedText(stopped, ENGLISH).replace(/^C/, 'c'),
): string {
  const publishing = publishingText(question, now, ENGLISH, stopped);
  return [sentence(unsure), publishing].filter((text) => text !== undefined).join('. ');
}

/** That nobody waits for it any longer. */
export function goesOnWords(container: Kept['container']): string {
  return `container ${containerText(container)} goes on being stopped by its engine. Look again in a while`;
}

/** That a container was not stopped, why, and the line with which the user may do so. */
export function nothingStopped({ container, line }: Kept, why: string): string {
  const advice = line === undefined ? '' : `. The user can run: ${line}`;
  return `nothing was stopped: container ${containerText(container)} has the port. ${sentence(why)}${advice}`;
}

/** Without the full stop: more may follow. */
function sentence(text: string): string {
  return text.replace(/\.$/, '');
}
