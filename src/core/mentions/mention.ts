/** The transports that files name. */
export type MentionedTransport = 'tcp' | 'udp' | 'sctp';

/** The transport that a word names, in whatever case: `UDP`; nothing where it is none of them. */
export function transportNamed(word: string): MentionedTransport | undefined {
  const name = word.toLowerCase();
  return name === 'tcp' || name === 'udp' || name === 'sctp' ? name : undefined;
}

/** A port that a line of text names. */
export interface PortHit {
  /** Columns of the number, in UTF-16 code units; a range of ports is one hit. */
  readonly start: number;
  readonly end: number;
  readonly port: number;
  /** The end of a range of ports. */
  readonly lastPort?: number;
  /** Absent where the text does not tell. */
  readonly transport?: MentionedTransport;
  /** The address or name written with it, without brackets; absent where any address of this machine is meant. */
  readonly host?: string;
}

/** A port of this machine that a document names. */
export interface PortMention extends PortHit {
  /** Counted from 0. */
  readonly line: number;
  /** Of a port that a Compose file publishes. */
  readonly compose?: ComposePlace;
}

/** A port that a text names, wherever in it that stands. */
export type MentionedPort = Pick<PortMention, 'port' | 'lastPort' | 'transport' | 'host' | 'compose'>;

/** Where in a Compose file a port is published. */
export interface ComposePlace {
  /** Absent where it is a fragment's, which any service may merge, or where that is not seen. */
  readonly service?: string;
  /** The path of the file, as the document has it. */
  readonly file?: string;
}

/** What tells the format of a document. */
export interface TextFile {
  /** With slashes; a name is enough. */
  readonly path: string;
  /** VS Code's language identifier. */
  readonly languageId: string;
  /** Whether this machine is a container that the document may be about; it is not unless told. */
  readonly isInContainer?: boolean;
}

/** Some of the lines that a format is given, by their indices. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** How the ports of one kind of file are found. */
export interface Format {
  /** How many lines around those of interest may tell what they mean. */
  readonly linesBefore: number;
  readonly linesAfter: number;
  /**
   * The ports that the lines of interest name; `line` is an index into all of them. What others name may be among them
   * or not: they are there to tell what those mean. Never throws, and takes time in proportion to the text.
   */
  find(lines: readonly string[], of: LineRange): PortMention[];
}

/** A format whose lines have their meaning each by itself. */
export function lineByLine(hitsOf: (text: string) => readonly PortHit[]): Format {
  return {
    linesBefore: 0,
    linesAfter: 0,
    find: (lines, of) =>
      lines.flatMap((text, line) => (isWithin(line, of) ? onLine(line, hitsOf(text)) : [])),
  };
}

/** Whether a line is one of them. */
export function isWithin(line: number, { first, last }: LineRange): boolean {
  return line >= first && line <= last;
}

/** The hits as mentions of a line. */
export function onLine(line: number, hits: readonly PortHit[]): PortMention[] {
  return hits.map((hit) => ({ line, ...hit }));
}

/** The hits of a part of a line that begins at `offset`. */
export function movedBy(offset: number, hits: readonly PortHit[]): PortHit[] {
  return hits.map((hit) => ({ ...hit, start: hit.start + offset, end: hit.end + offset }));
}
