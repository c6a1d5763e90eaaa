import { l10n } from 'vscode';
import type { ConntrackEntry, ConntrackTuple } from '../../../core/model/conntrack';
import type { MasqueradeEntry } from '../../../core/model/masquerade';
import type { NatContents } from '../../../core/model/networkContents';
import { endText, flowId, translationOf } from '../../../core/query/nat';
import { formatEndpoint } from '../../../core/text/address';
import { formatBytes } from '../../../core/text/quantity';
import { countText } from '../table/numberTexts';
import { groupRows } from '../table/part';
import type { Row } from '../tree/row';
import { shownText } from '../table/shown';
import { type Field, type Tooltip, tooltipOf } from '../tooltip';
import { exactTime, roughTime } from './timeout';
import { icons } from '../../catalog/icons';

const LISTING = 'conntrack -L';

/** The rows of connection tracking: what was translated, then what was not. */
export function natRows({ translated, plain, masqueraded }: NatContents): Row[] {
  return [
    ...groupRows(
      { id: 'translated', label: l10n.t('Translated'), isOpen: true, command: LISTING },
      translated,
      flowRow,
    ),
    ...groupRows(
      { id: 'masqueraded', label: l10n.t('Masqueraded'), isOpen: true, command: 'netstat -Mn' },
      masqueraded,
      masqueradeRow,
    ),
    ...groupRows(
      {
        id: 'plain',
        label: l10n.t('Not translated'),
        isOpen: translated.total + masqueraded.total === 0,
        command: LISTING,
      },
      plain,
      flowRow,
    ),
  ];
}

function flowRow(entry: ConntrackEntry): Row {
  const original = ends(entry.original).join(' → ');
  const reply = ends(entry.reply).join(' → ');
  const state = [...(entry.state === undefined ? [] : [entry.state]), ...entry.marks].map(shownText);
  const facts = [protocolName(entry.protocol), ...translationTexts(entry), ...state];
  const time = entry.timeout === undefined ? [] : [roughTime(entry.timeout)];
  return {
    id: flowId(entry),
    label: original,
    description: [...facts, ...time].join(' · '),
    spoken: l10n.t('Flow from {0} to {1}, {2}', ...ends(entry.original), [...facts, ...time].join(', ')),
    icon: { id: translationTexts(entry).length > 0 ? 'arrow-swap' : 'arrow-right' },
    copyValues: { original, reply },
    prints: () => [{ kind: 'flow', row: entry }],
    facts: [reply, ...state].join(' '),
    tooltip: () => flowTooltip(entry, original),
  };
}

function ends({ source, sourcePort, destination, destinationPort }: ConntrackTuple): [string, string] {
  return [
    shownText(endText({ address: source, port: sourcePort })),
    shownText(endText({ address: destination, port: destinationPort })),
  ];
}

function translationTexts(entry: ConntrackEntry): string[] {
  const { destination, source } = translationOf(entry);
  return [
    ...(destination === undefined ? [] : [l10n.t('DNAT to {0}', shownText(endText(destination)))]),
    ...(source === undefined ? [] : [l10n.t('SNAT as {0}', shownText(endText(source)))]),
  ];
}

function flowTooltip(entry: ConntrackEntry, title: string): Tooltip {
  const { destination, source } = translationOf(entry);
  const told: Field[] = [
    ...(destination === undefined
      ? []
      : [['', l10n.t('It really goes to {0} (DNAT).', shownText(endText(destination)))] as const]),
    ...(source === undefined
      ? []
      : [['', l10n.t('There it comes from {0} (SNAT).', shownText(endText(source)))] as const]),
    ...((destination ?? source) ? [] : [['', l10n.t('Nothing of it is translated.')] as const]),
  ];
  const others = [...entry.others].map(([key, value]) => [shownText(key), shownText(value)] as const);
  return tooltipOf(
    title,
    told,
    [
      [
        l10n.t('Protocol'),
        l10n.t(
          '{0} ({1}) over {2}',
          shownText(entry.protocol),
          entry.protocolNumber,
          shownText(entry.family),
        ),
      ],
      [
        l10n.t('State'),
        entry.state === undefined ? l10n.t('none: the protocol has no states') : shownText(entry.state),
      ],
      [
        l10n.t('Ends after'),
        entry.timeout === undefined ? l10n.t('never: it is offloaded') : exactTime(entry.timeout),
      ],
      ...entry.marks.map((mark) => [shownText(mark), markText(mark)] as const),
    ],
    [...tupleLines(l10n.t('Original'), entry.original), ...tupleLines(l10n.t('Reply'), entry.reply)],
    others,
  );
}

function tupleLines(name: string, tuple: ConntrackTuple): Field[] {
  const others = [...tuple.others].map(([key, value]) => `${shownText(key)}=${shownText(value)}`);
  const { packets, bytes } = tuple;
  const counted =
    packets === undefined || bytes === undefined
      ? []
      : [l10n.t('{0} packets, {1}', countText(packets), formatBytes(bytes))];
  return [[name, [ends(tuple).join(' → '), ...others, ...counted].join(', ')]];
}

function markText(mark: string): string {
  switch (mark) {
    case 'UNREPLIED':
      return l10n.t('no answer was seen yet');
    case 'ASSURED':
      return l10n.t('went both ways: kept when the table is full');
    case 'OFFLOAD':
    case 'HW_OFFLOAD':
      return l10n.t('taken past the firewall, by a flow table or the hardware');
    default:
      return l10n.t('a mark of the kernel');
  }
}

function masqueradeRow(entry: MasqueradeEntry): Row {
  const source = formatEndpoint([entry.source, 0, 0, 0], false, entry.sourcePort);
  const destination = formatEndpoint([entry.destination, 0, 0, 0], false, entry.destinationPort);
  const original = `${source} → ${destination}`;
  const seconds = Math.floor(entry.expires / 100);
  const as = l10n.t('masqueraded as port {0}', entry.masqueradePort);
  const protocol = protocolName(entry.protocol);
  const description = [protocol, as, roughTime(seconds)];
  return {
    id: `masquerade ${entry.protocol} ${original}`,
    label: original,
    description: description.join(' · '),
    spoken: l10n.t('Flow from {0} to {1}, {2}', source, destination, description.join(', ')),
    icon: { id: icons.translation },
    copyValues: { original },
    prints: () => [{ kind: 'masquerade', row: entry }],
    facts: String(entry.masqueradePort),
    tooltip: () =>
      tooltipOf(original, [
        ['', as],
        [l10n.t('Protocol'), protocol],
        [l10n.t('Ends after'), exactTime(seconds)],
        [l10n.t('Initial sequence number'), String(entry.initialSequence)],
        ['Delta', String(entry.delta)],
        ...(entry.previousDelta === undefined ? [] : [['PDelta', String(entry.previousDelta)] as const]),
      ]),
  };
}

function protocolName(protocol: string): string {
  const names: ReadonlyMap<string, string> = new Map([
    ['udplite', 'UDP-Lite'],
    ['icmpv6', 'ICMPv6'],
  ]);
  return names.get(protocol) ?? shownText(protocol).toUpperCase();
}
