import { netromData } from '../../data/familyData';
import type { NetromSocket } from '../../../model/netrom';
import { parseNetrom } from '../../../procfs/netrom';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { type FamilyTable, familyStateName, printFamilyTable, sequenceCell } from '../linkTable';

const TITLE = `Active NET/ROM sockets
User       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q
`;

/** How the table of NET/ROM sockets is read and printed. */
export const NETROM_TABLE: FamilyTable<NetromSocket> = {
  path: '/proc/net/nr',
  family: 'netrom',
  name: 'AF NETROM',
  title: TITLE,
  parse: parseNetrom,
  rowText,
  rowData: netromData,
  problem: () => ({ text: 'Problem reading data from /proc/net/nr\n', firstLine: 2 }),
};

/** The table of NET/ROM sockets, where the kernel has them. */
export function printNetrom(context: ModeContext): Promise<ExitStatus> {
  return printFamilyTable(context, NETROM_TABLE);
}

function rowText(socket: NetromSocket): ByteText {
  const cells = [
    socket.user.padEnd(9),
    socket.destination.padEnd(9),
    socket.source.padEnd(9),
    socket.device.padEnd(6),
    familyStateName('netrom', socket.state).padEnd(11),
    sequenceCell(socket.receiveSequence, socket.sendSequence, 3),
    String(socket.txQueue).padEnd(6),
    String(socket.rxQueue).padEnd(6),
  ];
  return `${cells.join('  ')}\n`;
}
