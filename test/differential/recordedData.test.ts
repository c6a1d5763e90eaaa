import assert from 'node:assert/strict';
import { TABLES } from '../../src/core/netstat/data/dataTables';
import type { Options } from '../../src/core/netstat/commandLine/options';
import { parseArguments } from '../../src/core/netstat/commandLine/parseArguments';
import {
  bytesOf,
  type Document,
  expectedFields,
  fieldsOf,
  parsedJson,
  readCsv,
  type Row,
  valueOf,
} from '../unit/core/netstat/data/readCsv';
import { type Result, type Run, runOurs } from './ours';
import { type RecordedCase, recordedSets } from './recordedSets';
import { plantTree, type Tree } from './tree';

/** Exit status of what was interrupted: `-c` cases were, after two rounds. */
const INTERRUPTED = 124;

/** Lines of netstat's tables that are no rows, and continued rows of SCTP. */
const NO_ROW =
  /^(Active |Kernel |Proto |Iface {2}|IPv6\/IPv4 Group|Interface {2}|-{15} |Destination |Source {2}|Dest {2}|User {7}|dest_addr|IP masquerading|prot {3}| {20}|\s*$)/;

/** What netstat says on stdout beside its tables. */
const MESSAGE =
  /not configured in this system|not in file .* found|No statistics support|roblem reading data/;

/** What is said of the arguments, before anything is read. */
const OF_ARGUMENTS = /^netstat\.c: Internal Error/;

/** The same machines and command lines as for the text: both must tell the same. */
describe('recorded runs of netstat as JSON and CSV', () => {
  for (const set of recordedSets()) {
    describe(set.name, () => {
      let tree: Tree;
      before(() => (tree = plantTree(set.input)));
      after(() => tree.remove());

      for (const recorded of set.cases) {
        it(`${recorded.name}: netstat ${recorded.args.join(' ')}`, async () => {
          const run = (...args: readonly string[]): Promise<Result> =>
            runOurs(tree, runOf(recorded, args), 'by pid');
          const text = await run(...recorded.args);
          const [json, csv] = [await run('--json', ...recorded.args), await run('--csv', ...recorded.args)];
          const options = optionsOf(recorded.args);
          if (options === undefined) {
            assert.deepEqual([json, csv], [text, text]);
            return;
          }
          assert.deepEqual([json.status, json.stderr], [text.status, text.stderr]);
          const documents = options.continuous ? json.stdout.trimEnd().split('\n') : [json.stdout];
          const rounds = documents.map(parsedJson);
          const rows = rounds.flatMap((round) => round.rows);
          assertSameRows(options, text.stdout, rows);
          assertMessages(text, rounds);
          for (const row of rows)
            assert.deepEqual(fieldsOf(row).sort(), expectedFields(row).sort(), row.table);
          assert.equal(csv.status, text.status);
          assertSameValues(csv.stdout, rows, rounds);
        });
      }
    });
  }
});

function runOf({ uid, status }: RecordedCase, args: readonly string[]): Run {
  return { args, uid, rounds: status === INTERRUPTED ? 2 : 1 };
}

/** Nothing where the command line only ends in a text or a message. */
function optionsOf(args: readonly string[]): Options | undefined {
  const parsed = parseArguments(args, {
    programName: 'netstat',
    posixlyCorrect: false,
    selinuxEnabled: false,
  });
  return parsed.kind === 'run' ? parsed.options : undefined;
}

function assertSameRows({ mode, extend }: Options, stdout: string, rows: readonly Row[]): void {
  if (mode === 'statistics') {
    const told = new Set(
      rows.flatMap(({ key, value, words }) => [words, `${key as string}: ${value as number}`]),
    );
    for (const line of lines(stdout).filter((each) => /^ +/.test(each) && !each.endsWith('histogram:'))) {
      // As JSON.parse() has it, which keeps no more than the first digits of the largest counters.
      const rounded = line.replace(/: (\d{16,})$/, (_, digits: string) => `: ${Number(digits)}`);
      assert.ok(told.has(rounded.trim()), line);
    }
    return;
  }
  // With -eee and every fourth more, netstat prints neither header nor rows of routes.
  if (mode === 'routes' && extend % 4 === 3) return;
  const isRow =
    mode === 'interfaces' && extend > 0
      ? (line: string): boolean => /^\S+: flags=/.test(line)
      : (line: string): boolean => !NO_ROW.test(line) && !MESSAGE.test(line);
  const shown = rows.filter(({ table }) => table !== 'appletalk');
  assert.equal(shown.length, lines(stdout).filter(isRow).length);
}

function assertMessages(text: Result, rounds: readonly Document[]): void {
  const said = rounds.flatMap(({ messages }) => messages);
  const stderr = lines(text.stderr).filter((line) => !OF_ARGUMENTS.test(line));
  const expected = [...stderr, ...lines(text.stdout).filter((line) => MESSAGE.test(line))];
  for (const line of expected) assert.ok(said.includes(line.trim()), line);
  assert.equal(said.length, expected.length);
}

/** CSV has one header for all rounds, and the same values in the same order. */
function assertSameValues(stdout: string, rows: readonly Row[], rounds: readonly Document[]): void {
  const [header = [], ...cells] = readCsv(stdout);
  assert.equal(cells.length, rows.length);
  const times = rounds.flatMap(({ rows: own, time }) => own.map(() => time));
  for (const [index, row] of rows.entries()) {
    const timed = { time: times[index], ...row };
    const columns = header.filter((column) => column !== 'table' && column !== 'time');
    assert.deepEqual(
      columns.filter((column) => TABLES[row.table].includes(column)).sort(),
      [...TABLES[row.table]].sort(),
    );
    for (const [at, column] of header.entries()) {
      if (column === 'time') continue;
      assertSameCell(cells[index]?.[at] ?? '', valueOf(timed, column), column);
    }
  }
}

function assertSameCell(cell: string, value: unknown, column: string): void {
  // JSON.parse() keeps no more than the first digits of the largest counters.
  if (typeof value === 'number') assert.equal(Number(cell), value, column);
  else if (typeof value === 'string') assert.equal(cell.replace(/^'/, ''), bytesOf(value), column);
  else if (value === null) assert.equal(cell, '', column);
  else assert.deepEqual(parsedJson(cell), value, column);
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
