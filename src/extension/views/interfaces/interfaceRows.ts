import { l10n } from 'vscode';
import type { InterfaceCounters, InterfaceFacts } from '../../../core/model/interface';
import type { NetworkTable } from '../../../core/model/networkTable';
import { hardwareOf } from '../../../core/netstat/interfaces/hardware';
import { interfaceFlagNames } from '../../../core/netstat/interfaces/interfaceFlags';
import {
  type InterfaceChanges,
  interfaceChanges,
  interfacePlace,
  type InterfaceState,
  stateOf,
} from '../../../core/query/interfaceRates';
import { MOST_ROWS } from '../../../core/query/parts';
import { countText } from '../table/numberTexts';
import { moreRow } from '../table/part';
import type { Row, RowIcon } from '../tree/row';
import { shownText } from '../table/shown';
import { type Tooltip, tooltipOf } from '../tooltip';
import { addressRows } from './addressTexts';
import { type CounterHistory, counterRows, lostText, ratesText, spokenRates } from './counters';
import { flagLines } from './interfaceFlagTexts';
import { icons } from '../../catalog/icons';

const ICONS: Readonly<Record<InterfaceState, RowIcon>> = {
  up: { id: icons.good, color: 'charts.green' },
  noCarrier: { id: icons.disconnected, color: 'list.warningForeground' },
  down: { id: icons.refused, color: 'disabledForeground' },
};

/**
 * The rows of all interfaces, with what is known of each below it: those that move something first.
 * @param opened the first reading since the view was opened
 */
export function interfaceRows(
  now: NetworkTable<'interfaces'>,
  before: NetworkTable<'interfaces'> | undefined,
  opened?: NetworkTable<'interfaces'>,
): Row[] {
  const { interfaces } = now.contents;
  const [sinceLast, sinceOpened] = [changesSince(before, now), changesSince(opened, now)];
  const seconds = opened === undefined ? 0 : (now.takenAt - opened.takenAt) / 1000;
  const all = interfaces.map((facts) => {
    const history = { changes: sinceLast(facts), sinceOpened: sinceOpened(facts), seconds };
    return { facts, history, place: interfacePlace(facts, history.sinceOpened) };
  });
  const rows = all
    .toSorted((a, b) => a.place - b.place)
    .slice(0, MOST_ROWS)
    .map(({ facts, history }) => interfaceRow(facts, history));
  const more = interfaces.length - rows.length;
  return more > 0 ? [...rows, moreRow('interfaces', more, 'netstat -ia')] : rows;
}

/** Says what the counters of an interface did since an earlier reading. */
function changesSince(
  earlier: NetworkTable<'interfaces'> | undefined,
  now: NetworkTable<'interfaces'>,
): (facts: InterfaceFacts) => InterfaceChanges {
  const milliseconds = now.takenAt - (earlier?.takenAt ?? now.takenAt);
  const known = new Map<string, InterfaceCounters | undefined>(
    earlier?.contents.interfaces.map(({ name, counters }) => [name, counters]),
  );
  return ({ name, counters }) =>
    counters === undefined ? {} : interfaceChanges(counters, known.get(name), milliseconds);
}

/** How an interface's state is told. */
export function stateText(state: InterfaceState): string {
  return {
    up: () => l10n.t('up'),
    noCarrier: () => l10n.t('up, without a link'),
    down: () => l10n.t('down'),
  }[state]();
}

function interfaceRow(facts: InterfaceFacts, history: CounterHistory): Row {
  const { changes } = history;
  const name = shownText(facts.name);
  const state = stateOf(facts);
  const addresses = addressRows(facts);
  const counters = facts.counters === undefined ? [] : counterRows(facts.name, facts.counters, history);
  const lost = lostText(history);
  const shared = [
    stateText(state),
    ...(lost === undefined ? [] : [lost]),
    ...addresses.slice(0, 1).map(({ label }) => label),
  ];
  const rates = state === 'down' ? undefined : ratesText(changes);
  const spoken = state === 'down' ? undefined : spokenRates(changes);
  const told = (last: string | undefined): string[] => [...shared, ...(last === undefined ? [] : [last])];
  return {
    id: facts.name,
    label: name,
    description: told(rates).join(' · '),
    spoken: [l10n.t('Interface {0}', name), ...told(spoken)].join(', '),
    icon: ICONS[state],
    copyValues: { value: name },
    prints: () => [{ kind: 'interface', row: facts }],
    facts: `${state} ${facts.mtu} ${facts.flags} ${facts.hardwareAddress.join(':')}`,
    trouble: counters.find(({ trouble }) => trouble !== undefined)?.trouble,
    children: [...addresses, ...propertyRows(facts), ...counters],
    tooltip: () => interfaceTooltip(facts, name, state, addresses),
  };
}

function propertyRows(facts: InterfaceFacts): Row[] {
  const { address, title } = hardwareOf(facts.hardwareType, facts.hardwareAddress);
  const hardware = address === undefined ? '' : shownText(address);
  const names = interfaceFlagNames(facts.flags).join(', ') || l10n.t('none');
  return [
    ...(hardware === ''
      ? []
      : [
          {
            id: `${facts.name} hardware`,
            label: hardware,
            description: l10n.t('hardware address, {0}', title),
            spoken: l10n.t('Hardware address {0}, {1}', hardware, title),
            icon: { id: icons.hardwareAddress },
            copyValues: { hardwareAddress: hardware },
          },
        ]),
    {
      id: `${facts.name} mtu`,
      label: l10n.t('MTU'),
      description: countText(facts.mtu),
      icon: { id: icons.size },
      copyValues: { value: String(facts.mtu) },
    },
    {
      id: `${facts.name} flags`,
      label: l10n.t('Flags'),
      description: names,
      icon: { id: icons.flags },
      copyValues: { value: names },
      tooltip: () => tooltipOf(l10n.t('Flags'), flagLines(facts.flags)),
    },
  ];
}

function interfaceTooltip(
  facts: InterfaceFacts,
  name: string,
  state: InterfaceState,
  addresses: readonly Row[],
): Tooltip {
  const { address, title } = hardwareOf(facts.hardwareType, facts.hardwareAddress);
  return tooltipOf(
    name,
    [
      [l10n.t('State'), stateText(state)],
      [l10n.t('Hardware'), [title, ...(address ? [shownText(address)] : [])].join(', ')],
      [l10n.t('MTU'), String(facts.mtu)],
      [l10n.t('Transmit queue'), l10n.t('{0} packets', facts.txQueueLength)],
      ...(facts.counters === undefined ? [['', l10n.t('No counters are known.')] as const] : []),
    ],
    addresses.map(({ label, description }) => [label, description ?? ''] as const),
    flagLines(facts.flags),
  );
}
