import type { Snapshot } from '../model/snapshot';
import { latin1 } from '../procfs/scan';

/** Something of a file that could not be read, as a person is told of it. */
export interface Problem {
  readonly id: string;
  readonly file: string;
  /** Absent where the whole file could not be read. */
  readonly line?: number;
  /** What is wrong, as the end of a sentence about the file or the line. */
  readonly reason: string;
  /** The line as it stands, one character a byte. Hostile: clean before showing. */
  readonly raw?: string;
  /** Whether a row was made of the line all the same. */
  readonly rowKept?: boolean;
}

/** Everything in the files of a snapshot, or of a table, that could not be read. An absent file is none: not every kernel has all. */
export function problemsOf({ sources, issues }: Pick<Snapshot, 'sources' | 'issues'>): Problem[] {
  const anyRead = sources.some(({ status }) => status === 'ok');
  const files = sources
    .filter(({ status }) => status === 'failed' || (status === 'denied' && anyRead))
    .map(({ file, status, code }) => ({
      id: file,
      file: `/proc/${file}`,
      reason: code === undefined ? status : `${status} (${code})`,
    }));
  const lines = issues.map(({ file, line, field, reason, raw, rowKept }) => ({
    id: `${file}:${line}:${field}`,
    file: `/proc/${file}`,
    line,
    reason: `${field} ${reason}`,
    raw: latin1(raw, 0, raw.length),
    rowKept,
  }));
  return [...files, ...lines];
}
