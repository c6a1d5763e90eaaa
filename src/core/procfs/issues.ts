import { type ParseIssue, RAW_LIMIT } from '../model/issue';

/** What a line parser found wrong: the field by its format's name, why, and whether a row was made all the same. */
export interface Problem {
  readonly field: string;
  readonly reason: string;
  readonly rowKept: boolean;
}

/** A last row without its newline: what can be read is kept, and its last field may lack some of its end. */
export const CUT_ROW: Problem = { field: 'line', reason: 'has no end', rowKept: true };

/**
 * The issue for the line [start, stop).
 * @param isCut whether the file ends here without a newline: then that is the likely cause, and the reason says so
 */
export function makeIssue(
  bytes: Uint8Array,
  start: number,
  stop: number,
  line: number,
  isCut: boolean,
  problem: Problem,
): ParseIssue {
  const reason = isCut ? `${problem.reason} (the file ends in the middle of this line)` : problem.reason;
  return {
    line,
    field: problem.field,
    raw: bytes.slice(start, Math.min(stop, start + RAW_LIMIT)),
    reason,
    rowKept: problem.rowKept,
  };
}
