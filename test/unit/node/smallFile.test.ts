import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSmallFile } from '../../../src/node/smallFile';

describe('a small file', () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'small-'));
    writeFileSync(join(folder, 'file'), 'text');
    symlinkSync('file', join(folder, 'link'));
    mkdirSync(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
  });

  after(() => rmSync(folder, { recursive: true }));

  function read(
    name: string,
    ...rest: [most?: number, demands?: Parameters<typeof readSmallFile>[2]]
  ): string {
    const [most = 100, demands] = rest;
    const bytes = readSmallFile(join(folder, name), most, demands);
    return bytes === undefined ? 'nothing' : Buffer.from(bytes).toString();
  }

  it('is read whole, and nothing of one that is longer', () => {
    assert.equal(read('file', 4), 'text');
    assert.equal(read('file', 3), 'nothing');
  });

  it('is no pipe, which nobody waits for, and no folder', () => {
    for (const name of ['pipe', 'folder', 'absent']) assert.equal(read(name), 'nothing');
  });

  it('is what a link leads to, unless it may be none', () => {
    assert.equal(read('link'), 'text');
    assert.equal(read('link', 100, { isNoLink: true }), 'nothing');
    assert.equal(read('file', 100, { isNoLink: true }), 'text');
  });

  it('is not read where what was opened is not what was wanted', () => {
    assert.equal(read('file', 100, { allows: ({ size }) => size === 4 }), 'text');
    assert.equal(read('file', 100, { allows: ({ size }) => size === 5 }), 'nothing');
  });
});
