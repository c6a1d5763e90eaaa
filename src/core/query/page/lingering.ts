/**
 * An order with some of the elements of the order before, that are in it no more: each stays behind the neighbour
 * that it had.
 * @param stays which of them stay
 */
export function withLingering(
  order: readonly string[],
  before: readonly string[],
  stays: (key: string) => boolean,
): string[] {
  const present = new Set(order);
  const behind = new Map<string | undefined, string[]>();
  let neighbour: string | undefined;
  for (const key of before) {
    if (present.has(key)) neighbour = key;
    else if (stays(key)) behind.set(neighbour, [...(behind.get(neighbour) ?? []), key]);
  }
  if (behind.size === 0) return [...order];
  return [...(behind.get(undefined) ?? []), ...order.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}
