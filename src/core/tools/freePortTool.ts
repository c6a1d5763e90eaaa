import { containerText } from '../containers/stopTexts';
import type { EngineSettings } from '../model/container';
import type { Engine } from '../model/engine';
import type { PortQuestion } from '../model/portFacts';
import { type Ending, hasEnded } from '../kill/endings';
import type { KillReport } from '../kill/execute';
import type { Kept } from '../ports/keptBy';
import { type EndPlanned, type FreePlan, freePort } from '../ports/freePort';
import type { IsOwn } from '../ports/portHolders';
import { listed } from '../text/listed';
import { askedProcess } from '../text/programName';
import { answer } from './answer';
import { obstacleWords } from './obstacleWords';

/** Characters that a question says of the processes it names. */
const MOST_FACTS = 1_000;

/**
 * Asks the user whether to stop the container that has a port.
 * @returns what came of it, in words for a model; nothing where the user would rather have its process ended
 */
export type OfferStop = (kept: Kept) => Promise<string | undefined>;

/**
 * Ends who holds a port, where that may be. Returns what came of it, in words for a model.
 * @param engines which container engines may be asked who has it; what a container has is not ended
 * @param offerStop where the container can be stopped instead
 */
export async function freeBy(
  end: EndPlanned,
  question: PortQuestion,
  engine: Engine,
  isOwn: IsOwn,
  engines?: EngineSettings,
  offerStop?: OfferStop,
): Promise<string> {
  let stopped: string | undefined;
  const stopContainer = async (kept: Kept): Promise<boolean> => {
    // Without its engine there is nothing to offer but the line to type, which the answer has.
    stopped = kept.container.engine === undefined ? undefined : await offerStop?.(kept);
    return stopped !== undefined;
  };
  const freed = await freePort(question, { engine, isOwn, end, warnsOf: [], engines, stopContainer });
  if (stopped !== undefined) return stopped;
  if (freed.kind === 'refused') return nothingEnded(obstacleWords(freed.obstacle, freed.plan.kept));
  return outcomeOf(freed.kind === 'done' ? freed.report : undefined);
}

/** What came of a plan, in words for a model: of each process whether it ended, and why not. */
export function outcomeOf(report: KillReport | undefined): string {
  if (report === undefined) return nothingEnded('the user declined');
  return report.results
    .map(({ process, ending }) => `pid ${process.pid}: ${hasEnded(ending) ? 'ended' : notEnded(ending)}`)
    .join('; ');
}

export function nothingEnded(why: string): string {
  return `nothing was ended: ${why}`;
}

function notEnded(ending: Ending): string {
  return `not ended (${ending.kind === 'failed' ? `failed: ${ending.message}` : ending.kind})`;
}

/** What `free_port` answers: what came of it, and what the port is now. */
export async function freedAnswer(question: PortQuestion, outcome: string, engine: Engine): Promise<string> {
  const now: unknown = JSON.parse(await answer('explain_port', question, engine));
  return JSON.stringify({ ...question, outcome, now });
}

/** What would be done comes first, and no list of what a process holds is long enough to hide it. */
export function freeQuestion({ question: { port }, kill: { targets }, kept }: FreePlan): string {
  const names = targets.map(({ process }) => askedProcess(process));
  const isOne = targets.length === 1;
  const facts = targets.map(({ process, endpoints, ports }) => {
    const others = [...new Set(ports.map((held) => held.port))].filter((each) => each !== port);
    const has = `${isOne ? 'It' : askedProcess(process)} has ${listed(endpoints)}`;
    return `${has}${others.length === 0 ? '' : `, and listens on port ${listed(others.map(String))} too`}.`;
  });
  const known = listed(facts, {
    between: ' ',
    longest: MOST_FACTS,
    andMore: (named, more) =>
      `${named} What the ${more === 1 ? 'other has' : `${more} others have`} is not listed.`,
  });
  const inside = kept && ` ${isOne ? 'It runs' : 'They run'} in container ${containerText(kept.container)}.`;
  return `Free port ${port} by ending ${listed(names)}? ${known}${inside ?? ''} Unsaved work may be lost.`;
}
