type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/**
 * The memory that each pass of the engine works with and that nobody keeps: the owner of all arrays that are used again.
 * Whatever is made for another pass is 0 throughout.
 *
 * Why: such arrays have some hundred kB, which is too little for the C library to give back to the system at once
 * (`returnLargeBlocks`), so that new ones in each pass would leave holes. With 50,000 sockets, connections coming and going
 * and 80 passes the worker took 55 MB instead of 50, and 31 MB instead of 24 were not given back after it had ended; CPU
 * time was the same (1.00). Measured by `npm run bench:builds -- OTHER 50000:200`. An `InodeMap` that is cleared keeps its own
 * arrays for the same reason.
 *
 * What is given away is never used again: no snapshot changes, whoever keeps it. To recycle the columns of the snapshot
 * before the last one where nobody had been given it saved 2 % of a pass' CPU time, and held the same memory with 1,000
 * sockets, 2 to 5 MB less with 10,000 and 5 MB more with 50,000.
 */
export class PassMemory {
  readonly #arrays = new Map<string, Numbers>();

  /**
   * An array of that kind and name, all of it 0, as long as needed or longer; what was given out by that name before may
   * be the same one. Far more room than is needed is given back.
   */
  zeros<Kind extends Numbers>(kind: new (length: number) => Kind, name: string, length: number): Kind {
    const array = this.#arrays.get(name);
    if (array instanceof kind && array.length >= length && array.length <= length * 8) {
      array.fill(0);
      return array;
    }
    const made = new kind(length + (length >> 3));
    this.#arrays.set(name, made);
    return made;
  }
}
