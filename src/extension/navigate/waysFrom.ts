import { l10n } from 'vscode';
import { isOwnPort } from '../../core/ports/listeningPorts';
import { ownerOfRow } from '../origins/ownerOfRow';
import type { TooltipLink } from '../views/tooltip';
import type { Row } from '../views/tree/row';
import {
  type Deed,
  type LinkTo,
  linkArguments,
  portTarget,
  processTarget,
  socketTarget,
  type Target,
} from './deeds';
import { navigationCommands } from './navigate.contributions';
import { mayHaveOtherEnd } from './otherEnd';

/** Where a row leads, for the hover that tells of it, beside what that offers already: nothing that changes anything. */
export function waysFrom(row: Row): TooltipLink[] {
  return linksOf(row).map((link) => ({
    title: link.title,
    command: navigationCommands.followLink.id,
    args: linkArguments(link),
  }));
}

function linksOf(row: Row): LinkTo[] {
  const owner = ownerOfRow(row);
  const [port, socket] = [targetOfPort(row), row.socket && socketTarget(row.socket)];
  return [
    ...leading('clients', port, l10n.t('Show Clients')),
    ...(row.socket !== undefined && mayHaveOtherEnd(row.socket)
      ? leading('otherEnd', socket, l10n.t('Show Other End'))
      : []),
    ...leading('details', socket, l10n.t('Show Details')),
    ...leading('sockets', owner && processTarget(owner), l10n.t('Show All Sockets of Process')),
  ];
}

function targetOfPort({ port }: Row): Target | undefined {
  return port !== undefined && isOwnPort(port) ? portTarget(port) : undefined;
}

function leading(deed: Deed, target: Target | undefined, title: string): LinkTo[] {
  return target === undefined ? [] : [{ deed, target, title }];
}
