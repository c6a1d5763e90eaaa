import type { HistoryListener, HistoryProgram } from '../../model/history';
import { originText } from '../../text/originText';
import { listenedText } from './ends';
import { evidenceNote, ownersText, withNotes } from './programs';
import { programsBut, type Successions } from './successions';
import type { StoryWords, Told } from './told';

/** How a listener began and ended, in words. */
export function listenerEvents(
  entry: HistoryListener,
  { byAfter, byBefore }: Successions,
  words: StoryWords,
): Told[] {
  const { opened, closed, owners, port } = entry;
  const about = { ...(port > 0 && { port }), programs: owners.programs };
  const before = byAfter.get(entry);
  const events: Told[] = [];
  // The end of the one before says it.
  if (before?.kind !== 'handedOver') {
    const kind = before?.kind ?? 'began';
    events.push({
      ...about,
      kind,
      part: 'began',
      at: opened,
      line: beginning(entry, kind === 'taken', words),
    });
  }
  if (closed === undefined) return events;
  const after = byBefore.get(entry)?.after;
  const isHandedOver = entry.ending === 'handedOver';
  events.push({
    ...about,
    kind: isHandedOver ? 'handedOver' : 'ended',
    part: 'ended',
    at: lastSeen(entry.ending, closed),
    line: ending(entry, after, words),
    ...(after && { programs: [...owners.programs, ...programsBut(after.owners.programs, owners.programs)] }),
  });
  return events;
}

/** Where nobody looked any more, it was seen last when it was looked at last: when it ended nobody knows. */
export function lastSeen(
  ending: HistoryListener['ending'],
  closed: NonNullable<HistoryListener['closed']>,
): NonNullable<HistoryListener['closed']> {
  return ending === 'unwatched' ? { by: closed.after ?? closed.by } : closed;
}

function beginning(entry: HistoryListener, isTaken: boolean, words: StoryWords): string {
  const { l10n } = words;
  const who = ownersText(entry.owners, l10n);
  const end = listenedText(entry);
  const origin = entry.owners.programs.find((program) => program.origin !== undefined)?.origin;
  let sentence: string;
  if (isTaken)
    sentence = entry.port === words.port ? l10n.t('taken by {0}', who) : l10n.t('{0} taken by {1}', end, who);
  else if (entry.isTakenOver === true) sentence = l10n.t('{0} took {1} over', who, end);
  else if (entry.opened.after === undefined)
    sentence = l10n.t('{0} listened on {1} already when recording began', who, end);
  else sentence = l10n.t('{0} began to listen on {1}', who, end);
  const whole =
    origin === undefined ? sentence : l10n.t('{0}, started in {1}', sentence, originText(origin, l10n));
  return noted(whole, entry, words);
}

function ending(entry: HistoryListener, after: HistoryListener | undefined, words: StoryWords): string {
  const { l10n } = words;
  const who = ownersText(entry.owners, l10n);
  const end = listenedText(entry);
  if (entry.ending === 'unwatched')
    return noted(l10n.t('{0} was seen listening on {1} for the last time', who, end), entry, words);
  if (entry.ending !== 'handedOver')
    return noted(l10n.t('{0} stopped listening on {1}', who, end), entry, words);
  if (after === undefined) return noted(l10n.t('{0} handed {1} over', who, end), entry, words);
  return handing(entry, after, words);
}

/** Who of several has it from then on: what a fork adds is no hand-over. */
function handing(entry: HistoryListener, after: HistoryListener, { l10n }: StoryWords): string {
  const end = listenedText(entry);
  const [had, have] = [entry.owners.programs, after.owners.programs];
  const named = (programs: readonly HistoryProgram[]): string =>
    ownersText({ evidence: 'seen', programs }, l10n);
  // Who has it, or whether somebody else does, nobody knows: perhaps it only may not be looked into any more.
  if (after.owners.evidence !== 'seen')
    return l10n.t(
      '{0} is not seen to hold {1} any more, which is still open',
      ownersText(entry.owners, l10n),
      end,
    );
  const [gone, added] = [programsBut(had, have), programsBut(have, had)];
  if (have.length > 0 && had.length > 0 && gone.length === 0)
    return l10n.t('{0} shared {1} with {2} from then on', named(had), end, named(added));
  if (have.length > 0 && added.length === 0)
    return l10n.t('{0} let go of {1}, which {2} still has', named(gone), end, named(have));
  return l10n.t(
    '{0} handed {1} over to {2}',
    ownersText({ ...entry.owners, programs: gone }, l10n),
    end,
    ownersText({ ...after.owners, programs: added }, l10n),
  );
}

function noted(sentence: string, { owners }: HistoryListener, { l10n }: StoryWords): string {
  return withNotes(sentence, [evidenceNote(owners.evidence, l10n)], l10n);
}
