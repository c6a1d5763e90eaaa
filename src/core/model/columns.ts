type TypedArrayConstructor =
  typeof Uint8Array | typeof Uint16Array | typeof Uint32Array | typeof Int32Array | typeof Float64Array;

/** A column's element type and how many elements a row takes in it. */
export type Layout = Readonly<Record<string, readonly [TypedArrayConstructor, number]>>;

/** One typed array a column, all of the same number of rows. */
export type Columns<L extends Layout> = { [K in keyof L]: InstanceType<L[K][0]> };

/**
 * Columns with room for `rows` rows. They lie in one block of memory: large blocks are given back to the system when
 * nobody needs them any more, small ones are not.
 */
export function newColumns<L extends Layout>(layout: L, rows: number): Columns<L> {
  const sizes = Object.values(layout).map(([type, width]) => align(type.BYTES_PER_ELEMENT * width * rows));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const block = new ArrayBuffer(size);
  let at = 0;
  return build(layout, (type, width) => {
    const column = new type(block, at, width * rows);
    at = align(at + column.byteLength);
    return column;
  });
}

/** The same rows with room for more. @param rows how many there is room for then; twice as many where left out */
export function growColumns<L extends Layout>(
  layout: L,
  columns: Columns<L>,
  rows = roomOf(layout, columns) * 2,
): Columns<L> {
  return copyInto(newColumns(layout, rows), columns);
}

/** A copy of the first `length` rows, or of the rows named, in that order, without spare room. */
export function sliceColumns<L extends Layout>(
  layout: L,
  columns: Columns<L>,
  length: number,
  rows?: ArrayLike<number>,
): Columns<L> {
  if (rows === undefined) return copyInto(newColumns(layout, length), columns);
  const picked = newColumns(layout, rows.length);
  for (const name of Object.keys(layout) as (keyof L)[]) {
    const [, width] = layout[name] as Layout[string];
    const [from, to] = [columns[name], picked[name]];
    for (let i = 0; i < rows.length; i++) {
      const first = (rows[i] ?? 0) * width;
      for (let k = 0; k < width; k++) to[i * width + k] = from[first + k] ?? 0;
    }
  }
  return picked;
}

/** The rows from one to before another, in the memory that they are in. */
export function viewColumns<L extends Layout>(
  layout: L,
  columns: Columns<L>,
  first: number,
  end: number,
): Columns<L> {
  return build(layout, (_type, width, name) => columns[name].subarray(first * width, end * width));
}

/** The rows of several, one behind the other. */
export function joinColumns<L extends Layout>(layout: L, parts: readonly Columns<L>[]): Columns<L> {
  const joined = newColumns(
    layout,
    parts.reduce((rows, part) => rows + roomOf(layout, part), 0),
  );
  for (const name of Object.keys(layout) as (keyof L)[]) {
    let at = 0;
    for (const part of parts) {
      joined[name].set(part[name], at);
      at += part[name].length;
    }
  }
  return joined;
}

/**
 * The first `length` rows, for who is to have them to itself: the columns as they are, or a copy where more than a
 * quarter of their room would be kept for nothing. To copy always cost 1.06 of a pass with 10,000 sockets.
 */
export function trimColumns<L extends Layout>(layout: L, columns: Columns<L>, length: number): Columns<L> {
  if (roomOf(layout, columns) > length * 1.25) return copyInto(newColumns(layout, length), columns);
  return build(layout, (_type, width, name) => columns[name].subarray(0, length * width));
}

/** Fills columns from the beginning of others, as far as they reach. */
function copyInto<C extends Record<string, InstanceType<TypedArrayConstructor>>>(to: C, from: C): C {
  for (const [name, column] of Object.entries(to)) {
    const source = from[name];
    if (source !== undefined) column.set(source.subarray(0, column.length));
  }
  return to;
}

function roomOf<L extends Layout>(layout: L, columns: Columns<L>): number {
  const [name, [, width]] = Object.entries(layout)[0] as [keyof L, Layout[string]];
  return columns[name].length / width;
}

/** Every type of column may begin here. */
function align(at: number): number {
  return (at + 7) & ~7;
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
