import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProgramOnPath } from '../../../src/node/programOnPath';

describe('a program on the PATH', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-path-'));
    for (const [name, mode] of [
      ['ss', 0o755],
      ['text', 0o644],
    ] as const) {
      writeFileSync(join(folder, name), '');
      chmodSync(join(folder, name), mode);
    }
    mkdirSync(join(folder, 'folder'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is a file that may be run, in one of its folders', () => {
    assert.equal(isProgramOnPath('ss', `/nowhere:${folder}`), true);
    assert.equal(isProgramOnPath('ss', '/nowhere'), false);
    assert.equal(isProgramOnPath('ss', ''), false);
    assert.equal(isProgramOnPath('text', folder), false);
    assert.equal(isProgramOnPath('folder', folder), false);
  });

  it('is none of a folder that depends on where one is', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      assert.equal(isProgramOnPath('ss', '.:'), false);
    } finally {
      process.chdir(before);
    }
  });
});
