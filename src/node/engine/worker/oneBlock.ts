type Made = Float64Array | Float32Array | Uint8Array;

/** Where each array begins: any kind of them may. */
const UNIT = 8;

/**
 * An answer whose typed arrays all lie in one block of memory. Each block costs its way from thread to thread and on to the page,
 * whatever is in it: rows have one for each column, and plots for each line.
 * @param answer objects, lists, numbers, texts, and typed arrays as answers about traffic have them
 */
export function inOneBlock<T>(answer: T): T {
  let bytes = 0;
  each(answer, (array) => {
    bytes += roundedUp(array.byteLength);
    return array;
  });
  const block = new ArrayBuffer(bytes);
  let at = 0;
  return each(answer, (array) => {
    const copy = copyTo(block, at, array);
    at += roundedUp(array.byteLength);
    return copy;
  }) as T;
}

/** The same with other arrays. */
function each(value: unknown, change: (array: Made) => Made): unknown {
  if (isMade(value)) return change(value);
  if (Array.isArray(value)) return value.some(isObject) ? value.map((item) => each(item, change)) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, each(item, change)]));
}

function copyTo(block: ArrayBuffer, at: number, array: Made): Made {
  const { length } = array;
  const copy =
    array instanceof Float64Array
      ? new Float64Array(block, at, length)
      : array instanceof Float32Array
        ? new Float32Array(block, at, length)
        : new Uint8Array(block, at, length);
  copy.set(array);
  return copy;
}

function isMade(value: unknown): value is Made {
  return value instanceof Float64Array || value instanceof Float32Array || value instanceof Uint8Array;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function roundedUp(bytes: number): number {
  return Math.ceil(bytes / UNIT) * UNIT;
}
