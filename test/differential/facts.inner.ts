/** Prints what the kernel tells of every socket of TCP and UNIX in this network namespace, by inode. */
import { endianness } from 'node:os';
import { inetSocketAt } from '../../src/core/model/inetTable';
import { FileReader } from '../../src/node/reader';
import { Netlink } from '../../src/node/engine/sockets/netlink';
import { inetFacts, unixDiagnosis } from '../../src/node/engine/answers/socketFactsAnswer';
import { Tables } from '../../src/node/engine/sockets/tables';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

const littleEndian = endianness() === 'LE';
const calls = loadSystemCalls();
if (calls instanceof Error) throw calls;
const netlink = new Netlink(calls, littleEndian);
const tables = new Tables(new FileReader('/proc'), littleEndian);
tables.read('all', true);
const { inet, unix } = tables;
const sockets = Array.from({ length: inet.length }, (_, row) => inetSocketAt(inet.columns, row));
console.log(
  JSON.stringify({
    tcp: sockets
      .filter(({ protocol, inode }) => protocol.startsWith('tcp') && inode > 0)
      .map((socket) => [socket.inode, inetFacts(netlink, socket)]),
    unix: [...unix.columns.inode.subarray(0, unix.length)]
      .filter((inode) => inode > 0)
      .map((inode) => [inode, unixDiagnosis(netlink, inode)]),
  }),
);
