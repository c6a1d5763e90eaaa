import { internetData } from '../data/internetData';
import { INET_PROTOCOLS, type InetColumns, type InetTable } from '../../model/inetTable';
import type { InetValues } from '../../procfs/inetValues';
import { isAllZero } from '../context/addressText';
import { addressCell, hostText, ipv4HostText, portText } from '../context/addressCell';
import type { ByteText } from '../context/environment';
import type { ModeContext } from '../context/modeContext';
import {
  type Database,
  type TimerFields,
  datagramStateName,
  extraCells,
  tcpStateName,
  timerCell,
} from './internetRow';
import type { Options } from '../commandLine/options';
import { padded } from '../context/padded';
import { PORTION } from '../context/support';

/** The first column with the blanks behind it, by protocol: UDP's is one wider than TCP's and raw's. */
const LABELS = INET_PROTOCOLS.map((protocol) =>
  protocol.startsWith('udp')
    ? `${protocol.replace('udplite', 'udpl').padEnd(5)} `
    : `${protocol.padEnd(4)}  `,
);

/** How most rows start: nothing waits in their queues. */
const IDLE_STARTS = LABELS.map((label) => `${label}     0      0 `);

/** Which names the ports of a protocol have. */
const DATABASES = INET_PROTOCOLS.map((protocol): Database => {
  if (protocol.startsWith('tcp')) return 'tcp';
  return protocol.startsWith('udp') ? 'udp' : 'raw';
});

/**
 * Prints the rows of a table that the options ask for.
 * @param order the indices of those wanted, in their order; all, in the table's order, where absent
 * @param exact the rows that say more than the columns can hold, by their indices
 */
export async function printInternetRows(
  context: ModeContext,
  table: InetTable,
  order?: Uint32Array,
  exact?: ReadonlyMap<number, InetValues>,
): Promise<void> {
  const { options, output, programs, sink, texts } = context;
  const { columns } = table;
  let text = '';
  for (let i = 0; i < (order ?? table).length; i++) {
    const row = order?.[i] ?? i;
    const values = exact?.get(row);
    if (!isShown(columns, row, options.which, values)) continue;
    let made: ByteText | undefined;
    if (texts !== undefined) {
      programs?.noteRow?.(columns, row);
      // What netstat shows of a damaged row depends on the rows before it.
      if (values === undefined) made = texts.recallInternet(context, columns, row);
    }
    if (made === undefined) {
      let local = hostOf(context, columns, columns.localAddress, row);
      let remote = hostOf(context, columns, columns.remoteAddress, row);
      if (typeof local !== 'string' || typeof remote !== 'string') {
        // The name server may take its time: show what there is.
        await output.stdout(text);
        text = '';
        local = await local;
        remote = await remote;
      }
      if (sink !== undefined) {
        const database = DATABASES[columns.protocol[row] ?? 0] ?? 'raw';
        const state = stateText(columns, row);
        const data = internetData(context, columns, row, database, state, local, remote);
        const written = sink.row('internet', data);
        if (written !== undefined) await written;
        continue;
      }
      made = rowText(context, columns, row, local, remote, values);
      if (values === undefined) texts?.keep(made);
    }
    text += made;
    if (text.length > PORTION) {
      await output.stdout(text);
      text = '';
    }
  }
  await output.stdout(text);
}

/** Whether -a, -l or neither shows the row. The state is not asked: TCP goes by the foreign port, others by the address. */
export function isShown(
  columns: InetColumns,
  row: number,
  which: Options['which'],
  exact?: InetValues,
): boolean {
  if (which === 'all') return true;
  const isTcp = (columns.protocol[row] ?? 0) < 2;
  const isServer = isTcp
    ? (exact ?? { remotePort: columns.remotePort[row] }).remotePort === 0
    : isAllZero(columns.remoteAddress.subarray(row * 4, row * 4 + 4));
  return isServer === (which === 'listening');
}

/** The state as netstat names it; for raw sockets its number. */
export function stateText(columns: InetColumns, row: number, exact?: InetValues): ByteText {
  const state = exact?.state ?? columns.state[row] ?? 0;
  switch (DATABASES[columns.protocol[row] ?? 0]) {
    case 'tcp':
      return tcpStateName(state);
    case 'udp':
      return datagramStateName(state);
    default:
      return String(state);
  }
}

function hostOf(
  { options, names }: ModeContext,
  columns: InetColumns,
  addresses: Uint32Array,
  row: number,
): ByteText | Promise<ByteText> {
  const first = row * 4;
  if (columns.isIPv6[row] !== 1) return ipv4HostText(addresses[first] ?? 0, options, names);
  return hostText(addresses.subarray(first, first + 4), true, options, names);
}

function rowText(
  context: ModeContext,
  columns: InetColumns,
  row: number,
  local: ByteText,
  remote: ByteText,
  exact: InetValues | undefined,
): ByteText {
  const { options, names } = context;
  const protocol = columns.protocol[row] ?? 0;
  const database = DATABASES[protocol] ?? 'raw';
  const localPort = portText(columns.localPort[row] ?? 0, database, options, names);
  const remotePort = portText(columns.remotePort[row] ?? 0, database, options, names);
  const { rxQueue, txQueue } = exact ?? {};
  let text = rowStart(protocol, rxQueue ?? columns.rxQueue[row] ?? 0, txQueue ?? columns.txQueue[row] ?? 0);
  text += `${padded(addressCell(local, localPort, options.wide), 23)} `;
  text += `${padded(addressCell(remote, remotePort, options.wide), 23)} `;
  text += padded(stateText(columns, row, exact), 11);
  text += extraCells(context, columns.uid[row] ?? 0, exact?.inode ?? columns.inode[row] ?? 0);
  if (options.timers) text += ` ${timerCell(exact ?? timerAt(columns, row), database)}`;
  return `${text}\n`;
}

/** A row up to its addresses. */
function rowStart(protocol: number, received: number | bigint, sent: number | bigint): ByteText {
  if (received === 0 && sent === 0) return IDLE_STARTS[protocol] ?? '';
  return `${LABELS[protocol] ?? ''}${String(received).padStart(6)} ${String(sent).padStart(6)} `;
}

function timerAt(columns: InetColumns, row: number): TimerFields {
  return {
    timer: columns.timer[row] ?? 0,
    timerWhen: columns.timerWhen[row] ?? 0,
    retransmits: columns.retransmits[row] ?? 0,
    timeout: columns.timeout[row] ?? 0,
  };
}
