import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HISTORY_COLUMNS } from '../../src/core/history/historyData';
import { sqlite } from '../../src/node/history/sqlite';
import { NetstatRun } from '../../src/node/netstat/netstatRun';
import { shimScript } from '../../src/node/shimScript';
import { skipWithReason } from '../skip';
import { connection, listener, madeHistory, type MadeHistory, seen } from './madeHistory';

const DIST = resolve(__dirname, '../../dist');
const PROGRAM = join(DIST, 'netstat.js');
const NOBODY = 65_534;
const MINUTE = 60_000;

interface Told {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Document {
  readonly rows: readonly {
    readonly kind: string;
    readonly began: string;
    readonly local: { readonly port: number };
  }[];
}

describe('netstat --history', () => {
  let made: MadeHistory;

  before(function () {
    if (sqlite() === undefined) skipWithReason(this, `Node ${process.version} has no node:sqlite`);
  });

  beforeEach(() => {
    made = madeHistory();
    const now = Date.now();
    made.add([
      listener(3000, seen('node', 4242), now - 50 * MINUTE, now - 20 * MINUTE),
      listener(3000, seen('vite\n\u001b[31m', 4310), now - 19 * MINUTE),
      connection([3000, 51_000], seen('vite', 4310), now - 5 * MINUTE, now - 4 * MINUTE),
    ]);
  });

  afterEach(() => made.remove());

  function run(
    args: readonly string[],
    options: { folder?: string; uid?: number; flags?: string[]; program?: string } = {},
  ): Told {
    const { folder = made.folder, uid, flags = [], program = PROGRAM } = options;
    const env = { PATH: process.env['PATH'], NETSTAT_HISTORY_FOLDER: folder };
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program, ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      ...(uid !== undefined && { uid, gid: uid }),
    });
    return { status, stdout, stderr };
  }

