import { sctpData } from './sctpData';
import { parseSctpAssocs, parseSctpEps } from './sctpFiles';
import { noted, printRow } from '../../context/printRow';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { extraCells, tcpStateName } from '../../sockets/internetRow';
import { sctpHost } from './sctpHost';
import { reportMissing } from '../../context/support';
import type { SctpAssociation, SctpSocket, UnstyledEndpoint } from '../../../model/sctp';

const MISSING = ['ENOENT', 'EACCES'];

/** Columns before the first address, in a row of an association and in any line that continues a row. */
const INDENT = ' '.repeat(20);

/** Host names are cut to this. */
const HOST_LIMIT = 63;

/** What is done with a row. */
export type TakeSctp = (socket: SctpSocket) => void | Promise<void>;

/** SCTP's rows of the Internet table: endpoints with -a or -l, associations without -l. Ends at the first missing file. */
export async function readSctp(context: ModeContext, take: TakeSctp): Promise<ExitStatus> {
  const { options } = context;
  const wants = { eps: options.which !== 'connected', assocs: options.which !== 'listening' };
  for (const file of ['eps', 'assocs'] as const) {
    if (!wants[file]) continue;
    const status = await readFiles(context, file, take);
    if (status !== 0) return status;
  }
  return 0;
}

/** The IPv4 file, which also holds IPv6 addresses, and an IPv6 one that no current kernel has. */
async function readFiles(context: ModeContext, file: 'eps' | 'assocs', take: TakeSctp): Promise<ExitStatus> {
  const { environment, options } = context;
  let status: ExitStatus = 0;
  if (!options.explicit || options.inet) {
    const path = `/proc/net/sctp/${file}`;
    const read = environment.readFile(path);
    if (read.ok) await takeRows(context, file, path, read.bytes, take);
    else status = reportMissing(context, path, read, 'AF INET (sctp)', MISSING, options.quiet);
  }
  if (status <= 1 && (!options.explicit || options.inet6)) {
    const path = `/proc/net/sctp6/${file}`;
    const read = environment.readFile(path);
    if (read.ok) await takeRows(context, file, path, read.bytes, take);
  }
  return status;
}

async function takeRows(
  context: ModeContext,
  file: 'eps' | 'assocs',
  path: ByteText,
  bytes: Uint8Array,
  take: TakeSctp,
): Promise<void> {
  const { rows, issues } = noted(
    context,
    path,
    file === 'eps' ? parseSctpEps(bytes) : parseSctpAssocs(bytes),
  );
  for (const issue of issues) {
    if (!issue.rowKept) {
      context.output.stderr(`warning, got bogus sctp ${file === 'eps' ? 'eps' : 'assoc'} line.\n`);
    }
  }
  for (const row of rows) await take(row);
}

/** Prints a socket: a line, and one more for each further address. */
export async function printSctp(context: ModeContext, socket: SctpSocket | UnstyledEndpoint): Promise<void> {
  const local = await hosts(context, socket.localAddresses);
  const remote = 'remotePort' in socket ? await hosts(context, socket.remoteAddresses) : [];
  await printRow(
    context,
    'sctp',
    () =>
      'remotePort' in socket
        ? associationText(context, socket, local, remote)
        : endpointText(context, socket, local),
    () => sctpData(context, socket, local, remote),
  );
}

function endpointText(context: ModeContext, row: UnstyledEndpoint, local: readonly ByteText[]): ByteText {
  const lines: ByteText[] = [];
  for (const host of local) {
    const cell = `${host.slice(0, HOST_LIMIT)}:${port(row.localPort)}`.padEnd(47);
    const state = lines.length === 0 ? sctpStateName(row.socketState) : '';
    lines.push(`${lines.length === 0 ? 'sctp'.padEnd(20) : INDENT}${cell} ${state.padEnd(11)}`);
  }
  return lines.join('\n') + endOfRow(context, row.uid, row.inode);
}

function associationText(
  context: ModeContext,
  row: SctpAssociation,
  locals: readonly ByteText[],
  remotes: readonly ByteText[],
): ByteText {
  const queues = `sctp  ${String(row.rxQueue).padStart(6)} ${String(row.txQueue).padStart(6)} `;
  const lines: ByteText[] = [];
  const count = Math.max(locals.length, remotes.length);
  for (let index = 0; index < count; index++) {
    const local = addressAt(locals, index, row.localPort);
    const remote = addressAt(remotes, index, row.remotePort);
    const state = index === 0 ? sctpStateName(row.socketState) : '';
    lines.push(
      `${index === 0 ? queues : INDENT}${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)}`,
    );
  }
  return lines.join('\n') + endOfRow(context, row.uid, row.inode);
}

/** The address of a line: with its port in the first one, empty where this end has no more. */
function addressAt(hosts: readonly ByteText[], index: number, portNumber: number): ByteText {
  const text = (hosts[index] ?? '').slice(0, HOST_LIMIT);
  return index === 0 ? `${text}:${port(portNumber)}` : text;
}

async function hosts(context: ModeContext, addresses: readonly string[]): Promise<ByteText[]> {
  const { options, names } = context;
  const isNumeric = options.numericHosts || options.numericPorts || options.numericUsers || options.symbolic;
  const found: ByteText[] = [];
  for (const address of addresses) found.push(await sctpHost(address, isNumeric, names));
  return found;
}

/** Ports are decimal whatever the options. */
function port(number: number): ByteText {
  return number === 0 ? '*' : String(number);
}

/** The name of a socket's state. */
export function sctpStateName(state: number): ByteText {
  const name = tcpStateName(state);
  return name === 'UNKNOWN' ? `UNKNOWN(${state})` : name;
}

/** The cells that options add stand after the last address; SCTP has no timers, but the blank before them. */
function endOfRow(context: ModeContext, uid: number, inode: number): ByteText {
  return `${extraCells(context, uid, inode)}${context.options.timers ? ' ' : ''}\n`;
}
