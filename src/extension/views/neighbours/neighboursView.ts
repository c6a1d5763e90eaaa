import { l10n } from 'vscode';
import { type Neighbour, neighbourAddress, type NeighbourState } from '../../../core/tables/neighbours';
import { hardwareOf } from '../../../core/netstat/interfaces/hardware';
import { countText } from '../table/numberTexts';
import { rowsByDevice } from '../table/part';
import type { TableView } from '../table/registerTable';
import { shownText } from '../table/shown';
import type { Row } from '../tree/row';
import { tooltipOf } from '../tooltip';
import { neighboursView } from './neighbours.contributions';
import { icons } from '../../catalog/icons';

/** The view "Neighbours", by interface. */
export const neighbours: TableView<'neighbours'> = {
  view: neighboursView,
  table: 'neighbours',
  rows: ({ contents }) => rowsByDevice(contents, 'ip neighbour', neighbourRow),
  summary: ({ matching }) => countText(matching),
};

function neighbourRow(neighbour: Neighbour): Row {
  const { device, hardwareAddress, state, isRouter, isProxy } = neighbour;
  const address = neighbourAddress(neighbour);
  const hardware = hardwareAddress === undefined ? undefined : shownText(hardwareAddress);
  const facts = [
    ...(hardware === undefined ? [] : [hardware]),
    stateText(state),
    ...(isRouter ? [l10n.t('router')] : []),
    ...(isProxy ? [l10n.t('proxy')] : []),
  ];
  return {
    id: `${device} ${address} ${isProxy}`,
    label: address,
    description: facts.join(' · '),
    spoken: l10n.t('Neighbour {0}, {1}', address, facts.join(', ')),
    icon: { id: iconOf(neighbour) },
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
        ...(isRouter ? [['', l10n.t('It says that it is a router.')] as const] : []),
        ...(isProxy ? [['', l10n.t('This machine answers for it (proxy ARP, or NDP).')] as const] : []),
      ]),
  };
}

function iconOf({ state, isRouter }: Neighbour): string {
  if (state === 'incomplete' || state === 'failed') return icons.unknown;
  return isRouter ? icons.route : icons.machine;
}

function stateText(state: NeighbourState): string {
  switch (state) {
    case 'complete':
      return l10n.t('known');
    case 'reachable':
      return l10n.t('reachable');
    case 'stale':
      return l10n.t('known, not heard of late');
    case 'delay':
    case 'probe':
      return l10n.t('being asked');
    case 'incomplete':
      return l10n.t('no answer yet');
    case 'failed':
      return l10n.t('no answer');
    case 'permanent':
      return l10n.t('permanent');
  }
}

function stateExplained(state: NeighbourState): string {
  switch (state) {
    case 'complete':
      return l10n.t('complete: its hardware address is known');
    case 'reachable':
      return l10n.t('REACHABLE: it answered within the last half minute or so');
    case 'stale':
      return l10n.t(
        'STALE: its hardware address is known; it is asked again once there is something to send',
      );
    case 'delay':
      return l10n.t('DELAY: something was sent to it, and it is asked if it says nothing');
    case 'probe':
      return l10n.t('PROBE: it is being asked whether it is still there');
    case 'incomplete':
      return l10n.t('INCOMPLETE: it was asked for, and nobody has answered');
    case 'failed':
      return l10n.t('FAILED: it was asked for several times, and nobody answered');
    case 'permanent':
      return l10n.t('PERMANENT: set by hand, and never asked for');
  }
}
