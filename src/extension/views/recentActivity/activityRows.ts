import { l10n } from 'vscode';
import { askedPort, askedProcess, type Asked } from '../../../core/history/asked';
import { storyOf, type StoryEvent, type StoryKind, type StoryWords } from '../../../core/history/story';
import type { HistoryEntry } from '../../../core/model/history';
import { transportOf } from '../../../core/ports/listeningPorts';
import { nameText } from '../../../core/text/clean';
import { originText } from '../../../core/text/originText';
import { unitText } from '../../../core/units/unitName';
import { historyCommands } from '../../history/history.contributions';
import { clock } from '../../started';
import { rowFlags } from '../rows.contributions';
import { type Field, field, tooltipOf } from '../tooltip';
import type { Row, RowIcon } from '../tree/row';
import type { ActivityReading } from './activityLog';
import { recentActivityCommands } from './recentActivity.contributions';
import { icons } from '../../catalog/icons';

/** Icons by what happened. */
const ICONS: Readonly<Record<StoryKind, RowIcon>> = {
  began: { id: icons.began, color: 'charts.green' },
  taken: { id: icons.changedHands, color: 'charts.yellow' },
  handedOver: { id: icons.handedOn, color: 'charts.yellow' },
  ended: { id: icons.ended, color: 'charts.red' },
  opened: { id: icons.connection, color: 'charts.green' },
  closed: { id: icons.disconnected },
  refused: { id: icons.refused, color: 'charts.red' },
  action: { id: icons.deed, color: 'charts.orange' },
  notice: { id: icons.note },
  gap: { id: icons.unknown, color: 'list.warningForeground' },
  restart: { id: icons.restart },
};

/** The rows of a reading: an event each, the newest first, and what can be done where they end. */
export function activityRows(reading: ActivityReading, words: StoryWords): Row[] {
  const events = eventsOf(reading, words).map(eventRow);
  return [...events, ...(reading.entries.length === 0 ? [] : rowsBelow(reading))];
}

/** What happened in the part of the past that is asked for. */
function eventsOf({ entries, next, span }: ActivityReading, words: StoryWords): StoryEvent[] {
  const from = Math.max(next?.at ?? -Infinity, span.from ?? -Infinity);
  const { to = Infinity } = span;
  return storyOf(entries, { ...words, from }).filter((event) => event.at.by <= to && !isStanding(event));
}

/**
 * Whether it tells of a UNIX socket alone that it was there when recording began or ended. Machines have hundreds of them, and nothing
 * happened to them then.
 */
function isStanding({ kind, entry }: StoryEvent): boolean {
  if (entry?.kind !== 'listener' || entry.protocol !== 'unix') return false;
  return kind === 'began' ? entry.opened.after === undefined : entry.ending === 'unwatched';
}

function eventRow(event: StoryEvent): Row {
  const { id, kind, line, when, entry, programs } = event;
  // The time first: a narrow panel cuts off what stands last.
  const label = `${when}  ${line}`;
  return {
    id,
    label,
    // What is heard first is what happened: rows are told apart by that.
    spoken: `${line}, ${when}`,
    icon: ICONS[kind],
    facts: '',
    ...(entry && {
      flags: mayLive(entry) ? [rowFlags.living] : [],
      copyValues: { value: label },
      prints: () => [{ kind: 'history', entry }],
      asked: askedOf(entry),
      entry,
    }),
    tooltip: () => tooltipOf(line, [[l10n.t('When'), momentText(event)], ...programs.flatMap(programFields)]),
  };
}

/** Older events, and what is not recorded. */
function rowsBelow({ next, status }: ActivityReading): Row[] {
  const { loadMore } = recentActivityCommands;
  const more: Row = {
    id: 'more',
    label: l10n.t('Load older events'),
    icon: { id: icons.more },
    command: { command: loadMore.id, title: l10n.t('Load older events') },
  };
  const title = l10n.t('Connections are not recorded: record them, too');
  const record: Row = {
    id: 'recordConnections',
    label: title,
    icon: { id: icons.recording },
    command: { command: historyCommands.recordConnections.id, title },
  };
  return [...(next === undefined ? [] : [more]), ...(status.record === 'listeners' ? [record] : [])];
}

/** Whether what it tells of was open when it was read. */
function mayLive(entry: HistoryEntry): boolean {
  return (entry.kind === 'listener' || entry.kind === 'connection') && entry.closed === undefined;
}

/** What of the history is about the same thing. */
function askedOf(entry: HistoryEntry): Asked | undefined {
  switch (entry.kind) {
    case 'listener':
      return entry.path === undefined ? askedOfPort(entry) : { path: entry.path };
    case 'refusal':
      return askedOfPort(entry);
    case 'connection': {
      const { protocol, local, foreign, direction } = entry;
      const server = direction === 'outgoing' ? foreign : local;
      return server.port === 0 ? { address: foreign.address } : askedOfPort({ protocol, port: server.port });
    }
    case 'action':
      if (entry.deed.kind === 'signal') return askedProcess(entry.deed.program);
      if (entry.deed.kind === 'stopContainer') return { container: entry.deed.container };
      return askedOfPort({ protocol: entry.deed.protocol, port: entry.deed.local.port });
    case 'notice':
    case 'gap':
      return undefined;
  }
}

function askedOfPort({ protocol, port }: { readonly protocol: string; readonly port: number }): Asked {
  const transport = transportOf(protocol);
  return askedPort({ port, ...(transport !== undefined && { transport }) });
}

/** Between which two moments it was, with their dates. */
function momentText({ at: { after, by } }: StoryEvent): string {
  return after === undefined || after === by
    ? clock(by)
    : l10n.t('between {0} and {1}', clock(after), clock(by));
}

function programFields({
  name,
  pid,
  unit,
  container,
  containerName,
  origin,
}: StoryEvent['programs'][number]): Field[] {
  return [
    [l10n.t('Process'), l10n.t('{0} (pid {1})', nameText(name), pid)],
    ...(origin === undefined ? [] : [[l10n.t('Started in'), originText(origin, l10n)] as const]),
    ...(unit === undefined ? [] : [[l10n.t('Unit'), unitText(unit)] as const]),
    ...(container === undefined ? [] : [field(l10n.t('Container'), containerName ?? container.slice(0, 12))]),
  ];
}
