import { l10n } from 'vscode';
import type { NetworkTable } from '../../../core/model/networkTable';
import {
  type CounterRow,
  type SectionRows,
  type StatisticsReading,
  statisticsRows,
} from '../../../core/query/statistics';
import { countText, rateText } from '../table/numberTexts';
import type { Row } from '../tree/row';
import { shownText } from '../table/shown';
import { tooltipOf } from '../tooltip';
import { troubleText } from './troubleTexts';
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

/** The rows of all protocols with their counters below. @param showAll also what is 0, and settings */
export function protocolRows(
  now: NetworkTable<'statistics'>,
  before: NetworkTable<'statistics'> | undefined,
  showAll: boolean,
): Row[] {
  const reading = (table: NetworkTable<'statistics'>): StatisticsReading => ({
    takenAt: table.takenAt,
    sections: table.contents.sections,
  });
  return statisticsRows(reading(now), before && reading(before), showAll).map(sectionRow);
}

function sectionRow({ name, rows, hidden }: SectionRows): Row {
  const title = TITLES.get(name) ?? shownText(name);
  const children = rows.map((row) => counterRow(name, row));
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

function counterRow(section: string, row: CounterRow): Row {
  const { key, value, change, trouble } = row;
  const label = labelOf(row);
  const rate = change !== undefined && change.increase > 0n ? [rateText(change.perSecond)] : [];
  const name = row.words === undefined ? [] : [shownText(key)];
  return {
    id: `${section}.${key}`,
    label,
    description: [countText(value), ...rate, ...name].join(' · '),
    spoken: [label, countText(value), ...rate].join(', '),
    copyValues: { value: String(value) },
    prints: () => [{ kind: 'counter', row: { section, counter: { key, value } } }],
    trouble: trouble === undefined ? undefined : l10n.t('Moved since the last look: a sign of trouble'),
    tooltip: () =>
      tooltipOf(
        label,
        [
          [l10n.t('Value'), countText(value)],
          [l10n.t('Name in the kernel'), `${section} ${key}`],
          ...(change === undefined
            ? []
            : [
                [
                  l10n.t('Since the last look'),
                  `+${countText(change.increase)} (${rateText(change.perSecond)})`,
                ] as const,
              ]),
        ],
        trouble === undefined ? [] : [['', troubleText(trouble)]],
      ),
  };
}

function labelOf({ key, words, histogram }: CounterRow): string {
  if (words === undefined) return shownText(key);
  if (histogram === undefined) return words;
  return histogram === 'input' ? l10n.t('received: {0}', words) : l10n.t('sent: {0}', words);
}
