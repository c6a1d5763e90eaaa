import type { Parsed } from '../../../model/issue';
import { type Fields, readRows } from '../../../procfs/lineFields';
import { latin1 } from '../../../procfs/scan';
import {
  LINK_FIELDS,
  linkData,
  linkFamily,
  type LinkRow,
  linkSequences,
  linkText,
  readQueues,
} from '../linkFamily';
import { endsOf } from '../socketFamily';
import { AX25_ROUTES } from './ax25Routes';

/**
 * A socket of /proc/net/ax25. Its states: 0 listening, 1 connection sent, 2 disconnect sent, 3 established, 4 recovery.
 * The inode is 0 where the kernel does not tell.
 */
export interface Ax25Socket extends LinkRow {
  readonly source: string;
  /** "*" for a listener. */
  readonly destination: string;
  /** The call signs a packet goes by, with "*" after those passed. */
  readonly digipeaters: readonly string[];
}

const STATES = ['LISTENING', 'SABM SENT', 'DISC SENT', 'ESTABLISHED', 'RECOVERY'];

/** AX.25, amateur radio's link layer. */
export const AX25 = linkFamily<Ax25Socket>({
  name: 'ax25',
  title: 'AX.25',
  files: ['ax25'],
  header: `Active AX.25 sockets
Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q
`,
  stateNames: STATES,
  fields: ['destination', 'digipeaters', 'source', 'interface', ...LINK_FIELDS],
  parse: parseAx25,
  ends: ({ source, destination, device }) => endsOf(source, destination, device),
  more: (socket) => {
    const digipeaters = socket.digipeaters.join(', ');
    return [...(digipeaters === '' ? [] : [['Digipeaters', digipeaters] as const]), linkSequences(socket)];
  },
  text: (socket) => linkText(socket, [socket.destination, socket.source], STATES),
  data: (socket) => ({
    destination: socket.destination,
    digipeaters: socket.digipeaters,
    source: socket.source,
    interface: socket.device,
    ...linkData(socket, STATES),
  }),
  problem: (bytes) => `${hasHeader(bytes) ? 'P' : 'p'}roblem reading data from /proc/net/ax25\n`,
  firstLine: (bytes) => (hasHeader(bytes) ? 2 : 1),
  routes: AX25_ROUTES,
});

/** Where kernels before 2.2 have a header line, and the columns of call signs fixed. */
const OLD_HEADER = 'dest_addr';

/** `current/limit` of a timer, in the old layout. */
const RATIO = /\s*(\d+\/\d+)/y;

/** Fields between the sequence numbers and the queues in either layout: timers, retries, window and so on. */
const NEW_FIELDS_SKIPPED = 14;
const OLD_RATIOS_SKIPPED = 5;
const OLD_NUMBERS_SKIPPED = 3;

/**
 * Reads /proc/net/ax25; the format is net/ax25/af_ax25.c:ax25_info_show() in the kernel:
 * `magic dev src_addr dest_addr,digi1,digi2,.. st vs vr va t1 t1 t2 t2 t3 t3 idle idle n2 n2 rtt window paclen Snd-Q
 * Rcv-Q inode`, the last three `*` where the socket has no user. Kernels before 2.2 write columns below a header.
 */
export function parseAx25(bytes: Uint8Array): Parsed<Ax25Socket> {
  return hasHeader(bytes) ? readRows(bytes, 1, oldLayout) : readRows(bytes, 0, newLayout);
}

/** Whether the file is one of a kernel before 2.2: those begin with a header. */
function hasHeader(bytes: Uint8Array): boolean {
  return latin1(bytes, 0, Math.min(bytes.length, OLD_HEADER.length)) === OLD_HEADER;
}

function newLayout(fields: Fields): Ax25Socket {
  fields.word('magic');
  const device = fields.word('dev');
  const source = fields.word('src_addr');
  const [destination = '', ...digipeaters] = fields.word('dest_addr').split(',');
  const state = fields.int32('st');
  const sendSequence = fields.int32('vs');
  const receiveSequence = fields.int32('vr');
  fields.int32('va');
  for (let skipped = 0; skipped < NEW_FIELDS_SKIPPED - 1; skipped++) fields.int32('timers');
  const queues = /^\s*\*/.test(fields.rest)
    ? { txQueue: 0, rxQueue: 0, inode: 0 }
    : { txQueue: fields.int32('Snd-Q'), rxQueue: fields.int32('Rcv-Q'), inode: fields.uint32('inode') };
  return { device, source, destination, digipeaters, state, sendSequence, receiveSequence, ...queues };
}

function oldLayout(fields: Fields): Ax25Socket {
  const destination = fields.column(0, 9, 'dest_addr');
  const source = fields.column(10, 19, 'src_addr');
  fields.moveTo(20);
  const device = fields.word('dev');
  const state = fields.int32('st');
  const sendSequence = fields.int32('vs');
  const receiveSequence = fields.int32('vr');
  fields.int32('va');
  for (let skipped = 0; skipped < OLD_RATIOS_SKIPPED; skipped++) fields.match(RATIO, 'timers');
  for (let skipped = 0; skipped < OLD_NUMBERS_SKIPPED; skipped++) fields.int32('rtt, window, paclen');
  return {
    device,
    source,
    destination,
    digipeaters: [],
    state,
    sendSequence,
    receiveSequence,
    ...readQueues(fields),
  };
}
