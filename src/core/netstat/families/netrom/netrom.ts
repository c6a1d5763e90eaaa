import type { Parsed } from '../../../model/issue';
import { readRows } from '../../../procfs/lineFields';
import {
  CIRCUIT_STATES,
  LINK_FIELDS,
  linkData,
  linkFamily,
  type LinkRow,
  linkSequences,
  linkText,
  readQueues,
} from '../linkFamily';
import { endsOf } from '../socketFamily';
import { NETROM_ROUTES } from './netromRoutes';

/** A socket of /proc/net/nr. Its states: 0 listening, 1 connection sent, 2 disconnect sent, 3 established. */
export interface NetromSocket extends LinkRow {
  readonly user: string;
  readonly destination: string;
  readonly source: string;
}

/** NET/ROM, amateur radio's network above AX.25. */
export const NETROM = linkFamily<NetromSocket>({
  name: 'netrom',
  title: 'NET/ROM',
  files: ['nr'],
  header: `Active NET/ROM sockets
User       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q
`,
  stateNames: CIRCUIT_STATES,
  fields: ['caller', 'destination', 'source', 'interface', ...LINK_FIELDS],
  parse: parseNetrom,
  ends: ({ source, destination, device }) => endsOf(source, destination, device),
  more: (socket) => [['Caller', socket.user], linkSequences(socket)],
  text: (socket) => linkText(socket, [socket.user, socket.destination, socket.source], CIRCUIT_STATES),
  data: (socket) => ({
    caller: socket.user,
    destination: socket.destination,
    source: socket.source,
    interface: socket.device,
    ...linkData(socket, CIRCUIT_STATES),
  }),
  routes: NETROM_ROUTES,
});

/** `current/limit` of a timer, or `index/identifier` of a circuit. */
const RATIO = /\s*([0-9A-Fa-f]+\/[0-9A-Fa-f]+)/y;

/** Reads /proc/net/nr; the format is net/netrom/af_netrom.c:nr_info_show() in the kernel. The call signs stand in fixed columns. */
export function parseNetrom(bytes: Uint8Array): Parsed<NetromSocket> {
  return readRows(bytes, 1, (fields) => {
    const user = fields.column(0, 9, 'user_addr');
    const destination = fields.column(10, 19, 'dest_node');
    const source = fields.column(20, 29, 'src_node');
    fields.moveTo(30);
    const device = fields.word('dev');
    fields.match(RATIO, 'my');
    fields.match(RATIO, 'your');
    const state = fields.int32('st');
    const sendSequence = fields.int32('vs');
    const receiveSequence = fields.int32('vr');
    fields.int32('va');
    for (const timer of ['t1', 't2', 't4', 'idle', 'n2']) fields.match(RATIO, timer);
    fields.int32('wnd');
    return {
      user,
      destination,
      source,
      device,
      state,
      sendSequence,
      receiveSequence,
      ...readQueues(fields),
    };
  });
}
