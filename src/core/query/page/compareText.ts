/** Compares without regard to capitals, and the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  if (first === second) return a < b ? -1 : Number(a > b);
  return first < second ? -1 : 1;
}
