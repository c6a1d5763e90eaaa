type TypedArrayConstructor =
  typeof Uint8Array | typeof Uint16Array | typeof Uint32Array | typeof Int32Array | typeof Float64Array;

/** A column's element type and how many elements a row takes in it. */
export type Layout = Readonly<Record<string, readonly [TypedArrayConstructor, number]>>;

/** One typed array a column, all of the same number of rows. */
export type Columns<L extends Layout> = { [K in keyof L]: InstanceType<L[K][0]> };

/** Columns with room for `rows` rows, all zero. */
export function newColumns<L extends Layout>(layout: L, rows: number): Columns<L> {
  return build(layout, (type, width) => new type(rows * width));
}

/** The same rows with room for twice as many. */
export function growColumns<L extends Layout>(layout: L, columns: Columns<L>): Columns<L> {
  return build(layout, (type, _width, name) => {
    const old = columns[name];
    const grown = new type(old.length * 2);
    grown.set(old);
    return grown;
  });
}

/** A copy of the first `length` rows, or of the rows named, in that order, without spare room. */
export function sliceColumns<L extends Layout>(
  layout: L,
  columns: Columns<L>,
  length: number,
  rows?: ArrayLike<number>,
): Columns<L> {
  return build(layout, (type, width, name) => {
    const source = columns[name];
    if (rows === undefined) return source.slice(0, length * width);
    const picked = new type(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const from = (rows[i] ?? 0) * width;
      for (let k = 0; k < width; k++) picked[i * width + k] = source[from + k] ?? 0;
    }
    return picked;
  });
}

function build<L extends Layout>(
  layout: L,
  make: (type: TypedArrayConstructor, width: number, name: keyof L) => InstanceType<TypedArrayConstructor>,
): Columns<L> {
  const columns: Partial<Record<keyof L, InstanceType<TypedArrayConstructor>>> = {};
  for (const name of Object.keys(layout) as (keyof L)[]) {
    const [type, width] = layout[name] as Layout[string];
    columns[name] = make(type, width, name);
  }
  return columns as Columns<L>;
}
