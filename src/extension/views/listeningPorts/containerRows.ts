import { l10n } from 'vscode';
import { containerName } from '../../../core/containers/containerNames';
import type { ContainerFacts } from '../../../core/model/container';
import type { InsidePort } from '../../../core/ports/insidePorts';
import type { ListeningPort } from '../../../core/ports/listeningPorts';
import { nameText } from '../../../core/text/clean';
import { containerFields } from '../../containers/containerTexts';
import { rowFlags } from '../rows.contributions';
import { type Tooltip, tooltipOf } from '../tooltip';
import type { Row } from '../tree/row';

/** Addresses of a container that have rows: it may be in as many networks as there are. */
const MOST_ADDRESSES = 20;

/** Where a port leads, and nobody is seen to listen: nobody does, or the namespace was not read. */
export function noListenerRow(port: ListeningPort, place: InsidePort): Row {
  const { container, containerPort, transport, listeners } = place;
  const label = l10n.t('→ {0} inside', containerPort);
  const said =
    listeners === undefined ? l10n.t('who listens there is not read') : l10n.t('nothing listens there');
  const name = containerName(container);
  return {
    id: `${port.id}/inside ${container.id} ${transport} ${containerPort}`,
    label,
    description: said,
    spoken: l10n.t('Leads to port {0} inside the container {1}, {2}', containerPort, name, said),
    icon: { id: listeners === undefined ? 'circle-outline' : 'warning' },
    flags: [rowFlags.row],
    copyValues: { listening: endInside(place) },
    tooltip: () => aboutContainer(label, said, container),
  };
}

/** The addresses of a container, which are reached from this machine. */
export function addressRows(port: ListeningPort, container: ContainerFacts): Row[] {
  const rows = container.networks.flatMap(({ name, addresses }) =>
    addresses.map((address): Row => {
      const network = nameText(name);
      const said = network === '' ? l10n.t('address of the container') : l10n.t('address in {0}', network);
      return {
        id: `${port.id}/address ${container.id} ${name} ${address}`,
        label: address,
        description: said,
        spoken:
          network === ''
            ? l10n.t('Address {0} of the container {1}', address, containerName(container))
            : l10n.t('Address {0} in {1}, container {2}', address, network, containerName(container)),
        icon: { id: 'globe' },
        flags: [rowFlags.row],
        copyValues: { listening: address },
        tooltip: () => aboutContainer(address, said, container),
      };
    }),
  );
  return rows.slice(0, MOST_ADDRESSES);
}

/** Where this machine reaches it: the first address of the container, with the port inside. */
function endInside({ container, containerPort }: InsidePort): string {
  const [address] = container.networks.flatMap(({ addresses }) => addresses);
  if (address === undefined) return String(containerPort);
  return address.includes(':') ? `[${address}]:${containerPort}` : `${address}:${containerPort}`;
}

function aboutContainer(title: string, said: string, facts: ContainerFacts): Tooltip {
  return tooltipOf(title, [['', said]], containerFields({ facts }));
}
