import assert from 'node:assert/strict';
import { askedGroup, askedPortGroup, askedSocket } from '../../../../src/core/history/asked';
import type { SocketRow } from '../../../../src/core/model/page';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function rowOf(made: MadeSocket): SocketRow {
  const { inet } = snapshot([made]);
  return { kind: 'inet', key: '', readAt: 0, owners: [], reasons: [], socket: inetSocketAt(inet, 0) };
}

describe('what a row asks of the history', () => {
  it('is the port of a listener, and of a connection its peer and the server’s port', () => {
    assert.deepEqual(askedSocket(rowOf({ local: ['0.0.0.0', 3000] })), { port: 3000, protocol: 'tcp' });
    const ends = { state: 1, local: ['10.0.0.1', 40_000], remote: ['10.0.0.5', 5432] } as const;
    const wanted = { port: 5432, protocol: 'tcp', address: '10.0.0.5' };
    assert.deepEqual(askedSocket(rowOf(ends)), wanted);
    const served = { state: 1, local: ['10.0.0.1', 5432], remote: ['10.0.0.5', 40_000] } as const;
    assert.deepEqual(askedSocket(rowOf(served)), wanted);
  });

  it('is what a group has in common, where the history knows of that', () => {
    const owner = process({ pid: 42, startTime: 7 });
    assert.deepEqual(askedGroup({ by: 'process', owner, reasons: [] }), { pid: 42, startTime: 7 });
    assert.deepEqual(askedGroup({ by: 'foreignHost', address: '10.0.0.5' }), { address: '10.0.0.5' });
    assert.deepEqual(askedGroup({ by: 'localPort', port: 53, protocol: 'udp6' }), {
      port: 53,
      protocol: 'udp',
    });
    assert.deepEqual(askedGroup({ by: 'container', container: { runtime: 'docker', id: 'abc' } }), {
      container: 'abc',
    });
    const path = new TextEncoder().encode('/run/ü');
    assert.deepEqual(askedGroup({ by: 'path', path }), { path: '/run/ü' });
    assert.deepEqual(askedPortGroup({ by: 'process', leader: owner }), { pid: 42, startTime: 7 });
    assert.deepEqual(askedPortGroup({ by: 'address', addresses: ['::1'] }), { address: '::1' });
    assert.equal(askedPortGroup({ by: 'address', addresses: ['::1', '127.0.0.1'] }), undefined);
    assert.equal(askedPortGroup({ by: 'window' }), undefined);
    assert.equal(askedGroup({ by: 'process', owner: undefined, reasons: [] }), undefined);
    assert.equal(askedGroup({ by: 'state', state: 1, protocol: 'tcp' }), undefined);
    assert.equal(askedGroup({ by: 'localPort', port: 0, protocol: 'tcp' }), undefined);
  });
});
