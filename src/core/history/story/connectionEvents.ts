import type { HistoryConnection, HistoryMoment } from '../../model/history';
import { listed } from '../../text/listed';
import { formatBytes } from '../../text/quantity';
import { endText, portText } from './ends';
import { lastSeen } from './listenerEvents';
import { durationText, timeText } from './moments';
import { evidenceNote, ownersText, withNotes } from './programs';
import type { StoryWords, Told } from './told';

/** How a connection began and ended, in words; one event for one that was not seen while open, and for several in one. */
export function connectionEvents(entry: HistoryConnection, words: StoryWords): Told[] {
  const { opened, closed, ending, local, foreign, direction, isWithin } = entry;
  const port = direction === 'outgoing' ? foreign.port : local.port;
  const programs = [...local.owners.programs, ...(isWithin ? foreign.owners.programs : [])];
  const about = { port, programs };
  const event = (kind: Told['kind'], part: Told['part'], at: HistoryMoment, sentence: string): Told => {
    return { ...about, kind, part, at, line: noted(sentence, entry, words) };
  };
  const end = closed && lastSeen(ending, closed);
  if (entry.count > 1) {
    const at = end ?? opened;
    return at === undefined
      ? []
      : [event('closed', 'at', at, withFacts(several(entry, words), entry, words))];
  }
  if (opened === undefined) {
    return end === undefined
      ? []
      : [event('closed', 'ended', end, withFacts(beginning(entry, words), entry, words))];
  }
  const began = event('opened', 'began', opened, beginning(entry, words));
  if (end === undefined) return [began];
  return [began, event('closed', 'ended', end, withFacts(over(entry, words), entry, words))];
}

/** Who did what, as the sentence of a beginning. */
function beginning(entry: HistoryConnection, { l10n }: StoryWords): string {
  const { near, far, port, peer } = endsOf(entry, { l10n });
  if (entry.opened !== undefined && entry.opened.after === undefined)
    return l10n.t('{0} was there already when recording began', one(entry, { l10n }));
  if (entry.isWithin) return l10n.t('{0} connected to {1} on {2}', far, near, port);
  if (entry.direction === 'outgoing') return l10n.t('{0} connected to {1}', near, peer);
  if (entry.direction === 'incoming')
    return l10n.t('a connection came from {0} to {1} on {2}', peer, near, port);
  return l10n.t('{0} was connected with {1}, from {2}', near, peer, port);
}

/** The connection as the subject of a sentence. */
function one(entry: HistoryConnection, words: Pick<StoryWords, 'l10n'>): string {
  const { l10n } = words;
  const { near, far, port, peer } = endsOf(entry, words);
  if (entry.isWithin) return l10n.t('the connection of {0} to {1} on {2}', far, near, port);
  if (entry.direction === 'outgoing') return l10n.t('the connection of {0} to {1}', near, peer);
  if (entry.direction === 'incoming')
    return l10n.t('the connection from {0} to {1} on {2}', peer, near, port);
  return l10n.t('the connection of {0} with {1}, from {2}', near, peer, port);
}

function several(entry: HistoryConnection, words: StoryWords): string {
  const { l10n } = words;
  const { near, far, port, peer } = endsOf(entry, words);
  const { count } = entry;
  if (entry.isWithin) return l10n.t('{0} connections of {1} to {2} on {3}', count, far, near, port);
  if (entry.direction === 'outgoing') return l10n.t('{0} connections of {1} to {2}', count, near, peer);
  if (entry.direction === 'incoming')
    return l10n.t('{0} connections from {1} to {2} on {3}', count, peer, near, port);
  return l10n.t('{0} connections of {1} with {2}', count, near, peer);
}

function over(entry: HistoryConnection, words: StoryWords): string {
  const { l10n } = words;
  if (entry.ending === 'unwatched') return l10n.t('{0} was seen open for the last time', one(entry, words));
  if (entry.ending === 'handedOver') return l10n.t('{0} was handed over', one(entry, words));
  return l10n.t('{0} ended', one(entry, words));
}

/** Both ends in words: who is near, who is far, the near port, and the far address with its port. */
function endsOf(
  { protocol, local, foreign }: HistoryConnection,
  { l10n }: Pick<StoryWords, 'l10n'>,
): Readonly<Record<'near' | 'far' | 'port' | 'peer', string>> {
  return {
    near: ownersText(local.owners, l10n),
    far: ownersText(foreign.owners, l10n),
    port: portText({ protocol, port: local.port }),
    peer: endText({ ...foreign, protocol }),
  };
}

function withFacts(sentence: string, entry: HistoryConnection, words: StoryWords): string {
  const facts = [...timeFacts(entry, words), ...trafficFacts(entry, words)];
  return facts.length === 0
    ? sentence
    : words.l10n.t('{0}: {1}', sentence, listed(facts, { longest: Infinity }));
}

function timeFacts({ opened, closed, ending, count }: HistoryConnection, words: StoryWords): string[] {
  const { l10n, clock } = words;
  if (opened === undefined || closed === undefined || opened.after === undefined) return [];
  if (count > 1) return [l10n.t('since {0}', timeText(opened.after, clock))];
  if (ending === 'unwatched') return [];
  const took = durationText(closed.by - opened.by, l10n);
  const isKnown = opened.after === opened.by && closed.after === closed.by;
  return [isKnown ? l10n.t('open for {0}', took) : l10n.t('open for about {0}', took)];
}

/** Bytes both ways, as the near end counted them. */
function trafficFacts(entry: HistoryConnection, { l10n }: StoryWords): string[] {
  const { sent, received, isAtLeast, doubtfulBytes = 0, retransmitted = 0, roundTrip = 0 } = entry;
  const bytes = (count: number): string =>
    isAtLeast === true ? l10n.t('at least {0}', formatBytes(count)) : formatBytes(count);
  const isServed = entry.isWithin || entry.direction === 'incoming';
  const facts: string[] = [];
  if (sent !== undefined)
    facts.push(isServed ? l10n.t('{0} answered', bytes(sent)) : l10n.t('{0} sent', bytes(sent)));
  if (received !== undefined && doubtfulBytes > 0)
    facts.push(l10n.t('{0} received, or {1} B less', bytes(received), doubtfulBytes));
  else if (received !== undefined) facts.push(l10n.t('{0} received', bytes(received)));
  if (retransmitted > 0) facts.push(l10n.t('{0} segments sent again', retransmitted));
  if (roundTrip > 0)
    facts.push(l10n.t('round trip {0} ms', String(Number((roundTrip / 1000).toPrecision(3)))));
  return facts;
}

function noted(
  sentence: string,
  { local, foreign, isWithin }: HistoryConnection,
  { l10n }: StoryWords,
): string {
  const notes = [local, ...(isWithin ? [foreign] : [])].map(({ owners }) =>
    evidenceNote(owners.evidence, l10n),
  );
  return withNotes(sentence, notes, l10n);
}
