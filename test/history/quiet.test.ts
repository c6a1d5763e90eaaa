import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('SQLite', () => {
  it('says nothing on the user’s terminal, and leaves other warnings alone', () => {
    const program = `
      const { sqlite } = require(${JSON.stringify(join(__dirname, '../../src/node/history/sqlite'))});
      new (sqlite().DatabaseSync)(':memory:').exec('SELECT 1');
      process.emitWarning('of something else');
    `;
    const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], {
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.match(stderr, /of something else/);
    assert.doesNotMatch(stderr, /SQLite|Experimental/i);
  });
});
