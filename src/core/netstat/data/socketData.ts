import type { UnixSocket } from '../../model/unixTable';
import { latin1 } from '../../procfs/scan';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { tcpStateName } from '../sockets/internetRow';
import type { SctpSocket, UnstyledEndpoint } from '../../model/sctp';
import { sctpAddress } from '../families/sctp/sctpHost';
import { associationStateName, sctpStyleName } from '../sockets/sctpNames';
import { unixFlagNames, unixStateName, unixTypeName } from '../sockets/unixRow';
import { hostName } from './internetData';
import { holderFields, userFields } from './ownerData';
import type { DataRow } from './dataSink';

/** A UNIX domain socket, its path in full. */
export function unixData(context: ModeContext, socket: UnixSocket): DataRow {
  const { flags, path, inode } = socket;
  return {
    protocol: 'unix',
    refCnt: socket.refCount,
    flags: { code: flags, names: unixFlagNames(flags) },
    type: { code: socket.type, name: unixTypeName(socket.type) },
    state: { code: socket.state, name: unixStateName(socket) || null },
    path: latin1(path, 0, path.length),
    ...holderFields(context, inode, undefined),
  };
}

/**
 * An SCTP endpoint or association.
 * @param local the hosts as netstat shows them, in the order of the addresses
 */
export function sctpData(
  context: ModeContext,
  socket: SctpSocket | UnstyledEndpoint,
  local: readonly ByteText[],
  foreign: readonly ByteText[],
): DataRow {
  const association = 'associationId' in socket ? socket : undefined;
  const style = 'style' in socket ? socket.style : undefined;
  return {
    protocol: 'sctp',
    recvQ: association?.rxQueue ?? null,
    sendQ: association?.txQueue ?? null,
    local: endFields(socket.localAddresses, socket.localPort, local),
    foreign:
      association === undefined
        ? null
        : endFields(association.remoteAddresses, association.remotePort, foreign),
    state: { code: socket.socketState, name: tcpStateName(socket.socketState) || null },
    association:
      association === undefined
        ? null
        : {
            id: association.associationId,
            code: association.state,
            name: associationStateName(association.state) ?? null,
          },
    style: style === undefined ? null : { code: style, name: sctpStyleName(style) ?? null },
    ...userFields(context, socket.uid),
    ...holderFields(context, socket.inode, socket.uid),
  };
}

function endFields(raw: readonly string[], port: number, shown: readonly ByteText[]): DataRow {
  const addresses = raw.map(sctpAddress);
  const hosts = addresses.map((address, index) => hostName(shown[index] ?? address, address));
  return { addresses, port, hosts };
}
