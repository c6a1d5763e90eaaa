/** Bytes of an event that is read: it has all labels of the container. */
const LONGEST_LINE = 65_536;

const NEWLINE = 0x0a;

/** Takes lines out of a stream, however it is cut; of one that is too long nothing is kept but that it was there. */
export class EventLines {
  readonly #take: (line: string | undefined) => void;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** @param take is given each line without its end, and nothing for one that was too long */
  constructor(take: (line: string | undefined) => void) {
    this.#take = take;
  }

  add(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, from);
      this.#keep(chunk.subarray(from, newline === -1 ? chunk.length : newline));
      if (newline === -1) return;
      this.#end();
      from = newline + 1;
    }
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > LONGEST_LINE) this.#pieces = [];
    // A copy: what a stream hands out may be a small part of a large block.
    else if (piece.length > 0) this.#pieces.push(Buffer.from(piece));
  }

  #end(): void {
    const isTooLong = this.#length > LONGEST_LINE;
    const line = isTooLong ? undefined : Buffer.concat(this.#pieces).toString('utf8');
    this.#pieces = [];
    this.#length = 0;
    this.#take(line);
  }
}
