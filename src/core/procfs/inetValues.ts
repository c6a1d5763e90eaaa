import type { InetColumns } from '../model/inetTable';
import { Scanner, signed64, unsigned64 } from './scanfScanner';
import { swap32 } from './scan';

/** Digits of an address that are read at most; only the first 32 count. */
const ADDRESS_LIMIT = 64;
/** An address with more digits than this is an IPv6 one, in either file. */
const IPV4_DIGITS = 8;

/** A row whose fields are all 0. */
const NONE = {
  localDigits: '',
  localPort: 0,
  remoteDigits: '',
  remotePort: 0,
  /** Signed. */
  state: 0,
  /** Signed, as the retransmits are. */
  txQueue: 0n,
  rxQueue: 0n,
  /** Signed. */
  timer: 0,
  timerWhen: 0n,
  retransmits: 0n,
  /** Signed, as the timeout is. */
  uid: 0,
  timeout: 0,
  inode: 0n,
};

/**
 * The fields of a row as C's variables hold them, which is more than {@link InetColumns} do where no kernel writes so:
 * ports and state of 32 bits, and what is a `long` whole.
 */
export type InetValues = typeof NONE;

export const NO_VALUES: Readonly<InetValues> = NONE;

/** A field: how many bits a column has for it, and how it is read. */
interface Field {
  readonly name: string;
  readonly bits: number;
  /** Undefined where it cannot be read, else whether it fits the column. */
  readonly read: (scanner: Scanner, values: InetValues) => 'fits' | 'is wide' | undefined;
}

const int32 = (value: bigint): number => Number(BigInt.asIntN(32, value));
const uint32 = (value: bigint): number => Number(BigInt.asUintN(32, value));
const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);

type SetValue = (values: InetValues, value: bigint) => void;

/** A number that stands after `before`. */
function number(
  name: string,
  bits: number,
  set: SetValue,
  {
    before = '',
    radix = 16,
    toC = unsigned64,
  }: { before?: string; radix?: 10 | 16; toC?: typeof signed64 } = {},
): Field {
  const limit = 2n ** BigInt(bits);
  const least = toC === signed64 ? -limit / 2n : 0n;
  return {
    name,
    bits,
    read: (scanner, values) => {
      const value = scanner.passes(before) ? scanner.number(radix) : undefined;
      if (value === undefined) return undefined;
      set(values, toC(value));
      return value >= limit || value < least ? 'is wide' : 'fits';
    },
  };
}

function address(name: string, key: 'localDigits' | 'remoteDigits', before = ''): Field {
  return {
    name,
    bits: 128,
    read: (scanner, values) => {
      const digits = scanner.passes(before) ? scanner.hexDigits(ADDRESS_LIMIT) : undefined;
      if (digits === undefined) return undefined;
      values[key] = digits;
      return 'fits';
    },
  };
}

const AFTER_COLON = { before: ':' } as const;
const SIGNED = { radix: 10, toC: signed64 } as const;

/** The fields in their order. */
const FIELDS: readonly Field[] = [
  number('sl', 64, () => {}, SIGNED),
  address('local_address', 'localDigits', ':'),
  number('local_port', 16, (values, value) => (values.localPort = uint32(value)), AFTER_COLON),
  address('rem_address', 'remoteDigits'),
  number('rem_port', 16, (values, value) => (values.remotePort = uint32(value)), AFTER_COLON),
  number('st', 8, (values, value) => (values.state = int32(value))),
  number('tx_queue', 32, (values, value) => (values.txQueue = int64(value))),
  number('rx_queue', 32, (values, value) => (values.rxQueue = int64(value)), AFTER_COLON),
  number('tr', 8, (values, value) => (values.timer = int32(value))),
  number('tm->when', 32, (values, value) => (values.timerWhen = value), AFTER_COLON),
  number('retrnsmt', 32, (values, value) => (values.retransmits = int64(value))),
  number('uid', 32, (values, value) => (values.uid = int32(value)), SIGNED),
  number('timeout', 32, (values, value) => (values.timeout = int32(value)), SIGNED),
  number('inode', 53, (values, value) => (values.inode = value), { radix: 10 }),
];

/** Fields that a row has at least: those up to `retrnsmt` (TCP) or `tm->when` (others). */
export const LEAST_FIELDS = { tcp: 11, others: 10 } as const;

/** Fields of a row that lacks none. */
export const ALL_FIELDS = FIELDS.length;

/** A field by how many are before it: its name, and the bits that a column has for it. */
export function inetField(index: number): Pick<Field, 'name' | 'bits'> {
  return FIELDS[index] ?? { name: 'line', bits: 0 };
}

/**
 * Reads a line's fields up to the first that is unreadable; those behind keep the values that they had.
 * @returns how many could be read, which of them do not fit the columns, and what stands behind them
 */
export function readInetValues(
  text: string,
  values: InetValues,
): { readonly found: number; readonly wide: readonly number[]; readonly rest: string } {
  const scanner = new Scanner(text);
  const wide: number[] = [];
  let found = 0;
  for (const { read } of FIELDS) {
    const result = read(scanner, values);
    if (result === undefined) break;
    if (result === 'is wide') wide.push(found);
    found++;
  }
  return { found, wide, rest: scanner.rest };
}

/** Whether the addresses are IPv6 ones: the local one decides for both. */
export function isInetIPv6({ localDigits }: InetValues): boolean {
  return localDigits.length > IPV4_DIGITS;
}

/**
 * Reads an address, 8 digits a word in the machine's byte order, into words in network order.
 * @param words where they go; words that have no digits stay as they are
 */
export function readInetAddress(
  digits: string,
  isIPv6: boolean,
  littleEndian: boolean,
  words: Uint32Array,
): void {
  const inOrder = (word: number): number => (littleEndian ? swap32(word) : word);
  if (!isIPv6) {
    words[0] = inOrder(uint32(unsigned64(BigInt(`0x${digits || '0'}`))));
    return;
  }
  for (let word = 0; word < 4; word++) {
    const part = digits.slice(word * 8, word * 8 + 8);
    if (part !== '') words[word] = inOrder(Number.parseInt(part, 16));
  }
}

/** A row of the columns as values; addresses are left out. */
export function inetValuesAt(columns: InetColumns, row: number): InetValues {
  const at = (column: ArrayLike<number>): number => column[row] ?? 0;
  return {
    ...NO_VALUES,
    localPort: at(columns.localPort),
    remotePort: at(columns.remotePort),
    state: at(columns.state),
    txQueue: BigInt(at(columns.txQueue)),
    rxQueue: BigInt(at(columns.rxQueue)),
    timer: at(columns.timer),
    timerWhen: BigInt(at(columns.timerWhen)),
    retransmits: BigInt(at(columns.retransmits)),
    uid: at(columns.uid) | 0,
    timeout: at(columns.timeout),
    inode: BigInt(at(columns.inode)),
  };
}
