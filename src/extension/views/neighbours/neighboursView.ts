import { l10n } from 'vscode';
import { type Neighbour, neighbourAddress, type NeighbourState } from '../../../core/tables/neighbours';
import { hardwareOf } from '../../../core/netstat/interfaces/hardware';
import { countText } from '../table/numberTexts';
import { rowsByDevice } from '../table/part';
import type { TableView } from '../table/registerTable';
import { shownText } from '../table/shown';
import type { Row } from '../tree/row';
import { tooltipOf } from '../tree/rowTooltip';
import { neighboursView } from './neighbours.contributions';

/** The view "Neighbours", by interface. */
export const neighbours: TableView<'neighbours'> = {
  view: neighboursView,
  table: 'neighbours',
  rows: ({ contents }) => rowsByDevice(contents, 'ip neighbour', neighbourRow),
  summary: ({ matching }) => countText(matching),
};

function neighbourRow(neighbour: Neighbour): Row {
  const { device, hardwareAddress, state, isProxy } = neighbour;
  const address = neighbourAddress(neighbour);
  const hardware = hardwareAddress === undefined ? undefined : shownText(hardwareAddress);
  const facts = [
    ...(hardware === undefined ? [] : [hardware]),
    stateText(state),
    ...(isProxy ? [l10n.t('proxy')] : []),
  ];
  return {
    id: `${device} ${address} ${isProxy}`,
    label: address,
    description: facts.join(' · '),
    spoken: l10n.t('Neighbour {0}, {1}', address, facts.join(', ')),
    icon: { id: state === 'incomplete' ? 'question' : 'device-desktop' },
    copyValues: { address, ...(hardware !== undefined && { hardwareAddress: hardware }) },
    prints: () => [{ kind: 'neighbour', row: neighbour }],
    // Another machine with the same address is news, and so is one that does not answer any more.
    facts: hardware ?? '',
    tooltip: () =>
      tooltipOf(address, [
        [l10n.t('Hardware address'), hardware ?? l10n.t('not known')],
        [l10n.t('Hardware'), hardwareOf(neighbour.hardwareType, []).title],
        [l10n.t('State'), stateExplained(state)],
        [l10n.t('Interface'), shownText(device)],
        ...(isProxy ? [[undefined, l10n.t('This machine answers for it (proxy ARP).')] as const] : []),
      ]),
  };
}

function stateText(state: NeighbourState): string {
  switch (state) {
    case 'complete':
      return l10n.t('known');
    case 'incomplete':
      return l10n.t('no answer yet');
    case 'permanent':
      return l10n.t('permanent');
  }
}

function stateExplained(state: NeighbourState): string {
  switch (state) {
    case 'complete':
      return l10n.t('complete: its hardware address is known');
    case 'incomplete':
      return l10n.t('incomplete: it was asked for, and nobody has answered');
    case 'permanent':
      return l10n.t('permanent: set by hand, and never asked for');
  }
}
