import { l10n } from 'vscode';
import { type OtherSocket, otherInode, otherUid } from '../../../core/model/otherSocket';
import type { InetRow } from '../../../core/model/page';
import { associationStateName, sctpStyleName } from '../../../core/netstat/sockets/sctpNames';
import { unixTypeName } from '../../../core/netstat/sockets/unixRow';
import { otherEnds } from '../../../core/query/otherSocket';
import { userName } from '../../describe';
import { type Field, field } from '../tooltipField';
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
  const { local, foreign, device } = otherEnds(socket);
  const uid = otherUid(socket);
  const inode = otherInode(socket);
  return [
    field(l10n.t('Local address'), local),
    field(l10n.t('Foreign address'), foreign === undefined ? l10n.t('none') : foreign),
    ...(device === undefined ? [] : [field(l10n.t('Device'), device)]),
    ...familyFields(socket),
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

function familyFields(socket: OtherSocket): Field[] {
  switch (socket.protocol) {
    case 'ipx':
      return [];
    case 'ddp':
      return [field(l10n.t('Type'), unixTypeName(socket.type))];
    case 'ax25':
      return [
        ...(socket.digipeaters.length === 0
          ? []
          : [field(l10n.t('Digipeaters'), socket.digipeaters.join(', '))]),
        sequences(socket),
      ];
    case 'netrom':
      return [field(l10n.t('Caller'), socket.user), sequences(socket)];
    case 'x25':
      return [channel(socket.channel), sequences(socket)];
    case 'rose':
      return [channel(socket.channel), field(l10n.t('Neighbour'), String(socket.neighbour))];
  }
}

function sequences(socket: { readonly receiveSequence: number; readonly sendSequence: number }): Field {
  return field('Vr/Vs', `${socket.receiveSequence}/${socket.sendSequence}`);
}

function channel(number: number): Field {
  return field(l10n.t('Logical channel'), number === 0 ? l10n.t('none') : String(number));
}

/** A single address is shown anyway. */
function further(label: string, addresses: readonly string[]): Field[] {
  return addresses.length < 2 ? [] : [field(label, addresses.join(', '))];
}
