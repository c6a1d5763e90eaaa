import { type Complaint, ComplaintReader } from '../../../../src/core/addressInUse/complaints';

/** A program's output with what is to be seen in it. */
export interface Entry {
  /** Whose output it is. */
  readonly program?: string;
  /** Where it was seen. */
  readonly source: string;
  readonly in: string;
  /** The command line, where it is known. */
  readonly cmd?: string;
  /** Its exit status, where it is known. */
  readonly status?: number;
  /** `PORT/TRANSPORT`, `no port` for a complaint without one, or `none`; `/goesOn` behind it is compared only with `goesOn`. */
  readonly want: string | readonly string[];
  readonly goesOn?: boolean;
}

/**
 * What became of an entry: a wrong port is told where another, or none, is right; what is inexact has the right port with
 * the wrong transport, or says wrongly whether the program goes on.
 */
export type Outcome = 'right' | 'wrong port' | 'inexact' | 'false alarm' | 'missed';

/** The entries of a file of JSON lines. */
export function entriesIn(text: string): Entry[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Entry);
}

/** What is seen in an entry, written as `want` is. */
export function seenIn({ in: output, cmd, status, goesOn }: Entry): string {
  const command = cmd ?? '';
  const reader = new ComplaintReader(() => command);
  reader.take(output);
  const complaint = reader.end(status);
  return described(complaint, reader.hasComplaint, goesOn !== undefined);
}

function described(complaint: Complaint | undefined, hasComplaint: boolean, withGoesOn: boolean): string {
  if (complaint === undefined) return hasComplaint ? 'no port' : 'none';
  const { port, transport, goesOn } = complaint;
  return `${port}/${transport}${withGoesOn && goesOn ? '/goesOn' : ''}`;
}

/** Whether what is seen in an entry is right. */
export function outcomeOf(entry: Entry): Outcome {
  const seen = seenIn(entry);
  const wanted = [entry.want]
    .flat()
    .map((want) => (entry.goesOn === undefined ? want.replace('/goesOn', '') : want));
  if (wanted.includes(seen)) return 'right';
  const isPort = wanted.some((want) => want.split('/')[0] === seen.split('/')[0]);
  if (/^\d/.test(seen)) return isPort ? 'inexact' : 'wrong port';
  return wanted.includes('none') ? 'false alarm' : 'missed';
}
