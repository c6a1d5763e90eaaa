import { Transform, type TransformCallback } from 'node:stream';
import { RequestIdFinder } from '../../core/tools/requestId';

/** Bytes that a message has at most: what the tools take is far shorter. */
export const LONGEST_MESSAGE = 1_000_000;

const NEWLINE = 0x0a;

/** Invalid Request, by JSON-RPC 2.0, section 5.1. */
const INVALID_REQUEST = -32_600;

/**
 * Hands on lines that are not too long, each in one piece. Of the others nothing is kept, whatever they come to; each is
 * answered with an error of JSON-RPC, and those behind it are read as ever.
 */
export class LineLimit extends Transform {
  readonly #answer: (line: string) => void;
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** Set within a line that is too long. */
  #finder: RequestIdFinder | undefined;

  /** @param answer writes a line to whoever sent them */
  constructor(answer: (line: string) => void) {
    super();
    this.#answer = answer;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    for (let from = 0; from < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, from);
      const end = newline === -1 ? chunk.length : newline + 1;
      this.#add(chunk.subarray(from, end));
      if (newline !== -1) this.#endLine();
      from = end;
    }
    done();
  }

  #add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#finder === undefined && this.#length <= LONGEST_MESSAGE) {
      this.#pieces.push(piece);
      return;
    }
    this.#finder ??= new RequestIdFinder();
    for (const before of this.#pieces.splice(0)) this.#finder.take(before);
    this.#finder.take(piece);
  }

  #endLine(): void {
    if (this.#finder === undefined) this.push(Buffer.concat(this.#pieces));
    else this.#answer(refusal(this.#finder.id, this.#length));
    this.#pieces = [];
    this.#length = 0;
    this.#finder = undefined;
  }
}

function refusal(id: string | number | undefined, length: number): string {
  const message = `The message has ${length} bytes, and at most ${LONGEST_MESSAGE} are read. It was left out; send a shorter one.`;
  return `${JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error: { code: INVALID_REQUEST, message } })}\n`;
}
