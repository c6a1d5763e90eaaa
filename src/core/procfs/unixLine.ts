import type { UnixTable } from '../model/unixTable';
import type { Problem } from './issues';
import { latin1 } from './scan';
import { Scanner, unsigned64 } from './scanfScanner';

/** A row whose fields are all 0. */
const NO_VALUES = {
  /** Signed. */
  refCount: 0n,
  protocol: 0n,
  flags: 0n,
  type: 0,
  state: 0,
  inode: 0n,
};

/** The fields as C's variables hold them. */
export type UnixValues = typeof NO_VALUES;

const uint32 = (value: bigint): number => Number(BigInt.asUintN(32, value));

/** The fields after the pointer in their order. */
const FIELDS: readonly (readonly [
  name: string,
  radix: 10 | 16,
  set: (values: UnixValues, value: bigint) => void,
])[] = [
  ['RefCount', 16, (values, value) => (values.refCount = BigInt.asIntN(64, value))],
  ['Protocol', 16, (values, value) => (values.protocol = value)],
  ['Flags', 16, (values, value) => (values.flags = value)],
  ['Type', 16, (values, value) => (values.type = uint32(value))],
  ['St', 16, (values, value) => (values.state = uint32(value))],
  ['Inode', 10, (values, value) => (values.inode = value)],
];

/** A row has at least the fields before this one. */
const INODE = FIELDS.length - 1;

/** Fields fit in this many bytes; what follows them is a path. */
const FIELDS_LIMIT = 400;

/**
 * Reads rows that are not laid out as kernels do, by netstat's rules: the fields up to `St` make a row, and what one
 * lacks is as in the row before.
 */
export class UnixMemory {
  /** The rows of the table that say more than its columns can hold, by their numbers. */
  readonly exact = new Map<number, Readonly<UnixValues>>();
  #values: UnixValues = { ...NO_VALUES };
  readonly #keeps: boolean;

  /** @param keeps whether what a row lacks is as in the row before, and not 0 */
  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  /** Notes a row that was laid out as kernels do, as the row before. */
  learn({ columns }: UnixTable, row: number): void {
    const at = (column: ArrayLike<number>): number => column[row] ?? 0;
    this.#values = {
      refCount: BigInt(at(columns.refCount)),
      protocol: BigInt(at(columns.protocol)),
      flags: BigInt(at(columns.flags)),
      type: at(columns.type),
      state: at(columns.state),
      inode: BigInt(at(columns.inode)),
    };
  }

  /** Adds the row of one line, or says why it is none. */
  addRow(
    bytes: Uint8Array,
    start: number,
    stop: number,
    hasInode: boolean,
    table: UnixTable,
  ): Problem | undefined {
    if (!this.#keeps) this.#values = { ...NO_VALUES };
    const values = this.#values;
    const scanner = new Scanner(latin1(bytes, start, Math.min(stop, start + FIELDS_LIMIT)));
    const missing = readValues(scanner, values);
    if (missing < INODE) {
      return { field: FIELDS[missing]?.[0] ?? 'Num', reason: 'is missing or unreadable', rowKept: false };
    }
    const row = table.add();
    const { columns } = table;
    columns.refCount[row] = Number(values.refCount);
    // Beyond what a column holds there is no name: none is to come about by a cut.
    columns.protocol[row] = Math.min(Number(values.protocol), 2 ** 32 - 1);
    columns.flags[row] = uint32(values.flags);
    columns.type[row] = Math.min(values.type, 0xffff);
    columns.state[row] = Math.min(values.state, 0xff);
    columns.inode[row] = hasInode ? Number(values.inode) : 0;
    this.exact.set(row, hasInode ? { ...values } : { ...values, inode: 0n });
    const from = missing === FIELDS.length ? start + scanner.at : stop;
    table.setPath(row, bytes, from, stop);
    if (missing === FIELDS.length || !hasInode) return undefined;
    return { field: 'Inode', reason: 'is missing or unreadable', rowKept: true };
  }
}

/** Returns how many of the fields could be read; -1 where the pointer could not. */
function readValues(scanner: Scanner, values: UnixValues): number {
  if (scanner.number(16) === undefined || !scanner.passes(':')) return -1;
  for (const [index, [, radix, set]] of FIELDS.entries()) {
    const value = scanner.number(radix);
    if (value === undefined) return index;
    set(values, unsigned64(value));
  }
  return FIELDS.length;
}
