import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../host/paths';

const folder = join(fixtures, 'netstat');

/** One recorded run of the real netstat. */
export interface RecordedCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly uid: number;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether only the stream and the status are recorded: the text is the program's own. */
  readonly isOwnText: boolean;
}

/** A machine, as files, and what netstat said of it. */
export interface RecordedSet {
  readonly name: string;
  readonly input: string;
  readonly cases: readonly RecordedCase[];
}

/** All of test/fixtures/netstat. */
export function recordedSets(): RecordedSet[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, input: join(folder, name, 'input'), cases: readCases(join(folder, name)) }));
}

function readCases(set: string): RecordedCase[] {
  const lines = readFileSync(join(set, 'cases.tsv'), 'latin1').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [name = '', args = '', uid = '0', status = '0'] = line.split('\t');
    const stdout = join(set, 'expected', `${name}.txt`);
    const stderr = join(set, 'expected', `${name}.stderr.txt`);
    return {
      name,
      args: args.split(' ').filter((arg) => arg !== ''),
      uid: Number(uid),
      status: Number(status),
      stdout: readIfThere(stdout),
      stderr: readIfThere(stderr),
      isOwnText: !existsSync(stdout),
    };
  });
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}
