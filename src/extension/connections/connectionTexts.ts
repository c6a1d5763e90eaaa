import { l10n } from 'vscode';
import type { Carried } from '../../core/connections/carried';
import type { ConnectionToClose, LeftAlone } from '../../core/connections/plan';
import type { SeenConnection } from '../../core/model/connection';
import type { Ownership, Snapshot } from '../../core/model/snapshot';
import { TCP_TIME_WAIT } from '../../core/query/socketState';
import { formatEndpoint, formatLocal } from '../../core/text/address';
import { quoted } from '../../core/text/clean';
import { askedLikely, askedProcess } from '../../core/text/programName';
import { listedNames } from '../describe';
import { likelyUnit } from '../likely/likelyTexts';
import { namespaceText } from '../namespaces/namespaceTexts';

/** Processes that are named at one end; more can have it, as after a fork. */
const OWNERS = { most: 3, longest: 150 };

/** `127.0.0.1:50478 → 127.0.0.1:5432` */
export function endsText(connection: SeenConnection): string {
  const { isIPv6, remoteAddress, remotePort } = connection;
  return `${formatLocal(connection)} → ${formatEndpoint(remoteAddress, isIPv6, remotePort)}`;
}

/** Who has this end of a connection, as a question names them. */
export function nearOwner({ connection, ownership }: ConnectionToClose, snapshot: Snapshot): string {
  if (connection.state === TCP_TIME_WAIT) return l10n.t('no process, the kernel keeps it');
  return ownerText(ownership, snapshot);
}

/** Who has the other one. */
export function farOwner({ connection, peer }: ConnectionToClose, snapshot: Snapshot): string {
  if (peer === undefined) {
    return connection.state === TCP_TIME_WAIT
      ? l10n.t('closed as well, or on another machine')
      : l10n.t('on another machine, or where this window does not see');
  }
  const who = ownerText(peer, snapshot);
  return peer.namespace === undefined
    ? who
    : l10n.t('{0} in {1}', who, namespaceText(peer.namespace, snapshot.containers));
}

function ownerText({ owners, likelyOwner }: Omit<Ownership, 'reasons'>, snapshot: Snapshot): string {
  if (owners.length > 0) return listedNames(owners.map(askedProcess), OWNERS);
  if (likelyOwner === undefined) return l10n.t('unknown owner');
  // What others chose is quoted here, as it is of those that are known.
  const unit = quoted(likelyUnit(likelyOwner, snapshot));
  const [process] = likelyOwner.processes;
  return process === undefined
    ? l10n.t('likely {0}', unit)
    : l10n.t('likely {0} in {1}', askedLikely(process), unit);
}

/** What ends for whom where connections are closed. @param ends of one, or of several */
export function carriedText(ends: string, carried: Carried): string {
  switch (carried) {
    case 'window':
      return l10n.t(
        'This window works over {0}, or forwards something over it: it may lose its connection to this machine, and unsaved work may be lost.',
        ends,
      );
    case 'editor':
      return l10n.t(
        'VS Code works over {0}, in this window or another one, which may lose its connection to this machine and unsaved work.',
        ends,
      );
    case 'login':
      return l10n.t(
        'Somebody is logged in from another machine over {0}, or probably is (sshd or its like): whoever it is, perhaps you, is cut off.',
        ends,
      );
  }
}

/** Why a connection is left alone, and what to do next. */
export function leftAloneText(why: LeftAlone['why']): string {
  switch (why) {
    case 'gone':
      return l10n.t('it has ended already, so there is nothing to close');
    case 'changed':
      return l10n.t('another socket has its ends by now: look at the list again before you close that');
    case 'refused':
      return l10n.t('it is no connection of TCP: what listens, and what is not connected, is never closed');
    case 'untold':
      return l10n.t('the kernel could not be asked for it (netlink)');
    case 'otherNamespace':
      return l10n.t(
        'it is in another network namespace, and connections are closed in this window\u2019s own',
      );
  }
}