  it('tells what happened, the newest first, and writes nothing but that on the terminal', () => {
    const { status, stdout, stderr } = run(['--history']);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 5);
    const programs = lines.map((line) => /node|vite/.exec(line)?.[0]);
    assert.deepEqual(programs, ['vite', 'vite', 'vite', 'node', 'node']);
    for (const line of lines) assert.match(line, /^[ \d-]*(?:≤ )?[ \d-]*\d\d:\d\d:\d\d {2}\S/);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('tells of a span what happened in it', () => {
    assert.equal(run(['--history=10m']).stdout.trimEnd().split('\n').length, 2);
    assert.equal(run(['--history=45m-15m']).stdout.trimEnd().split('\n').length, 2);
    assert.equal(run(['--history=10s']).stdout, '');
  });

  it('has the same entries as JSON and CSV, those of a span that were open in it', () => {
    const document = JSON.parse(run(['--history', '--json']).stdout) as Document;
    assert.deepEqual(
      document.rows.map(({ kind, local }) => `${kind} ${local.port}`),
      ['connection 3000', 'listener 3000', 'listener 3000'],
    );
    const open = JSON.parse(run(['--history=10s', '--json']).stdout) as Document;
    assert.deepEqual(
      open.rows.map(({ kind }) => kind),
      ['listener'],
    );
    const csv = run(['--csv', '--history']).stdout;
    assert.ok(csv.startsWith(`${HISTORY_COLUMNS.join(',')}\r\n`));
    assert.equal(csv.match(/^history,/gm)?.length, 3);
  });

  it('prints more than a piece of them, each once', () => {
    const now = Date.now();
    made.add(
      Array.from({ length: 2_500 }, (_, index) =>
        listener(index + 1, seen('many', 1), now - 1_000, now - 500),
      ),
    );
    const { rows } = JSON.parse(run(['--history=1m', '--json']).stdout) as Document;
    assert.equal(rows.length, 2_501);
    assert.equal(new Set(rows.map(({ kind, began, local }) => `${kind} ${began} ${local.port}`)).size, 2_501);
  });

  it('reads beside who writes, and leaves no file behind', () => {
    const before = readdirSync(made.folder).sort();
    made.database.exec('BEGIN IMMEDIATE');
    const { status, stdout } = run(['--history']);
    made.database.exec('ROLLBACK');
    assert.equal(status, 0);
    assert.ok(stdout.length > 100);
    assert.deepEqual(readdirSync(made.folder).sort(), before);
  });

  it('goes with no option for what is', () => {
    for (const other of ['-l', '-r', '--interval=2', '-c', '--namespace=1', '-p', '--statistics']) {
      const { status, stdout, stderr } = run(['--history', other]);
      assert.deepEqual({ status, stdout }, { status: 3, stdout: '' }, other);
      assert.match(stderr, /^netstat: option '--history' goes with '--json' and '--csv' alone\n/);
    }
    assert.match(
      run(['--history=soon']).stderr,
      /^netstat: option '--history' takes a span such as 10m, .*, not 'soon'\n/,
    );
    assert.match(run(['--hist']).stderr, /^netstat: unrecognized option '--hist'\n/);
  });

  it('says that nothing was recorded, and is empty data then', () => {
    const folder = join(made.folder, 'none');
    const { status, stdout, stderr } = run(['--history', '--json'], { folder });
    assert.equal(status, 0);
    assert.deepEqual((JSON.parse(stdout) as Document).rows, []);
    assert.match(stderr, /^netstat: nothing was recorded in /);
  });

  it('says which Node it needs', () => {
    const { status, stdout, stderr } = run(['--history'], { flags: ['--no-experimental-sqlite'] });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: '' });
    assert.match(stderr, /^netstat: --history needs Node 22\.13 or later, .*, and this is v\d+\.\d+\.\d+; /);
  });

  it('says what is wrong with the file: damaged, of a newer release', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstat-damaged-'));
    writeFileSync(join(folder, 'history.db'), Buffer.alloc(8192, 'x'));
    const damaged = run(['--history'], { folder });
    assert.equal(damaged.status, 1);
    assert.match(damaged.stderr, /^netstat: the history in .* cannot be read: its file is damaged/);
    rmSync(folder, { recursive: true });
    made.database.exec('PRAGMA user_version = 99');
    const newer = run(['--history']);
    assert.equal(newer.status, 1);
    assert.match(newer.stderr, /a newer version of Netstat wrote it/);
  });

  it('says that a folder may not be written to, and neither reads nor changes what is another user’s', function () {
    if (process.geteuid?.() !== 0) skipWithReason(this, 'only root can be another user');
    const parent = mkdtempSync(join(tmpdir(), 'netstat-other-'));
    chmodSync(parent, 0o755);
    cpSync(DIST, join(parent, 'dist'), { recursive: true });
    const program = join(parent, 'dist/netstat.js');
    const folder = join(parent, 'history');
    mkdirSync(folder);
    made.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    cpSync(join(made.folder, 'history.db'), join(folder, 'history.db'));
    chownSync(folder, NOBODY, NOBODY);
    chownSync(join(folder, 'history.db'), NOBODY, NOBODY);

    chmodSync(folder, 0o500);
    const readOnly = run(['--history'], { folder, uid: NOBODY, program });
    assert.deepEqual([readOnly.status, readOnly.stdout], [1, '']);
    assert.match(
      readOnly.stderr,
      /^netstat: the history in .* cannot be read: its folder may not be written to/,
    );

    chmodSync(folder, 0o700);
    const own = run(['--history'], { folder, uid: NOBODY, program });
    assert.deepEqual([own.status, own.stderr], [0, '']);

    const files = readdirSync(folder).sort();
    const other = run(['--history'], { folder, program });
    assert.equal(other.status, 1);
    assert.match(
      other.stderr,
      /cannot be read: it is not this user’s \(.* belongs to the user 65534, and this is 0\.\)/,
    );
    assert.deepEqual(readdirSync(folder).sort(), files);
    rmSync(parent, { recursive: true });
  });

  it('is had in a terminal of VS Code, whose Node the command runs on', () => {
    const shim = join(made.folder, '..', 'netstat');
    writeFileSync(shim, shimScript({ node: process.execPath, program: PROGRAM }), { mode: 0o755 });
    const env = { PATH: '/nowhere', NETSTAT_HISTORY_FOLDER: made.folder };
    const stdout = execFileSync(shim, ['--history=10m'], { env, encoding: 'utf8' });
    assert.match(stdout, /51000|vite/);
  });

  it('is told in documents of the editor, too', async () => {
    const workerPath = join(DIST, 'netstatWorker.js');
    const variables = { NETSTAT_HISTORY_FOLDER: made.folder };
    for (const [args, expected] of [
      [['--history=10m'], /51000|vite/],
      [['--history', '--json'], /^\{"schema":1,/],
      [['--history', '--csv'], /^table,kind,id,.*\n(?:history,.*\n){3}$/],
    ] as const) {
      const netstat = new NetstatRun({ workerPath, args, variables });
      const { kind, status, text } = await netstat.next();
      netstat.dispose();
      assert.deepEqual([kind, status], ['end', 0]);
      assert.match(text, expected);
    }
  });

  it('is loaded by nobody else', () => {
    const loaded = join(made.folder, '..', 'dist');
    cpSync(DIST, loaded, { recursive: true });
    rmSync(join(loaded, 'netstatHistory.js'));
    assert.equal(run(['-tln'], { program: join(loaded, 'netstat.js') }).status, 0);
    assert.notEqual(run(['--history'], { program: join(loaded, 'netstat.js') }).status, 0);
  });
});
