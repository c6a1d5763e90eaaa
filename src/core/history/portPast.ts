import type { HistoryEntry, HistoryListener } from '../model/history';
import { type Identified, isSame } from '../model/process';
import { lastSeen } from './story/listenerEvents';
import { durationText, momentPhrase, timeText } from './story/moments';
import { ownersText } from './story/programs';
import { successionsOf } from './story/successions';
import type { StoryWords } from './story/told';

type Words = Pick<StoryWords, 'l10n' | 'clock'>;

/** Entries of a port's history that are enough to tell who had it before. */
export const MOST_OF_PAST = 20;

/** Milliseconds of which nobody wants to know the number. */
const JUST_NOW = 1000;

/**
 * Who had a port last, of those who do not have it now: "until 4 min ago node (4242)". Nothing where nobody is known to have had it.
 * @param entries of the port's history
 * @param present who has it now
 */
export function pastText(
  entries: readonly HistoryEntry[],
  present: readonly Identified[],
  { l10n, clock }: Words,
): string | undefined {
  const isPresent = ({ owners }: HistoryListener): boolean =>
    owners.programs.some((program) => present.some((each) => isSame(program, each)));
  const [last] = listenersIn(entries).filter((each) => !isPresent(each));
  // One that is not known to have ended, and has no known owner, may be the one that is there now.
  if (last === undefined || (last.closed === undefined && present.length > 0)) return undefined;
  const who = ownersText(last.owners, l10n);
  if (last.closed === undefined) return l10n.t('until just now {0}', who);
  const since = clock.now - lastSeen(last.ending, last.closed).by;
  if (since < JUST_NOW && last.ending !== 'unwatched') return l10n.t('until just now {0}', who);
  const ago = durationText(since, l10n);
  return last.ending === 'unwatched'
    ? l10n.t('seen last {0} ago: {1}', ago, who)
    : l10n.t('until {0} ago {1}', ago, who);
}

/** When a process took a port, and from whom, in one sentence; nothing where that was not recorded. */
export function takenText(
  entries: readonly HistoryEntry[],
  taker: Identified,
  { l10n, clock }: Words,
): string | undefined {
  const listeners = listenersIn(entries);
  const taken = listeners.find(
    ({ closed, opened, owners: { programs } }) =>
      closed === undefined && opened.after !== undefined && programs.some((each) => isSame(each, taker)),
  );
  if (taken === undefined) return undefined;
  const when = momentPhrase(taken.opened, clock, l10n);
  const before = successionsOf(listeners).byAfter.get(taken);
  if (before?.before.closed === undefined) return l10n.t('It took it at {0}.', when);
  const who = ownersText(before.before.owners, l10n);
  return before.kind === 'handedOver'
    ? l10n.t('It got it from {0} at {1}.', who, when)
    : l10n.t(
        'It took it at {0}; {1} had it until {2}.',
        when,
        who,
        momentPhrase(before.before.closed, clock, l10n),
      );
}

/** A listening socket as the history names it. */
export type ListeningEnd = Pick<HistoryListener, 'protocol' | 'isIPv6' | 'address' | 'port'>;

/**
 * Who was seen to hold a socket that nobody is seen to hold now: "seen held by node (4242) at 13:55:01". It is evidence of who
 * probably has it, and no more: the socket may have been handed on since, by a way that nobody saw.
 */
export function seenHeldText(
  entries: readonly HistoryEntry[],
  end: ListeningEnd,
  { l10n, clock }: Words,
): string | undefined {
  const same = listenersIn(entries).filter(
    ({ protocol, isIPv6, address, port }) =>
      protocol === end.protocol && isIPv6 === end.isIPv6 && address === end.address && port === end.port,
  );
  for (const [i, entry] of same.entries()) {
    // What was closed, or lost sight of, was another socket perhaps.
    if (i === 0 ? entry.closed !== undefined : entry.ending !== 'handedOver') return undefined;
    const { evidence, programs } = entry.owners;
    if (evidence === 'seen' && programs.length > 0) {
      const at = entry.closed?.after ?? entry.opened.by;
      return l10n.t('seen held by {0} at {1}', ownersText(entry.owners, l10n), timeText(at, clock));
    }
    if (entry.isTakenOver !== true) return undefined;
  }
  return undefined;
}

/** The listeners, those that are open and those that ended last first. */
function listenersIn(entries: readonly HistoryEntry[]): HistoryListener[] {
  return entries
    .filter((entry) => entry.kind === 'listener')
    .sort((a, b) => endOf(b) - endOf(a) || b.opened.by - a.opened.by || b.id - a.id);
}

function endOf({ closed }: HistoryListener): number {
  return closed?.by ?? Number.MAX_VALUE;
}
