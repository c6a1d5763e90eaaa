import { parseProcessStat } from '../../procfs/processStat';
import { latin1 } from '../../procfs/scan';
import { programOf } from '../../text/programName';
import { decodeByteText } from '../../text/utf8';
import type { ByteText, Environment } from '../context/environment';

/** What stands in a row of data of a process that holds its socket. */
export interface HolderData {
  readonly pid: number;
  readonly startTime: number | null;
  readonly program: ByteText | null;
}

/**
 * Names processes by what they call themselves in 15 bytes, and never by their arguments, which some write users and peers into
 * (setproctitle(3)).
 */
export function programNames(environment: Pick<Environment, 'readFile'>): (holder: HolderData) => string {
  const names = new Map<number, string>();
  return ({ pid, startTime, program }) => {
    const known = names.get(pid);
    if (known !== undefined) return known;
    const file = environment.readFile(`/proc/${pid}/stat`);
    const stat = file.ok ? parseProcessStat(file.bytes) : undefined;
    // The pid may be another's by now.
    const bytes = stat?.startTime === startTime ? stat?.comm : undefined;
    const comm = bytes === undefined ? '' : decodeByteText(latin1(bytes, 0, bytes.length));
    const name = programOf({ comm, commandLine: [decodeByteText(program ?? '')] });
    names.set(pid, name);
    return name;
  };
}
