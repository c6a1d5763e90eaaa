import { ax25Data } from '../../data/familyData';
import type { Ax25Socket } from '../../../model/ax25';
import { hasAx25Header, parseAx25 } from '../../../procfs/ax25';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { type FamilyTable, familyStateName, printFamilyTable, sequenceCell } from '../linkTable';

const TITLE = `Active AX.25 sockets
Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q
`;

/** How the table of AX.25 sockets is read and printed. */
export const AX25_TABLE: FamilyTable<Ax25Socket> = {
  path: '/proc/net/ax25',
  family: 'ax25',
  name: 'AF AX25',
  title: TITLE,
  parse: parseAx25,
  rowText,
  rowData: ax25Data,
  problem: (bytes) =>
    hasAx25Header(bytes)
      ? { text: 'Problem reading data from /proc/net/ax25\n', firstLine: 2 }
      : { text: 'problem reading data from /proc/net/ax25\n', firstLine: 1 },
};

/** The table of AX.25 sockets, where the kernel has them. */
export function printAx25(context: ModeContext): Promise<ExitStatus> {
  return printFamilyTable(context, AX25_TABLE);
}

function rowText(socket: Ax25Socket): ByteText {
  const cells = [
    socket.destination.padEnd(9),
    socket.source.padEnd(9),
    socket.device.padEnd(6),
    familyStateName('ax25', socket.state).padEnd(11),
    sequenceCell(socket.receiveSequence, socket.sendSequence, 3),
    String(socket.txQueue).padEnd(6),
    String(socket.rxQueue).padEnd(6),
  ];
  return `${cells.join('  ')}\n`;
}
