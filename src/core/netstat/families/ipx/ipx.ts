import type { Parsed } from '../../../model/issue';
import { type Fields, readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { noted } from '../../context/printRow';
import { FATAL, reportMissing } from '../../context/support';
import { tcpStateName, userCell } from '../../sockets/internetRow';
import { NETWORK_FIELDS, networkData } from '../networkData';
import { endsOf, type FamilySpec, printFamilySocket, socketFamily } from '../socketFamily';
import { readIpxLines } from './ipxLines';
import { IPX_ROUTES } from './ipxRoutes';
import { type IpxAddress, ipxCell, type IpxSocket, ipxText } from './ipxSocket';

const SOCKETS = '/proc/net/ipx/socket';

const SPEC: FamilySpec<IpxSocket> = {
  name: 'ipx',
  title: 'IPX',
  files: ['ipx/socket'],
  states: 'tcp',
  stateName: tcpStateName,
  header: ({ extend }) => `Active IPX sockets
Proto Recv-Q Send-Q Local Address              Foreign Address            State${extend > 0 ? ' User' : ''}
`,
  fields: NETWORK_FIELDS,
  parse: parseIpx,
  ends: ({ local, remote }) => endsOf(ipxText(local), remote && ipxText(remote)),
  text,
  data: (socket, context) => networkData(context, socket, socket.local, socket.remote),
  print: printTable,
  routes: IPX_ROUTES,
};

/** IPX, Novell's network, which kernels before 5.15 have. */
export const IPX = socketFamily(SPEC);

const ADDRESS = /\s*([0-9A-Fa-f]{1,8}(?::[0-9A-Fa-f]{12})?:[0-9A-Fa-f]{1,4})(?!\S)/y;
const NOT_CONNECTED = /\s*(Not_Connected)/y;

/** Reads /proc/net/ipx/socket; the format is net/ipx/ipx_proc.c:ipx_seq_socket_show() of kernels before 5.15. */
export function parseIpx(bytes: Uint8Array): Parsed<IpxSocket> {
  return readRows(bytes, 1, (fields) => ({
    local: address(fields, 'Local_Address'),
    remote: remoteAddress(fields),
    txQueue: fields.hex32('Tx_Queue'),
    rxQueue: fields.hex32('Rx_Queue'),
    state: fields.hex32('State'),
    uid: fields.uint32('Uid'),
  }));
}

function remoteAddress(fields: Fields): IpxAddress | undefined {
  if (/^\s*Not_Connected/.test(fields.rest)) {
    fields.match(NOT_CONNECTED, 'Remote_Address');
    return undefined;
  }
  return address(fields, 'Remote_Address');
}

function address(fields: Fields, name: string): IpxAddress {
  const parts = fields.match(ADDRESS, name, 'is not network:node:socket').split(':');
  return {
    network: Number.parseInt(parts[0] || '0', 16),
    node: parts.length === 3 ? (parts[1] ?? '') : '',
    port: Number.parseInt(parts.at(-1) || '0', 16),
  };
}

async function printTable(context: ModeContext): Promise<ExitStatus> {
  const { environment, output, options } = context;
  const file = environment.readFile(SOCKETS);
  if (!file.ok) return reportMissing(context, SOCKETS, file, 'AF IPX', ['ENOENT'], false);
  await output.stdout(SPEC.header?.(options) ?? '');
  const { littleEndian } = environment;
  const { rows, failure } = noted(context, SOCKETS, readIpxLines(file.bytes, littleEndian));
  for (const row of rows) await printFamilySocket(context, SPEC, row);
  if (failure === undefined) return 0;
  output.stderr(`netstat.c: Internal Error \`ipx socket format error in ${failure}'.\n`);
  return FATAL;
}

/** As netstat does, the send queue stands under Recv-Q and the other way round. */
function text({ local, remote, txQueue, rxQueue, state, uid }: IpxSocket, context: ModeContext): ByteText {
  const { littleEndian } = context.environment;
  const cells = [
    `IPX   ${String(txQueue).padStart(6)}`,
    String(rxQueue).padStart(6),
    ipxCell(local, littleEndian).padEnd(26),
    (remote === undefined ? '-' : ipxCell(remote, littleEndian)).padEnd(26),
    stateCell(state).padEnd(5),
  ];
  if (context.options.extend > 0) cells.push(userCell(context, uid));
  return `${cells.join(' ')}\n`;
}

function stateCell(state: number): ByteText {
  if (state === 7) return '';
  return state === 1 ? 'ESTAB' : 'UNK.';
}
