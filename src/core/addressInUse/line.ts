import { type Address, addressesIn } from './namedAddresses';
import * as denials from './denials';
import * as reasons from './reasons';
import * as words from './complaintWords';

/** Longer lines are no message; what lies beyond is not looked at. */
const LONGEST_LINE = 2_000;

/** Characters in front of an address, or of the error, that say what it is. */
const REACH = 90;

/** No program is told to listen on a port below this one, except by its whole address. */
const LOWEST_SAID = 20;

/** `db-1  | …` of Compose, `10:12:30 web.1 | …` of Foreman, `[0] …` of concurrently, `web:dev: …` of Turborepo. */
const SPEAKER =
  /^(?:\d\d:\d\d:\d\d )?([\w.@/-]{1,60})\s{0,30}\| |^\[(\d{1,3})\] |^(@?[\w./-]{1,60}:(?:dev|start|serve|watch|preview)): /;

/** How sure a line is that its number is the port in question. */
export type Reason =
  'taken' | 'unavailable' | 'hint' | 'failed' | 'begins' | 'field' | 'binds' | 'other' | 'remote' | 'none';

/** An address, and what the words around it say. */
export interface Reasoned {
  readonly address: Address;
  readonly reason: Reason;
}

/** Where the error stands in a line. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What one line of output says of addresses. Everything is read when it is first asked for. */
export class Line {
  readonly text: string;
  #reasoned: readonly Reasoned[] | undefined;
  #errors: readonly Place[] | undefined;
  #portErrors: readonly Place[] | undefined;
  #speaker: readonly string[] | undefined;
  #isFrame: boolean | undefined;
  #hasOtherReason: boolean | undefined;
  #hasError: boolean | undefined;
  #isUnix: boolean | undefined;

  /** @param text without escape sequences */
  constructor(text: string) {
    this.text = text.slice(0, LONGEST_LINE);
  }

  /** Whether it can be a message at all: a cheap look before any other. */
  get isOfInterest(): boolean {
    return (
      words.OF_INTEREST.test(this.text) &&
      !denials.TEST_LINE.test(this.text.slice(0, 400)) &&
      !denials.WRITTEN_LINE.test(this.text.slice(0, 400)) &&
      !denials.ADVICE.test(this.text)
    );
  }

