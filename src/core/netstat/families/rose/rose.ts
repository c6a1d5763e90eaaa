import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import type { ByteText } from '../../context/environment';
import type { DataRow } from '../../data/dataSink';
import { fieldsOf, QUEUES, STATE } from '../../data/ownTables';
import { CIRCUIT_STATES, linkFamily, linkState } from '../linkFamily';
import { channelText, endsOf } from '../socketFamily';
import { ROSE_ROUTES } from './roseRoutes';

/** A socket of /proc/net/rose. */
export interface RoseSocket {
  /** "*" where there is none. */
  readonly destinationAddress: string;
  readonly destinationCallsign: string;
  readonly sourceAddress: string;
  readonly sourceCallsign: string;
  readonly device: string;
  /** Logical channel. */
  readonly channel: number;
  readonly neighbour: number;
  /** 0 listening, 1 connection sent, 2 disconnect sent, 3 established. */
  readonly state: number;
  readonly txQueue: number;
  readonly rxQueue: number;
  readonly inode: number;
}

const PROBLEM = 'Problem reading data from /proc/net/rose\n';

/** ROSE, amateur radio's X.25. The destination's address is shown, which netstat loses. */
export const ROSE = linkFamily<RoseSocket>({
  name: 'rose',
  title: 'ROSE',
  files: ['rose'],
  header: `Active ROSE sockets
dest_addr   dest_call  src_addr    src_call  dev   lci neigh   state
`,
  stateNames: CIRCUIT_STATES,
  fields: [
    ...fieldsOf('destination', 'address', 'callsign'),
    ...fieldsOf('source', 'address', 'callsign'),
    ...['interface', 'channel', 'neighbour', ...STATE, ...QUEUES, 'inode'],
  ],
  parse: parseRose,
  ends: ({ sourceAddress, sourceCallsign, destinationAddress, destinationCallsign, device }) => {
    const foreign = destinationAddress === '*' ? undefined : `${destinationAddress} ${destinationCallsign}`;
    return endsOf(`${sourceAddress} ${sourceCallsign}`, foreign, device);
  },
  more: ({ channel, neighbour }) => [
    ['Logical channel', channelText(channel)],
    ['Neighbour', String(neighbour)],
  ],
  text,
  data,
  problem: () => PROBLEM,
  routes: ROSE_ROUTES,
});

/** Between the state and the queues: vs vr va t t1 t2 t3 hb idle. */
const TIMERS = /\s*\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\/\d+/y;

/** Reads /proc/net/rose; the format is net/rose/af_rose.c:rose_info_show() in the kernel. Only lci is hexadecimal. */
export function parseRose(bytes: Uint8Array): Parsed<RoseSocket> {
  return readRows(bytes, 1, (fields) => {
    const ends = {
      destinationAddress: fields.word('dest_addr'),
      destinationCallsign: fields.word('dest_call'),
      sourceAddress: fields.word('src_addr'),
      sourceCallsign: fields.word('src_call'),
      device: fields.word('dev'),
      channel: fields.hex32('lci'),
      neighbour: fields.int32('neigh'),
      state: fields.int32('st'),
    };
    if (fields.failed || fields.atEnd) return { ...ends, txQueue: 0, rxQueue: 0, inode: 0 };
    fields.match(TIMERS, 'timers');
    return {
      ...ends,
      txQueue: fields.int32('Snd-Q'),
      rxQueue: fields.int32('Rcv-Q'),
      inode: fields.uint32('inode'),
    };
  });
}

/** The channel is hexadecimal in the file; netstat takes it for decimal, and gives up on a row where it has a letter. */
function text(socket: RoseSocket): ByteText {
  const channel = socket.channel.toString(16);
  if (!/^\d+$/.test(channel)) return PROBLEM;
  const cells = [
    `${socket.destinationAddress.padEnd(10)} `,
    `${socket.destinationCallsign.padEnd(9)} `,
    `${socket.sourceAddress.padEnd(10)} `,
    socket.sourceCallsign.padEnd(9),
    socket.device.padEnd(5),
    channel.padStart(3),
    `${String(socket.neighbour).padStart(5)}  `,
    linkState(CIRCUIT_STATES, socket.state),
  ];
  return `${cells.join(' ')}\n`;
}

function data(socket: RoseSocket): DataRow {
  return {
    destination: { address: socket.destinationAddress, callsign: socket.destinationCallsign },
    source: { address: socket.sourceAddress, callsign: socket.sourceCallsign },
    interface: socket.device,
    channel: socket.channel,
    neighbour: socket.neighbour,
    state: { code: socket.state, name: linkState(CIRCUIT_STATES, socket.state) },
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    inode: socket.inode,
  };
}
