import { unsigned64 } from '../procfs/scanfScanner';

const UINT32_MAX = 2n ** 32n - 1n;
const DECIMAL = /^[-+]?\d+$/;
/** 0x begins a hexadecimal number, 0 an octal one. */
const ANY_BASE = /^([-+]?)(?:(0[xX][0-9A-Fa-f]+)|0([0-7]+)|(0|[1-9]\d*))$/;

/** A decimal number of 32 bits as glibc reads those in /etc: undefined where the text is none, or does not fit. */
export function etcNumber(text: string): number | undefined {
  return DECIMAL.test(text) ? fitting(BigInt(text.replace('+', ''))) : undefined;
}

/** The same of a number whose base its own beginning tells, as for strtoul(3) with base 0. */
export function etcNumberOfAnyBase(text: string): number | undefined {
  const match = ANY_BASE.exec(text);
  if (match === null) return undefined;
  const [, sign, hexadecimal, octal, decimal] = match;
  const size = BigInt(hexadecimal ?? (octal === undefined ? (decimal ?? '0') : `0o${octal}`));
  return fitting(sign === '-' ? -size : size);
}

function fitting(value: bigint): number | undefined {
  const unsigned = unsigned64(value);
  return unsigned <= UINT32_MAX ? Number(unsigned) : undefined;
}
