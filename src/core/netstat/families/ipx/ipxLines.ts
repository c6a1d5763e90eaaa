import type { ParseIssue, Parsed } from '../../../model/issue';
import { eachLine, type Fields } from '../../../procfs/lineFields';
import { Scanner, signed64, unsigned64 } from '../../../procfs/scanfScanner';
import { type IpxAddress, ipxCell, type IpxSocket, swapped } from './ipxSocket';

/** What ends the listing: a row of which no port can be told. */
export type IpxFailure = 'source port' | 'destination port';

/** The rows of a file as netstat takes them, up to the one that ends the listing. */
export interface IpxLines extends Parsed<IpxSocket> {
  readonly failure: IpxFailure | undefined;
}

const NOT_CONNECTED = 'Not_Connected';
const UINT32_MAX = 2n ** 32n - 1n;
/** Digits of a node. */
const NODE = 12;

/** netstat's variables. What a line lacks is in them from the line before; before the first it is 0 here. */
class Memory {
  local = '';
  remote = '';
  localPort = 0;
  remotePort = 0;
  txQueue = 0n;
  rxQueue = 0n;
  state = 0;
  uid = 0;
}

/**
 * Reads /proc/net/ipx/socket by netstat's rules; those of a parser that keeps to the format are in `ipx.ts`.
 * @param littleEndian netstat swaps the bytes of a port, and does so once more where the next line has none
 */
export function readIpxLines(bytes: Uint8Array, littleEndian: boolean): IpxLines {
  const rows: IpxSocket[] = [];
  const issues: ParseIssue[] = [];
  const memory = new Memory();
  let failure: IpxFailure | undefined;
  // netstat reads what it wrote where the next line has no address.
  const write = (address: IpxAddress): string => ipxCell(address, littleEndian);
  const swap = (port: number): number => (littleEndian ? swapped(port) : port);
  eachLine(bytes, 1, issues, (fields) => {
    if (failure !== undefined) return;
    const scanner = new Scanner(fields.text);
    const local = scanner.word() ?? memory.local;
    memory.remote = readRest(scanner, memory, fields) ?? memory.remote;
    const localPort = portOf(local);
    const remotePort = memory.remote === NOT_CONNECTED ? undefined : portOf(memory.remote);
    if (localPort === 'none') failure = 'source port';
    else if (remotePort === 'none') failure = 'destination port';
    if (failure !== undefined) {
      fields.fail(failure === 'source port' ? 'Local_Address' : 'Remote_Address', 'has no socket number');
      return;
    }
    memory.localPort = swap(typeof localPort === 'number' ? localPort : memory.localPort);
    const socket = { txQueue: memory.txQueue, rxQueue: memory.rxQueue, state: memory.state, uid: memory.uid };
    let remote: IpxAddress | undefined;
    if (memory.remote === NOT_CONNECTED) {
      memory.remote = '-';
    } else {
      memory.remotePort = swap(typeof remotePort === 'number' ? remotePort : memory.remotePort);
      remote = addressOf(memory.remote, swap(memory.remotePort));
      memory.remote = write(remote);
    }
    const localAddress = addressOf(local, swap(memory.localPort));
    memory.local = write(localAddress);
    rows.push({
      local: localAddress,
      remote,
      ...socket,
      txQueue: Number(socket.txQueue),
      rxQueue: Number(socket.rxQueue),
    });
  });
  return { rows, issues, failure };
}

/** Reads what follows the local address, up to the first field that is unreadable. Returns the remote address. */
function readRest(scanner: Scanner, memory: Memory, fields: Fields): string | undefined {
  const remote = scanner.word();
  const numbers: readonly (readonly [name: string, radix: 10 | 16, set: (value: bigint) => void])[] = [
    ['Tx_Queue', 16, (value) => (memory.txQueue = BigInt.asIntN(64, unsigned64(value)))],
    ['Rx_Queue', 16, (value) => (memory.rxQueue = BigInt.asIntN(64, unsigned64(value)))],
    ['State', 10, (value) => (memory.state = int32(value))],
    ['Uid', 10, (value) => (memory.uid = int32(value))],
  ];
  if (remote === undefined) fields.warn('Remote_Address', 'is missing');
  for (const [name, radix, set] of remote === undefined ? [] : numbers) {
    const value = scanner.number(radix);
    if (value === undefined) {
      fields.warn(name, 'is missing or unreadable');
      break;
    }
    set(value);
  }
  return remote;
}

function int32(value: bigint): number {
  return Number(BigInt.asIntN(32, signed64(value)));
}

/** The number after the last colon; 'unreadable' is as in the line before, and without a colon there is none. */
function portOf(address: string): number | 'unreadable' | 'none' {
  const colon = address.lastIndexOf(':');
  if (colon === -1) return 'none';
  const value = new Scanner(address.slice(colon + 1)).number(16);
  return value === undefined ? 'unreadable' : Number(BigInt.asUintN(16, unsigned64(value)));
}

/** Network and node from what precedes the last colon; of a node the digits up to any other character. */
function addressOf(address: string, port: number): IpxAddress {
  const scanner = new Scanner(address.slice(0, address.lastIndexOf(':')));
  const network = unsigned64(scanner.number(16) ?? 0n);
  const digits = (scanner.passes(':') && /^[0-9A-Fa-f]*/.exec(scanner.rest)?.[0]) || '';
  return {
    network: Number(BigInt.asUintN(32, network)),
    ...(network > UINT32_MAX && { isNetworkCut: true }),
    node: digits === '' ? '' : digits.slice(0, NODE).padEnd(NODE, '0'),
    port,
  };
}
