import { l10n } from 'vscode';
import type { OtherSocket } from '../../../core/model/otherSocket';
import type { InetRow } from '../../../core/model/page';
import { associationStateName, sctpStyleName } from '../../../core/netstat/families/sctp/sctpFiles';
import { userName } from '../../describe';
import { type Field, field } from '../tooltip';
import type { Facts } from './socketFacts';

/** What is said of an SCTP association beside its first addresses. */
export function associationFields({ association }: InetRow): Field[] {
  if (association === undefined) return [];
  const { localAddresses, remoteAddresses, associationId, state, style } = association;
  const unknown = l10n.t('unknown ({0})', state);
  return [
    field(l10n.t('Association'), `${associationId}, ${associationStateName(state) ?? unknown}`),
    field(l10n.t('Style'), sctpStyleName(style) ?? String(style)),
    ...further(l10n.t('All local addresses'), localAddresses),
    ...further(l10n.t('All foreign addresses'), remoteAddresses),
  ];
}

/** What is said of a socket of a family that few kernels have: every column of its table. */
export function otherFields(socket: OtherSocket, { snapshot }: Facts): Field[] {
  const { local, foreign, device, uid, inode } = socket;
  return [
    field(l10n.t('Local address'), local),
    field(l10n.t('Foreign address'), foreign === undefined ? l10n.t('none') : foreign),
    ...(device === undefined ? [] : [field(l10n.t('Device'), device)]),
    ...socket.more.map(([name, value]) => field(columnName(name), value === '' ? l10n.t('none') : value)),
    field('Recv-Q', String(socket.rxQueue)),
    field('Send-Q', String(socket.txQueue)),
    ...(uid === undefined
      ? []
      : [field(l10n.t('User'), l10n.t('{0} (uid {1})', userName(snapshot, uid), uid))]),
    ...(inode === undefined
      ? []
      : [field(l10n.t('Inode'), inode === 0 ? l10n.t('none, no process can hold it') : String(inode))]),
  ];
}

/** The columns of families that are words, in the user's language; others are shown as they are. */
function columnName(name: string): string {
  const names: Readonly<Record<string, string>> = {
    Type: l10n.t('Type'),
    Digipeaters: l10n.t('Digipeaters'),
    Caller: l10n.t('Caller'),
    'Logical channel': l10n.t('Logical channel'),
    Neighbour: l10n.t('Neighbour'),
  };
  return names[name] ?? name;
}

/** A single address is shown anyway. */
function further(label: string, addresses: readonly string[]): Field[] {
  return addresses.length < 2 ? [] : [field(label, addresses.join(', '))];
}
