/**
 * An order with some of the elements of the order before, that are in it no more: each stays behind the neighbour
 * that it had.
 * @param stays which of them stay
 */
export function withLingering<T>(order: readonly T[], before: readonly T[], stays: (key: T) => boolean): T[] {
  const present = new Set(order);
  const behind = new Map<T | undefined, T[]>();
  let neighbour: T | undefined;
  for (const key of before) {
    if (present.has(key)) neighbour = key;
    else if (stays(key)) behind.set(neighbour, [...(behind.get(neighbour) ?? []), key]);
  }
  if (behind.size === 0) return [...order];
  return [...(behind.get(undefined) ?? []), ...order.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}

/** Whether two orders are the same. */
export function isSameOrder<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}
