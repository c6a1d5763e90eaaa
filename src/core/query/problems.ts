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

/** What is wrong where the pids of /proc may be strangers' here. */
const OTHER_PIDS: Problem = {
  id: 'pids',
  file: '/proc',
  reason:
    'has the pids of another pid namespace, or does not tell whose: they may be other processes here, and nobody is signalled',
};

/**
 * Everything in the files of a snapshot, or of a table, that could not be read, or is not to be relied on. An absent file
 * is none: not every kernel has all.
 */
export function problemsOf({
  sources,
  issues,
  ownerScan,
}: Pick<Snapshot, 'sources' | 'issues'> & Partial<Pick<Snapshot, 'ownerScan'>>): Problem[] {
  const pids = ownerScan === undefined || ownerScan.procPids === 'own' ? [] : [OTHER_PIDS];
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
  return [...pids, ...files, ...lines];
}
