/** Rows that a program may have written: they are no ground to say or to do anything. */
export function isMadeUp({ reasons }: { readonly reasons: readonly string[] }): boolean {
  return reasons.includes('madeUp');
}
