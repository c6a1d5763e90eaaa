const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OBJECT, LIST, OBJECT_END, LIST_END] = ['{', '[', '}', ']'].map((character) => character.charCodeAt(0));
const [COLON, COMMA] = [0x3a, 0x2c];

/** Bytes of a name or value that are looked at; an id is shorter. */
const LONGEST_TOKEN = 200;

/**
 * Finds the id of a JSON-RPC request in a message that is too long to be kept, as its bytes come by: the value of "id" in
 * the outermost object, a string or a number (JSON-RPC 2.0, section 4).
 */
export class RequestIdFinder {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #key = '';
  #token = '';
  #id: string | number | undefined;

  /** Takes the next bytes of the message. */
  take(bytes: Uint8Array): void {
    for (const byte of bytes) this.#takeByte(byte);
  }

  /** Undefined where there is none, as in a notification, or none that is valid. */
  get id(): string | number | undefined {
    return this.#id;
  }

  #takeByte(byte: number): void {
    if (this.#isInString) {
      this.#keep(byte);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInString = false;
      return;
    }
    switch (byte) {
      case OBJECT:
      case LIST:
        this.#depth++;
        return;
      case OBJECT_END:
      case LIST_END:
        if (this.#depth === 1) this.#endMember();
        this.#depth--;
        return;
      case COLON:
        if (this.#depth !== 1) return;
        this.#key = this.#token;
        this.#token = '';
        return;
      case COMMA:
        if (this.#depth === 1) this.#endMember();
        return;
      case QUOTE:
        this.#isInString = true;
    }
    this.#keep(byte);
  }

  #keep(byte: number): void {
    if (this.#depth === 1 && this.#token.length <= LONGEST_TOKEN) this.#token += String.fromCharCode(byte);
  }

  #endMember(): void {
    if (idIn(this.#key) === 'id') this.#id = idIn(this.#token) ?? this.#id;
    this.#key = '';
    this.#token = '';
  }
}

function idIn(token: string): string | number | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}
