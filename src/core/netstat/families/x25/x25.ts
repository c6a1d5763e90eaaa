import { x25Data } from '../../data/familyData';
import type { X25Socket } from '../../../model/x25';
import { parseX25 } from '../../../procfs/x25';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { type FamilyTable, familyStateName, printFamilyTable, sequenceCell } from '../linkTable';

const TITLE = `Active X.25 sockets
Dest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q
`;

/** netstat takes so many characters of the addresses: one too few of the source's. */
const DESTINATION_LIMIT = 10;
const SOURCE_LIMIT = 9;

/** How the table of X.25 sockets is read and printed. */
export const X25_TABLE: FamilyTable<X25Socket> = {
  path: '/proc/net/x25',
  family: 'x25',
  name: 'AF X25',
  title: TITLE,
  parse: parseX25,
  rowText,
  rowData: x25Data,
  problem: () => ({ text: '', firstLine: 2 }),
};

/** The table of X.25 sockets, of kernels before 2.6: later ones have a directory in the file's place, which is empty. */
export function printX25(context: ModeContext): Promise<ExitStatus> {
  const showsAll = context.options.which === 'all';
  return printFamilyTable(context, { ...X25_TABLE, isShown: ({ channel }) => showsAll || channel !== 0 });
}

function rowText(socket: X25Socket): ByteText {
  const addresses = [
    socket.destination.slice(0, DESTINATION_LIMIT).padEnd(15),
    socket.source.slice(0, SOURCE_LIMIT).padEnd(15),
    socket.device.padEnd(7),
  ];
  const cells = [
    `${addresses.join(' ')} ${socket.channel.toString(16).padEnd(3)}`,
    familyStateName('x25', socket.state).padEnd(11),
    sequenceCell(socket.receiveSequence, socket.sendSequence, 2),
    String(socket.txQueue).padEnd(6),
    String(socket.rxQueue).padEnd(6),
  ];
  return `${cells.join('  ')}\n`;
}
