import type { SctpSocket, UnstyledEndpoint } from '../../../model/sctp';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { DataRow } from '../../data/dataSink';
import { hostName } from '../../data/internetData';
import { holderFields, userFields } from '../../data/ownerData';
import { tcpStateName } from '../../sockets/internetRow';
import { associationStateName, sctpStyleName } from './sctpFiles';
import { sctpAddress } from './sctpHost';

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
