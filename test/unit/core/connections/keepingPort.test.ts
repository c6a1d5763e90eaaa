import assert from 'node:assert/strict';
import { connectionsKeeping } from '../../../../src/core/connections/keepingPort';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const waiting = (port: number): MadeSocket => ({ state: 6, inode: 0, remote: ['127.0.0.1', port] });
const OWN_END: MadeSocket = { state: 1, remote: ['10.0.0.2', 443], pids: [42] };

function remotePorts(sockets: readonly MadeSocket[], more: Parameters<typeof portFacts>[1] = {}): number[] {
  const facts = portFacts(snapshot(sockets, [process()]), more);
  return connectionsKeeping(explainPort(facts)).map(({ remotePort }) => remotePort);
}

describe('the connections that alone keep a port', () => {
  it('are those in TIME_WAIT, and those that have it as their own end', () => {
    assert.deepEqual(remotePorts([waiting(5000), OWN_END, waiting(5001)]), [5000, 443, 5001]);
    assert.deepEqual(remotePorts([{ ...waiting(5000), local: ['127.0.0.1', 3001] }]), []);
  });

  it('are none where something else keeps it', () => {
    assert.deepEqual(remotePorts([waiting(5000), { pids: [42] }]), []);
    assert.deepEqual(remotePorts([waiting(80)], { port: 3000, unprivilegedFrom: 4000 }), []);
    const bound = [{ address: '127.0.0.1', outcome: 'inUse' }] as const;
    assert.deepEqual(remotePorts([], { trials: bound }), []);
  });

  it('are none of UDP', () => {
    const udp: MadeSocket = { protocol: 'udp', state: 1, remote: ['10.0.0.2', 53] };
    assert.deepEqual(remotePorts([udp], { transport: 'udp' }), []);
  });

  it('are as many as one question can name, or none', () => {
    const many = (count: number): MadeSocket[] =>
      Array.from({ length: count }, (_, at) => waiting(5000 + at));
    assert.equal(remotePorts(many(20)).length, 20);
    assert.deepEqual(remotePorts(many(21)), []);
  });
});
