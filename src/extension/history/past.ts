import { l10n } from 'vscode';
import { timerDelay } from '../../core/model/bounds';
import type { Engine } from '../../core/model/engine';
import type { HistoryEntry } from '../../core/model/history';
import { askHistory } from '../../core/history/askHistory';
import { type Asked, askedPort } from '../../core/history/asked';
import { MOST_OF_PAST } from '../../core/history/portPast';
import type { StoryWords } from '../../core/history/story';
import { ownPid } from '../../node/self';
import { storyClock } from './historyClock';

/** Milliseconds that an answer about the present waits for the past, from when both were asked. */
const PATIENCE = 400;

/** What lines of the past are made with in this window. */
export function storyWords(port?: number): StoryWords {
  return { l10n, clock: storyClock(), window: ownPid(), ...(port !== undefined && { port }) };
}

/**
 * What is known of a port's past, for an answer about its present: it is to be asked beside that, never makes it fail, and comes
 * to nothing where it takes long.
 * @param patience milliseconds that it may take; more only where the answer is there already
 */
export function pastOfPort(
  engine: Pick<Engine, 'history'>,
  port: Parameters<typeof askedPort>[0],
  patience = PATIENCE,
): Promise<readonly HistoryEntry[]> {
  return inTime(engine, askedPort(port), patience);
}

async function inTime(
  engine: Pick<Engine, 'history'>,
  asked: Asked,
  patience: number,
): Promise<readonly HistoryEntry[]> {
  let timer: HostTimer | undefined;
  const late = new Promise<readonly HistoryEntry[]>((resolve) => {
    timer = setTimeout(() => resolve([]), timerDelay(patience));
  });
  try {
    const entries = askHistory(engine, asked, MOST_OF_PAST).then(
      (answer) => answer.entries,
      () => [],
    );
    return await Promise.race([entries, late]);
  } finally {
    clearTimeout(timer);
  }
}
