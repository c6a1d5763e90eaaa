import type { HistoryEntry, HistoryPlace } from '../model/history';
import { connectionEvents } from './story/connectionEvents';
import { listenerEvents } from './story/listenerEvents';
import { momentText } from './story/moments';
import { actionEvent, gapEvent, noticeEvent, refusalEvent } from './story/otherEvents';
import { type Successions, successionsOf } from './story/successions';
import type { StoryWords, Told } from './story/told';

export type { StoryClock } from './story/moments';
export type { StoryKind, StoryWords } from './story/told';

/** An event of a story. */
export interface StoryEvent extends Told {
  /** The same for as long as the entry is kept, and no other event's of a story. */
  readonly id: string;
  /** Its time as it is shown: `14:02:11`, `≤ 14:05:43`. */
  readonly when: string;
  /** What it was made of; absent of a restart of the machine, which stands between entries. */
  readonly entry?: HistoryEntry;
}

/** How a story is told. */
export interface StoryOptions extends StoryWords {
  /** Events before this are left out, in milliseconds since 1970: where entries were cut, what was before is not whole. */
  readonly from?: number;
}

/**
 * What happened, the newest first: an event for each moment of the entries, of which an interval has two.
 * @param entries in any order; who took a port is known from among them
 */
export function storyOf(entries: readonly HistoryEntry[], options: StoryOptions): StoryEvent[] {
  const successions = successionsOf(entries.filter((entry) => entry.kind === 'listener'));
  const { from = -Infinity } = options;
  const placeNotes = otherNamespaces(entries);
  const events = entries.flatMap((entry) =>
    eventsOf(entry, successions, options).map((told): Ordered => {
      const note = placeNotes.get(entry.place);
      const line =
        note === undefined ? told.line : options.l10n.t('{0} [network namespace {1}]', told.line, note);
      return {
        ...told,
        line,
        entry,
        id: `${entry.id} ${told.part}`,
        when: momentText(told.at, options.clock),
      };
    }),
  );
  const told = withoutRepeats(events.filter(({ at }) => at.by >= from).sort(newestFirst));
  return withRestarts(told, options);
}

type Ordered = StoryEvent & { readonly entry: HistoryEntry };

function eventsOf(entry: HistoryEntry, successions: Successions, words: StoryWords): Told[] {
  switch (entry.kind) {
    case 'listener':
      return listenerEvents(entry, successions, words);
    case 'connection':
      return connectionEvents(entry, words);
    case 'refusal':
      return [refusalEvent(entry, words)];
    case 'action':
      return [actionEvent(entry, words)];
    case 'notice':
      return [noticeEvent(entry, words)];
    case 'gap':
      return [gapEvent(entry, words)];
  }
}

/** What came later in one moment stands first: what was kept later, and of one interval its end. */
function newestFirst(a: Ordered, b: Ordered): number {
  return (
    b.at.by - a.at.by || b.entry.id - a.entry.id || Number(b.part === 'ended') - Number(a.part === 'ended')
  );
}

/** A server that listens on IPv4 and IPv6 by two sockets does one thing. */
function withoutRepeats(events: readonly Ordered[]): Ordered[] {
  const told = new Set<string>();
  return events.filter(({ entry, at, line }) => {
    if (entry.kind !== 'listener') return true;
    const key = `${at.by} ${line}`;
    return !told.has(key) && told.add(key);
  });
}

/** Numbers of network namespaces, where entries of one boot are of several: one does not see what is in another. */
function otherNamespaces(entries: readonly HistoryEntry[]): ReadonlyMap<HistoryPlace, number> {
  const first = new Map<string, number>();
  const mixed = new Set<string>();
  for (const { place } of entries) {
    const known = first.get(place.boot);
    if (known === undefined) first.set(place.boot, place.namespace);
    else if (known !== place.namespace) mixed.add(place.boot);
  }
  return new Map(
    entries.flatMap(({ place }) => (mixed.has(place.boot) ? [[place, place.namespace] as const] : [])),
  );
}

/** With an event between those of different boots. */
function withRestarts(events: readonly Ordered[], { l10n, clock }: StoryWords): StoryEvent[] {
  return events.flatMap((event, i): StoryEvent[] => {
    const before = events[i + 1];
    if (before === undefined || before.entry.place.boot === event.entry.place.boot) return [event];
    const at = { after: before.at.by, by: event.at.by };
    const restart: StoryEvent = {
      id: `restart before ${event.id}`,
      kind: 'restart',
      part: 'at',
      at,
      when: momentText(at, clock),
      line: l10n.t('the machine was restarted'),
      programs: [],
    };
    return [event, restart];
  });
}
