import type { Parsed } from '../../../model/issue';
import { type Fields, readRows } from '../../../procfs/lineFields';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { noted } from '../../context/printRow';
import { fieldsOf } from '../../data/ownTables';
import { tcpStateName } from '../../sockets/internetRow';
import { unixTypeName } from '../../sockets/unixRow';
import { NETWORK_FIELDS, networkData } from '../networkData';
import { type FamilySpec, printFamilySocket, socketFamily } from '../socketFamily';
import { APPLETALK_ROUTES } from './appletalkRoutes';

/** An AppleTalk address. */
export interface AtalkAddress {
  readonly network: number;
  readonly node: number;
  readonly port: number;
}

/** A socket of /proc/net/atalk/socket (/proc/net/appletalk on kernels before 2.6). */
export interface AtalkSocket {
  /** SOCK_*: 2 datagram, 3 raw. */
  readonly type: number;
  readonly local: AtalkAddress;
  readonly remote: AtalkAddress;
  readonly txQueue: number;
  readonly rxQueue: number;
  /** A TCP state number: 1 established, 7 closed. */
  readonly state: number;
  readonly uid: number;
}

const SPEC: FamilySpec<AtalkSocket> = {
  name: 'ddp',
  title: 'AppleTalk',
  optionNames: ['appletalk', 'ddp'],
  files: ['atalk/socket', 'appletalk'],
  states: 'tcp',
  stateName: tcpStateName,
  fields: [...fieldsOf('type', 'code', 'name'), ...NETWORK_FIELDS],
  parse: parseAppletalk,
  ends: ({ local, remote }) => {
    const isConnected = remote.network !== 0 || remote.node !== 0 || remote.port !== 0;
    return {
      local: addressText(local),
      ...(isConnected && { foreign: addressText(remote) }),
      ports: { local: local.port, ...(isConnected && { foreign: remote.port }) },
    };
  },
  more: ({ type }) => [['Type', unixTypeName(type)]],
  data: (socket, context) => ({
    type: { code: socket.type, name: unixTypeName(socket.type) },
    ...networkData(context, socket, socket.local, socket.remote),
  }),
  print: writeTable,
  routes: APPLETALK_ROUTES,
};

/** AppleTalk's datagrams. netstat never prints such sockets, so they are for those alone who want data. */
export const APPLETALK = socketFamily(SPEC);

/**
 * Reads /proc/net/atalk/socket, and /proc/net/appletalk of kernels before 2.6; the format is net/appletalk/
 * atalk_proc.c:atalk_seq_socket_show() in the kernel.
 */
export function parseAppletalk(bytes: Uint8Array): Parsed<AtalkSocket> {
  return readRows(bytes, 1, (fields) => {
    const type = fields.hex32('Type');
    const local = address(fields, 'Local_addr');
    const remote = address(fields, 'Remote_addr');
    const txQueue = fields.hex32('Tx_queue');
    fields.skip(':', 'Rx_queue');
    return {
      type,
      local,
      remote,
      txQueue,
      rxQueue: fields.hex32('Rx_queue'),
      state: fields.hex32('st'),
      uid: fields.uint32('uid'),
    };
  });
}

function address(fields: Fields, name: string): AtalkAddress {
  const network = fields.hex32(name);
  fields.skip(':', name);
  const node = fields.hex32(name);
  fields.skip(':', name);
  return { network, node, port: fields.hex32(name) };
}

async function writeTable(context: ModeContext): Promise<ExitStatus> {
  for (const name of SPEC.files) {
    const path = `/proc/net/${name}`;
    const file = context.environment.readFile(path);
    if (!file.ok) continue;
    for (const socket of noted(context, path, parseAppletalk(file.bytes)).rows) {
      await printFamilySocket(context, SPEC, socket);
    }
    break;
  }
  return 0;
}

/** `network.node:socket` in decimal, as people of AppleTalk write it. */
function addressText({ network, node, port }: AtalkAddress): string {
  return `${network}.${node}:${port}`;
}
