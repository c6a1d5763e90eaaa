/** Reads this network namespace's sockets from /proc, over netlink, and from /proc again, and prints the rows of each. */
import { endianness } from 'node:os';
import { inetSocketAt } from '../../src/core/model/inetTable';
import { FileReader } from '../../src/node/reader';
import { Netlink } from '../../src/node/engine/sockets/netlink';
import { readSockets } from '../../src/node/engine/sockets/socketDiagnosis';
import { Tables } from '../../src/node/engine/sockets/tables';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

const littleEndian = endianness() === 'LE';
const calls = loadSystemCalls();
if (calls instanceof Error) throw calls;
const netlink = new Netlink(calls, littleEndian);
const fromFiles = new Tables(new FileReader('/proc'), littleEndian);
const fromKernel = new Tables(new FileReader('/proc'), littleEndian, netlink);

/** include/net/tcp_states.h */
const SYN_RECV = 3;

/**
 * Running timers never stand still: whether one runs counts, and not when it ends. Of a connection that is still being
 * made, netlink counts all answers that were sent again, and /proc those that a timer sent.
 */
function rowsOf(tables: Tables): string[] {
  tables.read('all', true);
  const { length, columns } = tables.inet;
  const rows = Array.from({ length }, (_, row) => inetSocketAt(columns, row));
  return rows
    .map((row) => ({ ...row, timerWhen: Math.sign(row.timerWhen) }))
    .map((row) => JSON.stringify(row.state === SYN_RECV ? { ...row, retransmits: 0 } : row))
    .sort();
}

const before = rowsOf(fromFiles);
const asked = rowsOf(fromKernel);
const after = rowsOf(fromFiles);
fromKernel.read('listening', false);
const { length, columns } = fromKernel.inet;
const listening = Array.from({ length }, (_, row) => inetSocketAt(columns, row));
const answers = readSockets(netlink, ['tcp'], 'listening', fromKernel.inet) !== undefined;
console.log(JSON.stringify({ before, asked, after, answers, states: listening.map(({ state }) => state) }));
