import { askHistory } from '../history/askHistory';
import { plainClock } from '../history/historyText';
import { readSpanText } from '../history/spanText';
import { type StoryEvent, storyOf } from '../history/story';
import type { Engine } from '../model/engine';
import type { HistoryAnswer, HistoryTrouble } from '../model/history';
import { resolveSpan, type Span } from '../query/filter/span';
import { clean, shorten } from '../text/clean';
import { ENGLISH } from '../text/localizer';
import { quotedInput } from './cap';
import { USUAL_ENTRIES } from './definitions';
import { ToolError, type ToolInput } from './input';
import { DATA_NOTE } from './ownerFacts';

/** Entries that are looked through: what was before takes a shorter span. */
const MOST_ENTRIES = 2_000;

/** Programs that an event names beside its words. */
const MOST_PROGRAMS = 4;

/** The first Node that the history can be read with: see node/history/sqlite.ts. */
const NODE_NEEDED = '22.13';

/**
 * Answers of `get_network_history`: what happened, the newest first, each event in words and with who it was.
 * @param now milliseconds since 1970
 * @throws {ToolError} where the span is none, or nothing can be read here
 */
export async function networkHistory(
  engine: Pick<Engine, 'history'>,
  { port, pid, address, span, limit }: ToolInput,
  now: number,
): Promise<object> {
  const asked = {
    ...(typeof port === 'number' && { port }),
    ...(typeof pid === 'number' && { pid }),
    ...(typeof address === 'string' && { address }),
  };
  const within = typeof span === 'string' ? spanOf(span, now) : {};
  const answer = await askHistory(engine, asked, MOST_ENTRIES, within);
  const { entries, next, status } = answer;
  if (status.trouble?.kind === 'noSqlite') throw new ToolError(nodeNeeded(status.trouble));
  const clock = plainClock(now);
  const from = Math.max(within.from ?? Number.NEGATIVE_INFINITY, next?.at ?? Number.NEGATIVE_INFINITY);
  const story = storyOf(entries, { l10n: ENGLISH, clock, from });
  const events = story.filter(({ at }) => at.by <= (within.to ?? Number.POSITIVE_INFINITY));
  const most = typeof limit === 'number' ? limit : USUAL_ENTRIES;
  const when = (at: number): string => `${clock.day(at)} ${clock.time(at)}`;
  return {
    ...asked,
    now: when(now),
    ...(within.from !== undefined && { from: when(within.from) }),
    ...(within.to !== undefined && { to: when(within.to) }),
    ...keptFacts(answer, when),
    events: events.slice(0, most).map((event) => eventFacts(event, when)),
    ...(events.length > most && { omitted: events.length - most }),
    ...(next !== undefined && {
      more: `What was before ${when(next.at)} is left out: ask for a span that ends there.`,
    }),
    note: DATA_NOTE,
  };
}

function spanOf(text: string, now: number): Span {
  const typed = readSpanText(text);
  if (typed !== undefined) return resolveSpan(typed, now);
  throw new ToolError(
    `"span" must be such as 10m, 2h, 1d, 14:00, 2026-11-27 or 14:00-14:10, not ${quotedInput(text)}.`,
  );
}

function eventFacts({ kind, at, line, port, programs }: StoryEvent, when: (at: number) => string): object {
  const { after, by } = at;
  return {
    time: when(by),
    ...(after !== undefined && after !== by && { notBefore: when(after) }),
    event: kind,
    text: line,
    ...(port !== undefined && { port }),
    ...(programs.length > 0 && {
      processes: programs
        .slice(0, MOST_PROGRAMS)
        .map(({ pid, name }) => ({ pid, name: shorten(clean(name), 60) })),
    }),
  };
}

/** How far back it reaches, and what it can have of it: where nothing is told, that may be why. */
function keptFacts({ status }: HistoryAnswer, when: (at: number) => string): object {
  const { since, connectionsSince, trouble } = status;
  return {
    ...(since !== undefined && { reachesBackTo: when(since) }),
    connections: connectionsSince === undefined ? 'not recorded' : `recorded since ${when(connectionsSince)}`,
    ...(since === undefined && {
      nothingRecorded:
        'Nothing was recorded. VS Code records while it runs, where its setting netstat.history.record is not off.',
    }),
    ...(trouble !== undefined && { trouble: troubleWords(trouble) }),
  };
}

function troubleWords(trouble: HistoryTrouble): string {
  const { kind } = trouble;
  return `The file of the history cannot be used (${kind}${'message' in trouble ? `: ${shorten(clean(trouble.message), 200)}` : ''}).`;
}

function nodeNeeded({ node }: { readonly node: string }): string {
  return `The history takes Node ${NODE_NEEDED} or later, for its SQLite, and this runs on Node ${clean(node)}. Ask the user to start the server with a newer one.`;
}
