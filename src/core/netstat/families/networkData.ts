import type { OtherSocket } from '../../model/otherSocket';
import type { ModeContext } from '../context/modeContext';
import type { DataRow } from '../data/dataSink';
import { userFields } from '../data/ownerData';
import { fieldsOf, QUEUES, STATE, USER } from '../data/ownTables';
import { tcpStateName } from '../sockets/internetRow';

/** An address of IPX or AppleTalk. */
interface NetworkAddress {
  readonly network: number;
  readonly node: number | string;
  readonly port: number;
}

/** The fields of {@link networkData}, in order. */
export const NETWORK_FIELDS = [
  ...QUEUES,
  ...fieldsOf('local', 'network', 'node', 'port'),
  ...fieldsOf('foreign', 'network', 'node', 'port'),
  ...STATE,
  ...USER,
];

/** A socket of IPX or AppleTalk as data, its queues under their right names. */
export function networkData(
  context: ModeContext,
  socket: Pick<OtherSocket, 'state' | 'txQueue' | 'rxQueue'> & { readonly uid: number },
  local: NetworkAddress,
  foreign: NetworkAddress | undefined,
): DataRow {
  const end = ({ network, node, port }: NetworkAddress): DataRow => ({ network, node, port });
  return {
    recvQ: socket.rxQueue,
    sendQ: socket.txQueue,
    local: end(local),
    foreign: foreign === undefined ? null : end(foreign),
    state: { code: socket.state, name: tcpStateName(socket.state) },
    ...userFields(context, socket.uid),
  };
}
