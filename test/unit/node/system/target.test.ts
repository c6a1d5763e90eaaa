import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mock } from 'node:test';
import { thisTarget } from '../../../../src/node/system/target';

/** Whether Node has been linked with musl, by its own account. In a process without sockets: it asks name servers about each. */
const IS_MUSL =
  'process.exitCode = process.report.getReport().header.glibcVersionRuntime === undefined ? 1 : 0';

describe('the target that this machine is', () => {
  it('has the C library that Node says', () => {
    const isMusl = spawnSync(process.execPath, ['-e', IS_MUSL]).status === 1;
    const target = thisTarget();
    if (target !== undefined) assert.equal(target.startsWith('alpine'), isMusl);
  });

  it('is told without the report that asks name servers about open sockets', () => {
    const asked = mock.method(process.report, 'getReport', () => assert.fail('asked for a report'));
    try {
      thisTarget();
    } finally {
      asked.mock.restore();
    }
  });
});
