import type { InetColumns, InetTable } from '../model/inetTable';

/** Rows by their hash, -1 where there is none; the memory is used again. */
let slots = new Int32Array(16);

/**
 * The rows of a table that stand in it once more further up. The kernel hands its tables out in pieces and takes no
 * lock between them, so a socket can come twice.
 */
export function repeatedRows(table: InetTable): number[] {
  const { columns, length } = table;
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, length * 2)));
  if (slots.length !== capacity) slots = new Int32Array(capacity);
  slots.fill(-1);
  const repeated: number[] = [];
  for (let row = 0; row < length; row++) {
    let slot = hash(columns, row) & (capacity - 1);
    for (;;) {
      const other = slots[slot] ?? -1;
      if (other === -1) {
        slots[slot] = row;
        break;
      }
      if (sameSocket(columns, row, other)) {
        repeated.push(row);
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }
  return repeated;
}

/** Only sockets without inode (TIME_WAIT, not yet accepted) need more than that to be told apart. */
function hash(columns: InetColumns, row: number): number {
  const inode = columns.inode[row] ?? 0;
  if (inode !== 0) return spread(inode);
  const ports = ((columns.localPort[row] ?? 0) << 16) | (columns.remotePort[row] ?? 0);
  const first = row * 4;
  const remote = (columns.remoteAddress[first] ?? 0) ^ (columns.remoteAddress[first + 3] ?? 0);
  return spread(spread(spread(ports) ^ remote) ^ (columns.localAddress[first] ?? 0));
}

function spread(value: number): number {
  const product = Math.imul(value, 0x9e3779b1);
  return (product ^ (product >>> 15)) >>> 0;
}

function sameSocket(columns: InetColumns, a: number, b: number): boolean {
  if (
    columns.inode[a] !== columns.inode[b] ||
    columns.localPort[a] !== columns.localPort[b] ||
    columns.remotePort[a] !== columns.remotePort[b] ||
    columns.protocol[a] !== columns.protocol[b]
  ) {
    return false;
  }
  for (let word = 0; word < 4; word++) {
    if (
      columns.localAddress[a * 4 + word] !== columns.localAddress[b * 4 + word] ||
      columns.remoteAddress[a * 4 + word] !== columns.remoteAddress[b * 4 + word]
    ) {
      return false;
    }
  }
  return true;
}
