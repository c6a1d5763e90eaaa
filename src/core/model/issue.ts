/** One thing a parser could not read: which line, which field, what stood there and why it is wrong. */
export interface ParseIssue {
  /** 1-based line number in the file; the header line is line 1. */
  readonly line: number;
  /** The format's own name of the field ("local_address", "inode"); "line" where the whole line is unreadable. */
  readonly field: string;
  /** The bytes of the line without its newline, cut to {@link RAW_LIMIT}; copied, so it outlives the buffer. Hostile: clean before showing. */
  readonly raw: Uint8Array;
  /** Whether a row was still made of the line, with the unreadable field as 0. */
  readonly rowKept: boolean;
  /** Why, as the end of a sentence: "is not a hexadecimal number". */
  readonly reason: string;
}

/** What every parser returns: all rows it could read, and an issue for each it could not. It never throws. */
export interface Parsed<Row> {
  readonly rows: Row[];
  readonly issues: ParseIssue[];
}

/** An issue together with the file it was found in, as it travels in a snapshot. */
export interface FileIssue extends ParseIssue {
  /** Path below the root that was read, for example "self/net/tcp". */
  readonly file: string;
}

/** Bytes of a broken line that an issue keeps. */
export const RAW_LIMIT = 200;
