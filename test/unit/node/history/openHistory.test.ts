import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../../../src/node/history/openHistory';
import { sqlite } from '../../../../src/node/history/sqlite';

describe('a history that is opened', () => {
  it('is in memory, and says so, where this Node has no SQLite', () => {
    const base = mkdtempSync(join(tmpdir(), 'netstat-history-'));
    try {
      const history = openHistory({
        ...{ folder: join(base, 'history'), place: { boot: 'this boot', namespace: 1 }, now: () => 1_000 },
        recorder: { pid: process.pid, startTime: 1, pidNamespace: 1 },
      });
      const lacking = { kind: 'noSqlite', node: process.version };
      assert.deepEqual(history.status().trouble, sqlite() ? undefined : lacking);
      const owners = { evidence: 'unknown', programs: [] } as const;
      const socket = {
        kind: 'listener',
        protocol: 'tcp',
        isIPv6: false,
        address: '::',
        port: 1,
        owners,
      } as const;
      history.write([{ kind: 'put', key: 1, entry: { ...socket, opened: { by: 900 } } }]);
      assert.equal(history.standing(1_000).length, 1);
      assert.equal(history.takeRecording(1_000).isTaken, true);
      history.close();
      assert.equal(existsSync(join(base, 'history')), sqlite() !== undefined);
    } finally {
      rmSync(base, { recursive: true });
    }
  });
});
