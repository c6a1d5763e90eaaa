import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shimScript } from '../../../src/node/shimScript';
import { writeTerminalShim } from '../../../src/node/terminalShim';
import { locate, whyMissing } from '../../host/programs';
import { skipWithReason } from '../../skip';

const SHELLS = ['sh', 'bash', 'zsh', 'fish'] as const;

/** Prints who runs it, and how it was called. */
const FAKE_PROGRAM = `console.log(JSON.stringify({
  args: process.argv.slice(2),
  program: __filename,
  node: process.execPath,
  options: process.env.NODE_OPTIONS,
  electron: process.env.ELECTRON_RUN_AS_NODE,
}))`;

interface Answer {
  readonly args: string[];
  readonly program: string;
  readonly options?: string;
  readonly electron: string;
}

describe("the terminal's command netstat", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "netstat it's "));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  /** A program of the extension's, in the folder of a version. */
  function program(version: string): string {
    const file = join(root, `extensions/netstat-vscode.netstat-${version}/dist/netstat.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, FAKE_PROGRAM);
    return file;
  }

  /** A Node in the folder of a commit, older by so many seconds. */
  function node(commit: string, age: number): string {
    const file = join(root, `servers/Stable-${commit}/server/node`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho ${commit}\n`);
    chmodSync(file, 0o755);
    const time = Date.now() / 1000 - age;
    utimesSync(file, time, time);
    return file;
  }

  function write(paths: { node: string; program: string }): string {
    const folder = join(root, 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'netstat'), shimScript(paths), { mode: 0o755 });
    return folder;
  }

  function run(folder: string, args: readonly string[] = []) {
    return spawnSync(join(folder, 'netstat'), args, { encoding: 'utf8', env: { PATH: folder } });
  }

  for (const shell of SHELLS) {
    it(`runs in ${shell} with nothing else on the PATH, arguments untouched`, function () {
      skipWithReason(this, whyMissing(shell));
      const folder = write({ node: process.execPath, program: program('0.1.0') });
      const line = "netstat -tulpn 'a b' '$HOME' '*'";
      const output = execFileSync(locate(shell) ?? '', ['-c', line], {
        encoding: 'utf8',
        env: { PATH: folder, HOME: root, NODE_OPTIONS: '--inspect-brk' },
      });
      const answer = JSON.parse(output) as Answer;
      assert.deepEqual(answer.args, ['-tulpn', 'a b', '$HOME', '*']);
      assert.equal(answer.options, undefined);
      assert.equal(answer.electron, '1');
    });
  }

  it('takes the newest Node in place of one that an update removed', () => {
    const gone = join(root, `servers/Stable-${'c'.repeat(40)}/server/node`);
    node('a'.repeat(40), 100);
    node('b'.repeat(40), 50);
    node('d'.repeat(40), 200);
    const folder = write({ node: gone, program: program('0.1.0') });
    assert.equal(run(folder).stdout, `${'b'.repeat(40)}\n`);
  });

  it('takes a Node on the PATH where no other is left', () => {
    const folder = write({ node: join(root, 'gone'), program: program('0.1.0') });
    symlinkSync(process.execPath, join(folder, 'node'));
    assert.equal((JSON.parse(run(folder).stdout) as Answer).electron, '1');
  });

  it('says what to do where there is no Node at all', () => {
    const gone = join(root, 'servers/gone/node');
    const { status, stderr, stdout } = run(write({ node: gone, program: program('0.1.0') }));
    assert.equal(status, 127);
    assert.equal(stdout, '');
    assert.match(stderr, /^netstat: .*servers\/gone\/node is gone .* PATH.*new window/);
  });

  it('finds the program of another version of the extension', () => {
    const gone = join(root, 'extensions/netstat-vscode.netstat-0.1.0/dist/netstat.js');
    mkdirSync(join(root, 'extensions/another-1.0.0/dist'), { recursive: true });
    copyFileSync(program('0.2.0'), join(root, 'extensions/another-1.0.0/dist/netstat.js'));
    const { stdout } = run(write({ node: process.execPath, program: gone }));
    assert.match((JSON.parse(stdout) as Answer).program, /netstat-vscode\.netstat-0\.2\.0/);
  });

  it('says so where the extension is gone', () => {
    const { status, stderr } = run(write({ node: process.execPath, program: join(root, 'gone.js') }));
    assert.equal(status, 127);
    assert.match(stderr, /no longer installed/);
  });

  it('never looks at the folders of other people', () => {
    const script = shimScript({ node: '/home/user-1.0/bin/node', program: '/home/user-1.0/netstat.js' });
    assert.ok(!script.includes('*'));
  });

  it('is written once: a second time only where something has changed', async () => {
    const folder = join(root, 'storage/bin');
    const file = join(folder, 'netstat');
    await writeTerminalShim(folder, '/a/netstat.js');
    const first = statSync(file);
    assert.equal(first.mode & 0o777, 0o755);
    await writeTerminalShim(folder, '/a/netstat.js');
    assert.equal(statSync(file).ino, first.ino);
    await writeTerminalShim(folder, '/b/netstat.js');
    assert.match(readFileSync(file, 'utf8'), /^program='\/b\/netstat\.js'$/m);
  });
});
