import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../../../src/node/cli/metricsFile';

describe('a file of metrics', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-metrics-'));
    file = join(folder, 'netstat.prom');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is another one each time, which everybody may read, and leaves nothing beside it', () => {
    const umask = process.umask(0o077);
    try {
      assert.equal(replaceFile(file, 'one\n'), undefined);
      const before = statSync(file);
      assert.equal(before.mode & 0o777, 0o644);
      assert.equal(replaceFile(file, 'b\xc3\xa4\n'), undefined);
      assert.notEqual(statSync(file).ino, before.ino);
    } finally {
      process.umask(umask);
    }
    assert.equal(readFileSync(file, 'utf8'), 'bä\n');
    assert.deepEqual(readdirSync(folder), ['netstat.prom']);
  });

  it('takes the place of a link, and leaves alone what that leads to', () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'mine');
    symlinkSync(elsewhere, file);
    assert.equal(replaceFile(file, 'x'), undefined);
    assert.equal(readFileSync(elsewhere, 'utf8'), 'mine');
    assert.ok(statSync(file).isFile());
    assert.throws(() => readlinkSync(file));
  });

  it('is in the folder where netstat runs where the name has none', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      assert.equal(replaceFile('netstat.prom', 'x'), undefined);
    } finally {
      process.chdir(before);
    }
    assert.deepEqual(readdirSync(folder), ['netstat.prom']);
  });

  it('is not put where something else lies, and what cannot be written is told', () => {
    mkdirSync(file);
    assert.equal(replaceFile(file, 'x'), `${file} is no file to be replaced`);
    const missing = join(folder, 'none', 'x');
    assert.equal(replaceFile(missing, 'x'), `cannot write ${missing}: No such file or directory`);
    assert.deepEqual(readdirSync(folder), ['netstat.prom']);
  });

  it('is what it was where another cannot be written', () => {
    writeFileSync(file, 'before');
    const long = join(folder, 'x'.repeat(300));
    assert.equal(replaceFile(long, 'x'), `cannot write ${long}: File name too long`);
    if (process.getuid?.() !== 0) {
      chmodSync(folder, 0o500);
      assert.equal(replaceFile(file, 'x'), `cannot write ${file}: Permission denied`);
      chmodSync(folder, 0o700);
    }
    assert.equal(readFileSync(file, 'utf8'), 'before');
    assert.deepEqual(readdirSync(folder), ['netstat.prom']);
  });
});
