import { parseArguments } from '../../src/core/netstat/commandLine/parseArguments';
import type { Result, Run } from './ours';

/** 128 and the signal's number, as a shell tells it. */
const SEGMENTATION_FAULT = 139;

/** Corrects what netstat printed where it is wrong and we are not; after that both must be identical. */
export function correctNetstat(set: string, stdout: string): string {
  if (set === 'exotic-families') {
    // A memory overrun blanks the destination's address of ROSE sockets: the file has it.
    return stdout
      .replace(/^ {12}(N1ABC-2 )/m, '2080123456  $1')
      .replace(/^ {12}(\* .*N0CALL)/m, '*           $1');
  }
  return stdout;
}

/**
 * Leaves out interfaces whose names have 15 characters: netstat 2.10 reads their counters as 0, ours are the true
 * ones. The unit tests hold those to the recordings with netstat's reading.
 */
export function withoutLongestNames(stdout: string): string {
  return stdout.replace(/^[\w-]{15}: (?:.+\n)+\n/gm, '').replace(/^[\w-]{15} .*\n/gm, '');
}

/** Why what netstat prints for a run cannot be told beforehand; undefined where it can. */
export function whyUnpredictable(set: string, { args, posixlyCorrect = false }: Run): string | undefined {
  const parsed = parseArguments(args, { programName: 'netstat', posixlyCorrect, selinuxEnabled: false });
  if (parsed.kind === 'exit') return undefined;
  // Generated machines have the interfaces of any kernel, and whole lines in the cache.
  if (set === 'generated') return undefined;
  const { mode, cache, extend } = parsed.options;
  if (mode === 'interfaces') return 'interfaces are told by the kernel, which no file can stand for';
  // Of four variants of the columns, -ee begins the one with all of them.
  if (mode === 'routes' && cache && extend % 4 === 2) {
    return '-C -ee repeats values of other rows where a line of the file is short';
  }
  return undefined;
}

/**
 * Why what netstat printed cannot be told: it names a state that it has no name for, from whatever memory lies there,
 * or dies of it. Undefined where it can be told.
 */
export function whyUntold({ stdout, status }: Result): string | undefined {
  if (status === SEGMENTATION_FAULT || /\(null\)|%llu/.test(stdout)) {
    return 'states that netstat has no name for are foreign memory to it';
  }
  return undefined;
}
