import { INET_PROTOCOLS, type InetColumns, inetSocketAt } from '../../model/inetTable';
import { dotted, ipv6Text } from '../context/addressText';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { type Database, timerName } from '../sockets/internetRow';
import { holderFields, userFields } from './ownerData';
import type { DataRow } from './dataSink';

/**
 * An Internet socket.
 * @param database which has the names of its ports
 * @param state as netstat names it
 * @param local the hosts as netstat shows them, which may be names
 */
export function internetData(
  context: ModeContext,
  columns: InetColumns,
  row: number,
  database: Database,
  state: ByteText,
  local: ByteText,
  foreign: ByteText,
): DataRow {
  const socket = inetSocketAt(columns, row);
  const { localAddress, remoteAddress, isIPv6, timer, uid } = socket;
  const address = (words: readonly number[]): ByteText => (isIPv6 ? ipv6Text(words) : dotted(words[0] ?? 0));
  return {
    protocol: INET_PROTOCOLS[columns.protocol[row] ?? 0] ?? '',
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    local: endFields(context, address(localAddress), local, socket.localPort, database),
    foreign: endFields(context, address(remoteAddress), foreign, socket.remotePort, database),
    state: { code: socket.state, name: /^\d*$/.test(state) ? null : state },
    timer: {
      code: timer,
      name: timerName(timer, database),
      seconds: timer === 0 ? 0 : socket.timerWhen / 100,
      retransmits: socket.retransmits,
      probes: socket.timeout,
    },
    drops: socket.drops,
    ...userFields(context, uid),
    ...holderFields(context, socket.inode, uid),
  };
}

/** One end of a connection; host and service are null where names are not wanted or not known. */
export function endFields(
  { options, names }: ModeContext,
  address: ByteText,
  shown: ByteText,
  port: number,
  database: Database,
): DataRow {
  const hasNoService = options.numericPorts || port === 0;
  return {
    address,
    port,
    host: hostName(shown, address),
    service: hasNoService ? null : (names.port(port, database) ?? null),
  };
}

/** The name in what netstat shows of an address, where it is not the address itself. */
export function hostName(shown: ByteText, address: ByteText): ByteText | null {
  return shown === address || shown === '[::]' || shown === '' ? null : shown;
}
