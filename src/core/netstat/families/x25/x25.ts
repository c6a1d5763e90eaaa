import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import {
  LINK_FIELDS,
  linkData,
  linkFamily,
  type LinkRow,
  linkSequences,
  linkState,
  queueCells,
  readQueues,
  sequenceCell,
} from '../linkFamily';
import { channelText, endsOf } from '../socketFamily';
import { X25_ROUTES } from './x25Routes';

/**
 * A socket of /proc/net/x25/socket (/proc/net/x25 on kernels before 2.6). Its states: 0 listening, 1 call sent, 2 clear
 * sent, 3 established, 4 recovery.
 */
export interface X25Socket extends LinkRow {
  /** "*" where there is none. */
  readonly destination: string;
  readonly source: string;
  /** Logical channel; 0 for a listener. */
  readonly channel: number;
}

const STATES = ['LISTENING', 'SABM_SENT', 'DISC_SENT', 'ESTABLISHED', 'RECOVERY'];

/** netstat takes so many characters of the addresses: one too few of the source's. */
const DESTINATION_LIMIT = 10;
const SOURCE_LIMIT = 9;

/** X.25. netstat reads the file of kernels before 2.6: later ones have a directory in its place, which is empty. */
export const X25 = linkFamily<X25Socket>({
  name: 'x25',
  title: 'X.25',
  files: ['x25/socket', 'x25'],
  header: `Active X.25 sockets
Dest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q
`,
  stateNames: STATES,
  fields: ['destination', 'source', 'interface', 'channel', ...LINK_FIELDS],
  parse: parseX25,
  ends: ({ source, destination, device }) => endsOf(source, destination, device),
  more: (socket) => [['Logical channel', channelText(socket.channel)], linkSequences(socket)],
  isShown: ({ channel }, { options }) => options.which === 'all' || channel !== 0,
  text,
  data: (socket) => ({
    destination: socket.destination,
    source: socket.source,
    interface: socket.device,
    channel: socket.channel,
    ...linkData(socket, STATES),
  }),
  problem: () => '',
  routes: X25_ROUTES,
});

/**
 * Reads /proc/net/x25/socket, and /proc/net/x25 of kernels before 2.6; the format is net/x25/x25_proc.c:
 * x25_seq_socket_show() in the kernel. Only lci is hexadecimal.
 */
export function parseX25(bytes: Uint8Array): Parsed<X25Socket> {
  return readRows(bytes, 1, (fields) => {
    const ends = {
      destination: fields.word('dest_addr'),
      source: fields.word('src_addr'),
      device: fields.word('dev'),
      channel: fields.hex32('lci'),
      state: fields.int32('st'),
      sendSequence: fields.int32('vs'),
      receiveSequence: fields.int32('vr'),
    };
    for (const skipped of ['va', 't', 't2', 't21', 't22', 't23']) fields.int32(skipped);
    return {
      ...ends,
      ...readQueues(fields),
    };
  });
}

function text(socket: X25Socket): ByteText {
  const addresses = [
    socket.destination.slice(0, DESTINATION_LIMIT).padEnd(15),
    socket.source.slice(0, SOURCE_LIMIT).padEnd(15),
    socket.device.padEnd(7),
  ];
  const cells = [
    `${addresses.join(' ')} ${socket.channel.toString(16).padEnd(3)}`,
    linkState(STATES, socket.state).padEnd(11),
    sequenceCell(socket, 2),
    ...queueCells(socket),
  ];
  return `${cells.join('  ')}\n`;
}
