import { said } from '../fakeVscode';
import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { NamespacePortsCache } from '../../../../src/core/ports/namespacePorts';
import { portFor, readPort } from '../../../../src/extension/ports/choosePort';
import { nodeOf } from '../../../../src/extension/views/tree/row';
import { dbFacts, partOf, withParts } from '../../namespaces';
import { type MadeSocket, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';

describe('the port that a command is meant for', () => {
  /** What becomes of a row whose socket is this one. */
  const ofRow = (socket: MadeSocket): ReturnType<typeof portFor> => {
    const [port] = listeningPorts(snapshot([socket]));
    assert.ok(port !== undefined);
    const row = { id: '', label: '', description: '', spoken: '', port, copyValues: {} };
    return portFor(nodeOf('', undefined, row, []), new FakeEngine(), 'Free Port');
  };

  it('is the row’s, in its own transport', async () => {
    assert.deepEqual(await ofRow({}), { transport: 'tcp', port: 3000 });
    assert.deepEqual(await ofRow({ protocol: 'tcp6' }), { transport: 'tcp', port: 3000 });
    assert.deepEqual(await ofRow({ protocol: 'udp6' }), { transport: 'udp', port: 3000 });
  });

  it('is never that of the same number of another transport, whose owner is somebody else', async () => {
    for (const protocol of ['sctp', 'udplite', 'udplite6'] as const) {
      assert.equal(await ofRow({ protocol, state: protocol === 'sctp' ? 10 : 7 }), undefined, protocol);
    }
  });

  it('is none of another network namespace: here the number is another port', async () => {
    const machine = withParts(snapshot([]), [partOf(snapshot([{}]), dbFacts())]);
    const [port] = new NamespacePortsCache().portsOf(machine).flatMap(({ ports }) => ports);
    assert.ok(port);
    said.length = 0;
    const node = nodeOf('', undefined, { id: '', label: '', port }, []);
    assert.equal(await portFor(node, new FakeEngine(), 'Free Port'), undefined);
    assert.match(said[0] ?? '', /^Port 3000 of this row is in another network than this machine’s own/);
  });

  it('is read as people type it', () => {
    assert.deepEqual(readPort(' 3000 '), { transport: 'tcp', port: 3000 });
    assert.deepEqual(readPort('53/UDP'), { transport: 'udp', port: 53 });
    assert.deepEqual(readPort('localhost:8080 / tcp'), { transport: 'tcp', port: 8080 });
    assert.deepEqual(readPort('http://localhost:8080/udp/a'), { transport: 'tcp', port: 8080 });
    for (const other of ['53/sctp', '53/udplite', '53 / UDP-Lite'])
      assert.equal(readPort(other), undefined, other);
    assert.equal(readPort('web'), undefined);
  });
});
