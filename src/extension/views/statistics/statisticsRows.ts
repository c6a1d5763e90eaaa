import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import {
  type CounterRow,
  type SectionRows,
  type StatisticsReading,
  statisticsRows,
} from '../../../core/query/statistics';
import { countSince, rateField, sinceOpenedFields, spokenSince } from '../table/sinceOpened';
import { countText, rateText } from '../table/numberTexts';
import type { Row } from '../tree/row';
import { shownText } from '../table/shown';
import { tooltipOf } from '../tooltip';
import { counterMeaning } from './counterTexts';
import { icons } from '../../catalog/icons';

/** What people call the protocols; the kernel's name stands for any other. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['Ip', 'IP'],
  ['Icmp', 'ICMP'],
  ['IcmpMsg', 'ICMP by type'],
  ['Tcp', 'TCP'],
  ['Udp', 'UDP'],
  ['UdpLite', 'UDP-Lite'],
  ['TcpExt', 'TCP, extended'],
  ['IpExt', 'IP, extended'],
  ['MPTcpExt', 'Multipath TCP'],
  ['Ip6', 'IPv6'],
  ['Icmp6', 'ICMPv6'],
  ['Udp6', 'UDP over IPv6'],
  ['UdpLite6', 'UDP-Lite over IPv6'],
  ['Sctp', 'SCTP'],
]);

/**
 * The rows of all protocols with their counters below.
 * @param showAll also what is 0, and settings
 * @param opened the first reading since the view was opened
 */
export function protocolRows(
  now: NetworkTable<'statistics'>,
  before: NetworkTable<'statistics'> | undefined,
  showAll: boolean,
  opened?: NetworkTable<'statistics'>,
): Row[] {
  const reading = (table: NetworkTable<'statistics'>): StatisticsReading => ({
    takenAt: table.takenAt,
    sections: table.contents.sections,
  });
  const seconds = opened === undefined ? 0 : (now.takenAt - opened.takenAt) / 1000;
  return statisticsRows(reading(now), before && reading(before), showAll, opened && reading(opened)).map(
    (section) => sectionRow(section, seconds),
  );
}

function sectionRow({ name, rows, hidden }: SectionRows, seconds: number): Row {
  const title = TITLES.get(name) ?? shownText(name);
  const children = rows.map((row) => counterRow(name, row, seconds));
  const troubled = children.filter(({ trouble }) => trouble !== undefined);
  const description =
    troubled.length > 0 ? l10n.t('look at: {0}', troubled.map(({ label }) => label).join(', ')) : '';
  return {
    id: name,
    label: title,
    description,
    spoken: [
      title,
      l10n.t('{0} counters', children.length),
      ...(description === '' ? [] : [description]),
    ].join(', '),
    icon: { id: icons.counter },
    trouble: troubled[0]?.trouble,
    children,
    tooltip: () =>
      tooltipOf(
        title,
        [[l10n.t('Counters shown'), countText(rows.length)]],
        [...(hidden > 0 ? [[l10n.t('Hidden, since they are 0'), countText(hidden)] as const] : [])],
        troubled.map(({ label, description = '' }) => [label, description] as const),
      ),
  };
}

/** @param seconds since the view was opened */
function counterRow(section: string, row: CounterRow, seconds: number): Row {
  const { key, value, change, sinceOpened, trouble } = row;
  const label = labelOf(row);
  const rate = change !== undefined && change.increase > 0n ? [rateText(change.perSecond)] : [];
  const name = row.words === undefined ? [] : [shownText(key)];
  return {
    id: `${section}.${key}`,
    label,
    description: [countSince(value, sinceOpened), ...rate, ...name].join(' · '),
    spoken: [label, countText(value), ...spokenSince(sinceOpened), ...rate].join(', '),
    copyValues: { value: String(value) },
    prints: () => [{ kind: 'counter', row: { section, counter: { key, value } } }],
    trouble: trouble === undefined ? undefined : l10n.t('Moved since the last look: a sign of trouble'),
    tooltip: () =>
      tooltipOf(`${section} ${key}`, [
        ['', counterMeaning(row)],
        [row.isLevel ? l10n.t('Now') : l10n.t('In all, since boot'), countText(value)],
        ...sinceOpenedFields(sinceOpened, seconds),
        ...(change === undefined || change.increase === 0n ? [] : [rateField(change)]),
      ]),
  };
}

function labelOf({ key, words, histogram }: CounterRow): string {
  if (words === undefined) return shownText(key);
  if (histogram === undefined) return words;
  return histogram === 'input' ? l10n.t('received: {0}', words) : l10n.t('sent: {0}', words);
}
