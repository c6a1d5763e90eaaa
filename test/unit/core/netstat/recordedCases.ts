import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FIXTURES } from './fixtureEnvironment';

/** One run of the real netstat, kept. */
export interface RecordedCase {
  readonly name: string;
  readonly argv: readonly string[];
  readonly uid: number;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder of what netstat read in a set. */
export function inputOf(set: string): string {
  return path.join(FIXTURES, set, 'input');
}

/** The cases of a set, in the order of its cases.tsv. */
export function recordedCases(set: string): RecordedCase[] {
  const folder = path.join(FIXTURES, set);
  const lines = readFileSync(path.join(folder, 'cases.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [name = '', argv = '', uid, status] = line.split('\t');
    const stderr = path.join(folder, 'expected', `${name}.stderr.txt`);
    return {
      name,
      argv: argv === '' ? [] : argv.split(' '),
      uid: Number(uid),
      status: Number(status),
      stdout: readFileSync(path.join(folder, 'expected', `${name}.txt`), 'latin1'),
      stderr: existsSync(stderr) ? readFileSync(stderr, 'latin1') : '',
    };
  });
}
