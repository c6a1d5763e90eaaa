import type { AskedProtocol, Identity } from '../model/identity';
import { byteText } from './answerText';

/** What somebody said, to be recognised. */
export class Answer {
  readonly bytes: Uint8Array;
  /** What it was sent before; absent of a greeting. */
  readonly asked: AskedProtocol | undefined;
  readonly port: number;
  #text: string | undefined;

  constructor(bytes: Uint8Array, asked: AskedProtocol | undefined, port: number) {
    this.bytes = bytes;
    this.asked = asked;
    this.port = port;
  }

  /** One character a byte. */
  get text(): string {
    return (this.#text ??= byteText(this.bytes));
  }
}

/** Says who answers so; nothing where it is none of its kind. It takes time in proportion to the answer. */
export type AnswerRecogniser = (answer: Answer) => Identity | undefined;
