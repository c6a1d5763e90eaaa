import type { AtalkAddress, AtalkSocket } from '../../model/appletalk';
import type { Ax25Socket } from '../../model/ax25';
import type { IpxAddress, IpxSocket } from '../../model/ipx';
import type { NetromSocket } from '../../model/netrom';
import type { RoseSocket } from '../../model/rose';
import type { X25Socket } from '../../model/x25';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import { tcpStateName } from '../sockets/internetRow';
import { unixTypeName } from '../sockets/unixRow';
import { userFields } from './ownerData';
import type { DataRow } from './dataSink';

/** An IPX socket, its queues under their right names. */
export function ipxData(context: ModeContext, socket: IpxSocket): DataRow {
  return {
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    local: ipxEnd(socket.local),
    foreign: socket.remote === undefined ? null : ipxEnd(socket.remote),
    state: { code: socket.state, name: tcpStateName(socket.state) },
    ...userFields(context, socket.uid),
  };
}

function ipxEnd({ network, node, port }: IpxAddress): DataRow {
  return { network, node, port };
}

/** An AX.25 socket. */
export function ax25Data(socket: Ax25Socket, state: ByteText): DataRow {
  const { destination, digipeaters, source } = socket;
  return { destination, digipeaters, source, ...commonFields(socket, state) };
}

/** An X.25 socket, its addresses in full. */
export function x25Data(socket: X25Socket, state: ByteText): DataRow {
  const { destination, source, device, channel } = socket;
  return { destination, source, interface: device, channel, ...commonFields(socket, state) };
}

/** A NET/ROM socket. */
export function netromData(socket: NetromSocket, state: ByteText): DataRow {
  const { user, destination, source } = socket;
  return { caller: user, destination, source, ...commonFields(socket, state) };
}

function commonFields(socket: Ax25Socket | X25Socket | NetromSocket, state: ByteText): DataRow {
  return {
    interface: socket.device,
    state: { code: socket.state, name: state },
    receiveSequence: socket.receiveSequence,
    sendSequence: socket.sendSequence,
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    inode: socket.inode,
  };
}

/** A ROSE socket. */
export function roseData(socket: RoseSocket, state: ByteText): DataRow {
  return {
    destination: { address: socket.destinationAddress, callsign: socket.destinationCallsign },
    source: { address: socket.sourceAddress, callsign: socket.sourceCallsign },
    interface: socket.device,
    channel: socket.channel,
    neighbour: socket.neighbour,
    state: { code: socket.state, name: state },
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    inode: socket.inode,
  };
}

/** An AppleTalk socket. */
export function appletalkData(context: ModeContext, socket: AtalkSocket): DataRow {
  return {
    type: { code: socket.type, name: unixTypeName(socket.type) },
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    local: appletalkEnd(socket.local),
    foreign: appletalkEnd(socket.remote),
    state: { code: socket.state, name: tcpStateName(socket.state) },
    ...userFields(context, socket.uid),
  };
}

function appletalkEnd({ network, node, port }: AtalkAddress): DataRow {
  return { network, node, port };
}
