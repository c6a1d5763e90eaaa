import type { ByteText } from '../context/environment';

/** A name in the pieces that it is ordered by. */
interface NameParts {
  readonly whole: ByteText;
  readonly head: ByteText;
  readonly number: number;
  /** Of a labelled address, "eth0:1"; -1 for the interface itself. */
  readonly alias: number;
}

const PARTS = /^(.*?)(\d*)(?::(\d+))?$/s;

function partsOf(name: ByteText): NameParts {
  const [, head = '', digits = '', alias] = PARTS.exec(name) ?? [];
  return {
    whole: head + digits,
    head,
    number: Number(digits),
    alias: alias === undefined ? -1 : Number(alias),
  };
}

/**
 * netstat's order of interfaces, for sort(): by the text before the number (where one's is the start of the other's,
 * the shorter first), then by number, then by the alias' number: veth9, veth10, veth10:1.
 */
export function compareInterfaces(one: ByteText, other: ByteText): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  const shared = Math.min(a.head.length, b.head.length);
  return (
    compareText(a.head.slice(0, shared), b.head.slice(0, shared)) ||
    a.head.length - b.head.length ||
    a.number - b.number ||
    compareText(a.whole, b.whole) ||
    a.alias - b.alias
  );
}

function compareText(a: ByteText, b: ByteText): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
