import { ipxData } from '../../data/familyData';
import type { IpxAddress, IpxSocket } from '../../../model/ipx';
import { noted, printRow } from '../../context/printRow';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { userCell } from '../../sockets/internetRow';
import type { Options } from '../../commandLine/options';
import { readIpxLines } from './ipxLines';
import { FATAL, reportMissing } from '../../context/support';

const SOCKETS = '/proc/net/ipx/socket';

/** The table of IPX sockets, where the kernel has them. */
export async function printIpx(context: ModeContext): Promise<ExitStatus> {
  const { environment, output, options } = context;
  const file = environment.readFile(SOCKETS);
  if (!file.ok) return reportMissing(context, SOCKETS, file, 'AF IPX', ['ENOENT'], false);
  await output.stdout(ipxTitle(options));
  const { littleEndian } = environment;
  const write = (address: IpxAddress): ByteText => addressText(address, littleEndian);
  const { rows, failure } = noted(context, SOCKETS, readIpxLines(file.bytes, littleEndian, write));
  for (const row of rows) await printIpxRow(context, row);
  if (failure === undefined) return 0;
  output.stderr(`netstat.c: Internal Error \`ipx socket format error in ${failure}'.\n`);
  return FATAL;
}

/** Prints an IPX socket. */
export function printIpxRow(context: ModeContext, socket: IpxSocket): void | Promise<void> {
  return printRow(
    context,
    'ipx',
    () => rowText(context, socket, context.environment.littleEndian),
    () => ipxData(context, socket),
  );
}

/** Title and header of the table of IPX sockets. */
export function ipxTitle({ extend }: Options): ByteText {
  const header = 'Proto Recv-Q Send-Q Local Address              Foreign Address            State';
  return `Active IPX sockets\n${header}${extend > 0 ? ' User' : ''}\n`;
}

/** As netstat does, the send queue stands under Recv-Q and the other way round. */
function rowText(context: ModeContext, socket: IpxSocket, littleEndian: boolean): ByteText {
  const { local, remote } = socket;
  const cells = [
    `IPX   ${String(socket.txQueue).padStart(6)}`,
    String(socket.rxQueue).padStart(6),
    addressText(local, littleEndian).padEnd(26),
    (remote === undefined ? '-' : addressText(remote, littleEndian)).padEnd(26),
    stateName(socket.state).padEnd(5),
  ];
  if (context.options.extend > 0) cells.push(userCell(context, socket.uid));
  return `${cells.join(' ')}\n`;
}

/** network:node:port: a node without network is not shown, and the port has its bytes in network order. */
function addressText(
  { network, isNetworkCut = false, node, port }: IpxAddress,
  littleEndian: boolean,
): ByteText {
  const swapped = littleEndian ? ((port & 0xff) << 8) | (port >>> 8) : port;
  const parts = [hex(swapped, 4)];
  const isSpecific = isNetworkCut || isSpecificNetwork(network);
  const hasNode = isSpecific && !/^0*$/.test(node);
  if (hasNode) parts.unshift(node.toUpperCase());
  if (isSpecific && network !== 0) parts.unshift(hex(network, 8));
  else if (!hasNode) parts.unshift('');
  return parts.join(':');
}

/** netstat shows neither the network that is meant by 0, the own one, nor the one that means all. */
export function isSpecificNetwork(network: number): boolean {
  return network !== 0 && network !== 0xffffffff;
}

function hex(value: number, digits: number): ByteText {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function stateName(state: number): ByteText {
  if (state === 7) return '';
  return state === 1 ? 'ESTAB' : 'UNK.';
}
