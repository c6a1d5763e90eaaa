import type { Answer, ContainerNow } from '../model/container';
import type { PortQuestion } from '../model/portFacts';
import type { Kept } from '../ports/keptBy';
import { isPublishedOn } from './publishers';

/** A container as it was, or is, when somebody is asked about it. */
export interface Looked {
  /** Which one has the port; absent where none does for certain. */
  readonly kept: Kept | undefined;
  readonly now: Answer<ContainerNow>;
}

/**
 * Why a container that the user agreed to stop is not stopped after all:
 * - `unknown`: its engine does not say any more what it is
 * - `ended`: it has ended meanwhile
 * - `replaced`: another container has the port
 * - `restarted`: it was started anew
 * - `elsewhere`: what its engine calls its first process is not in it here: that engine is in another pid namespace
 * - `port`: it does not have the port any more
 */
export type StopChange = 'unknown' | 'ended' | 'replaced' | 'restarted' | 'elsewhere' | 'port';

/** What has changed since the user was asked; nothing where it is the same container, started once, with the same port. */
export function changeSince(
  asked: { readonly kept: Kept; readonly now: ContainerNow },
  { kept, now }: Looked,
  question: PortQuestion,
): StopChange | undefined {
  const { id } = asked.kept.container;
  if (kept !== undefined && kept.container.id !== id) return 'replaced';
  if (hasEnded(now)) return 'ended';
  if (now.outcome !== 'ok') return 'unknown';
  const { details, isHere } = now.value;
  if (details.id !== id) return 'replaced';
  const { startedAt, ports } = asked.now.details;
  if (startedAt === undefined || details.startedAt !== startedAt) return 'restarted';
  if (!isHere) return 'elsewhere';
  const hadIt = ports.some((port) => isPublishedOn(port, question));
  const hasIt = details.ports.some((port) => isPublishedOn(port, question));
  return kept === undefined || hasIt !== hadIt ? 'port' : undefined;
}

/** Whether the engine says that the container does not run, or is no more. */
export function hasEnded(answer: Answer<ContainerNow>): boolean {
  return isGone(answer) || (answer.outcome === 'ok' && !answer.value.details.isRunning);
}

/** Whether the engine says that there is no such container. */
function isGone(answer: Answer<unknown>): boolean {
  return answer.outcome === 'refused' && answer.status === 404;
}
