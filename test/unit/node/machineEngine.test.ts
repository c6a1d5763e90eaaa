import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ownersOf } from '../../../src/core/model/snapshot';
import { machineEngine } from '../../../src/node/engine/machineEngine';
import { loadSystemCalls, type SystemCalls } from '../../../src/node/system/systemCalls';

/** Where the C library is called directly, and how often. */
function counted(calls: SystemCalls): { calls: SystemCalls; counts: Record<'links' | 'questions', number> } {
  const counts = { links: 0, questions: 0 };
  const readLinkAt: SystemCalls['readLinkAt'] = (...args) => {
    counts.links++;
    return calls.readLinkAt(...args);
  };
  const send: SystemCalls['send'] = (...args) => {
    counts.questions++;
    return calls.send(...args);
  };
  return { calls: { ...calls, readLinkAt, send }, counts };
}

describe('the engine of this machine', () => {
  it('reads links and sockets by system calls where it has them, and finds the same without', async () => {
    const loaded = loadSystemCalls();
    assert.ok(!(loaded instanceof Error), 'npm ci brings koffi for this machine');
    const { calls, counts } = counted(loaded);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      for (const engine of [machineEngine(calls), machineEngine(new Error('none'))]) {
        const snapshot = await engine.scan('all', true);
        const row = snapshot.inet.localPort.indexOf(port ?? 0);
        assert.deepEqual(
          ownersOf(snapshot, row).map(({ pid }) => pid),
          [process.pid],
        );
      }
      assert.ok(counts.links > 0);
      assert.equal(counts.questions, 3);
    } finally {
      server.close();
    }
  });
});
