import assert from 'node:assert/strict';
import { isEndOf, portOf } from '../../../../src/core/history/stillOpen';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { connection, listener, program, seen } from '../../historyEntries';
import { process, snapshot } from '../../snapshots';

const NODE = process({ pid: 42, startTime: 420, comm: 'node' });
const owned = seen(program('node', 42));

describe('what of the history is still open', () => {
  const ports = listeningPorts(
    snapshot(
      [
        { local: ['0.0.0.0', 3000], pids: [42] },
        { protocol: 'udp', local: ['0.0.0.0', 3000], pids: [42] },
        { local: ['0.0.0.0', 80] },
      ],
      [NODE],
    ),
  );
  const found = (more: Parameters<typeof listener>[0]): string => {
    const port = portOf(listener(more), ports);
    return port === undefined ? '' : `${port.port}/${port.transport}`;
  };

  it('is a port that the same process still has', () => {
    assert.equal(found({ owners: owned }), '3000/tcp');
    assert.equal(found({ owners: owned, protocol: 'udp' }), '3000/udp');
    assert.equal(
      found({ owners: seen(program('node', 42, { startTime: 1 })) }),
      '',
      'its pid was given anew',
    );
    assert.equal(found({ owners: owned, port: 80 }), '');
    assert.equal(found({ owners: { evidence: 'unknown', programs: [] }, port: 80 }), '80/tcp');
  });

  it('is a connection by both its ends, whichever of them is seen', () => {
    const { inet } = snapshot([
      { local: ['10.0.0.1', 3000], remote: ['10.0.0.9', 51_234], state: 1 },
      { local: ['10.0.0.9', 51_234], remote: ['10.0.0.1', 3000], state: 1 },
      { local: ['10.0.0.1', 3000], remote: ['10.0.0.9', 51_235], state: 1 },
      { protocol: 'udp', local: ['10.0.0.1', 3000], remote: ['10.0.0.9', 51_234], state: 1 },
    ]);
    const is = [0, 1, 2, 3].map((row) => isEndOf(connection(), inetSocketAt(inet, row)));
    assert.deepEqual(is, [true, true, false, false]);
  });
});
