/** Compares by the first of several values that differs. */
export function inOrderOf<T>(...values: readonly ((each: T) => string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const valueOf of values) {
      const [first, second] = [valueOf(a), valueOf(b)];
      if (first !== second) return first < second ? -1 : 1;
    }
    return 0;
  };
}
