import type { Parsed } from '../../../../src/core/model/issue';

/** The issues of a file, a line each, as a test states them: "2 Metric is missing (dropped)". */
export function issueTexts({ issues }: Pick<Parsed<unknown>, 'issues'>): string[] {
  return issues.map(
    ({ line, field, reason, rowKept }) => `${line} ${field} ${reason} (${rowKept ? 'kept' : 'dropped'})`,
  );
}

/** Lines as a file's bytes, the last one with its newline. */
export function fileOf(...lines: string[]): Uint8Array {
  return Buffer.from(`${lines.join('\n')}\n`, 'latin1');
}