  /** Where it says that an address is in use, the error itself. */
  get errors(): readonly Place[] {
    return (this.#errors ??= this.#placesOf(words.ERROR));
  }

  /** Where it says so of a port that it does not name there. */
  get portErrors(): readonly Place[] {
    return (this.#portErrors ??= this.#placesOf(words.PORT_ERROR));
  }

  /** Its addresses with their reasons. */
  get reasoned(): readonly Reasoned[] {
    return (this.#reasoned ??= addressesIn(this.text).map((address) => ({
      address,
      reason: this.#reasonOf(address),
    })));
  }

  /** The first address with a reason. */
  with(reason: Reason): Address | undefined {
    return this.reasoned.find((each) => each.reason === reason)?.address;
  }

  /** Which of several programs printed it, where one that runs them puts their names in front. */
  get speaker(): string | undefined {
    const match = (this.#speaker ??= SPEAKER.exec(this.text.slice(0, 160)) ?? []);
    return match[1] ?? match[2] ?? match[3];
  }

  get isFrame(): boolean {
    return (this.#isFrame ??= denials.FRAME.test(this.text.slice(0, 300)));
  }

  /** Whether it tells another reason why an address could not be had. */
  get hasOtherReason(): boolean {
    return (this.#hasOtherReason ??= this.errors.length === 0 && reasons.OTHER_REASON.test(this.text));
  }

  get hasError(): boolean {
    return (this.#hasError ??= words.ANY_ERROR.test(this.text));
  }

  /** Whether a path stands in the place of the address. */
  get isUnix(): boolean {
    return (this.#isUnix ??=
      reasons.UNIX.test(this.text) ||
      this.errors.some(({ end }) => matchesAt(reasons.PATH_BEHIND, this.text, end)));
  }

  /** Whether it is a field of an error as Node shows it, of which another may be the port. */
  get isErrorField(): boolean {
    return /^\s{0,12}["']?(?:code|errno|syscall|address)["']?: /.test(this.text.slice(0, 60));
  }

  /** Whether it declares the error's constant, as documentation does before it explains it. */
  get declares(): boolean {
    return denials.DECLARES.test(this.text);
  }

  /** The words in front of a column. */
  before(column: number): string {
    return this.text.slice(Math.max(0, column - REACH), column);
  }

  #placesOf(expression: RegExp): Place[] {
    const places: Place[] = [];
    for (const match of this.text.matchAll(expression)) {
      const place = { start: match.index, end: match.index + match[0].length };
      if (!this.#isDenied(place)) places.push(place);
      if (places.length === 4) break;
    }
    return places;
  }

  #isDenied({ start, end }: Place): boolean {
    const before = this.before(start);
    if (denials.OTHER_ADDRESS.test(before.slice(-20)) || denials.DENIES_BEFORE.test(before)) return true;
    return words.IS_NAME.test(this.text.slice(start, end))
      ? denials.CODE_BEFORE_NAME.test(before) || matchesAt(denials.CODE_BEHIND_NAME, this.text, end)
      : denials.CODE_BEFORE_TEXT.test(before) || matchesAt(denials.SPOKEN_OF_BEHIND, this.text, end);
  }

  #reasonOf(address: Address): Reason {
    const { from, to, form } = address;
    const before = this.before(from);
    // "redis:7 is in use" and "Port 3 is in use" are said of images and sockets on walls.
    const isSaid =
      (form !== 'name' || address.host === '' || reasons.SAYS_BINDS_BEFORE.test(before)) &&
      (address.port >= LOWEST_SAID || (address.host ?? '') !== '');
    if (isSaid) {
      if (words.HINT_BEFORE.test(before) && /^[^.;]{0,60}\?/.test(this.text.slice(to, to + 62)))
        return 'hint';
      if (/\b[Ii]s (?:the )?$/.test(before) && matchesAt(words.HINT_BEHIND, this.text, to)) return 'hint';
      if (!denials.DENIES_BEFORE.test(before) && this.#isTaken(address, before)) return 'taken';
      if (words.SAYS_TAKEN_BEFORE.test(before) && !denials.IS_CONDITION.test(before)) return 'taken';
      if (words.WAITS_BEFORE.test(before) && matchesAt(words.WAITS_BEHIND, this.text, to)) return 'taken';
    }
    if (form === 'port' && matchesAt(words.SAYS_UNAVAILABLE_BEHIND, this.text, to)) return 'unavailable';
    if (reasons.SAYS_REMOTE_BEFORE.test(before)) return 'remote';
    if (reasons.SAYS_FAILED_BEFORE.test(before)) return 'failed';
    if (reasons.SAYS_OTHER_BEFORE.test(before) || matchesAt(reasons.SAYS_OTHER_BEHIND, this.text, to))
      return 'other';
    if (reasons.SAYS_BEGINS_BEFORE.test(before) && !matchesAt(reasons.SUCCEEDS, this.text, to))
      return 'begins';
    if (form === 'port' && /^\s{0,12}["']?port["']?: \d{1,5},?\s*\}?\s*$/.test(this.text.slice(0, 60)))
      return 'field';
    return reasons.SAYS_BINDS_BEFORE.test(before) ? 'binds' : 'none';
  }

  /** Whether the words behind an address say that it is taken. */
  #isTaken({ form, to }: Address, before: string): boolean {
    if (form !== 'port') {
      return words.BEGINS_STATEMENT.test(before) && matchesAt(words.SAYS_TAKEN_BEHIND, this.text, to);
    }
    return matchesAt(words.SAYS_PORT_TAKEN_BEHIND, this.text, to);
  }
}

/** Whether an expression with the flag `y` matches at a column. */
export function matchesAt(expression: RegExp, text: string, column: number): boolean {
  expression.lastIndex = column;
  return expression.test(text);
}
