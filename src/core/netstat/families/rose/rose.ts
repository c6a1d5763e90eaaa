import { roseData } from '../../data/familyData';
import type { RoseSocket } from '../../../model/rose';
import { parseRose } from '../../../procfs/rose';
import type { ByteText } from '../../context/environment';
import type { ModeContext } from '../../context/modeContext';
import type { ExitStatus } from '../../context/output';
import { type FamilyTable, familyStateName, printFamilyTable } from '../linkTable';

const TITLE = `Active ROSE sockets
dest_addr   dest_call  src_addr    src_call  dev   lci neigh   state
`;

const PROBLEM = 'Problem reading data from /proc/net/rose\n';

/** How the table of ROSE sockets is read and printed. */
export const ROSE_TABLE: FamilyTable<RoseSocket> = {
  path: '/proc/net/rose',
  family: 'rose',
  name: 'AF ROSE',
  title: TITLE,
  parse: parseRose,
  rowText,
  rowData: roseData,
  problem: () => ({ text: PROBLEM, firstLine: 2 }),
};

/** The table of ROSE sockets, where the kernel has them. The destination's address is shown, which netstat loses. */
export function printRose(context: ModeContext): Promise<ExitStatus> {
  return printFamilyTable(context, ROSE_TABLE);
}

/** The channel is hexadecimal in the file; netstat takes it for decimal, and gives up on a row where it has a letter. */
function rowText(socket: RoseSocket): ByteText {
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
    familyStateName('rose', socket.state),
  ];
  return `${cells.join(' ')}\n`;
}
