/** No hint stands further behind its port than this. */
const FARTHEST = 200;

/**
 * Where a hint can stand without tearing what is written apart: behind the port, behind the quote that follows, or
 * behind the rest of the URL or of the mapping that the port is part of.
 * @param end the column behind the port
 */
export function hintColumn(text: string, end: number): number {
  const rest = text.slice(end, end + FARTHEST);
  const tail = /^[/:?#}]/.test(rest) ? (/^[^\s"'`,;<>|)\\]*/.exec(rest)?.[0].length ?? 0) : 0;
  const column = tail < FARTHEST ? end + tail : end;
  return /["'`]/.test(text.charAt(column)) ? column + 1 : column;
}
