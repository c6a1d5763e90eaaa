import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portOfRow } from '../../../../src/core/ports/rowPort';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { namespaceFacts } from '../../namespaces';
import { process, snapshot } from '../../snapshots';

describe('the port of one socket’s row', () => {
  const taken = snapshot(
    [
      { local: ['0.0.0.0', 3000], pids: [42], inode: 7 },
      { protocol: 'raw', local: ['0.0.0.0', 1] },
    ],
    [process()],
  );
  const rows = rowsOf('connections', taken);
  const inet = (at: number) => {
    const row = rows.row(at);
    return row.kind === 'inet' ? row : assert.fail('it is none of the Internet family');
  };

  it('is as Listening Ports has it, but for its id', () => {
    const [listed] = listeningPorts(taken);
    const port = portOfRow(inet(0));
    assert.ok(listed && port);
    const [socket] = listed.sockets;
    assert.deepEqual(port, { ...listed, id: port.id, sockets: [{ ...socket, id: port.id }] });
    assert.equal(port.leader?.pid, 42);
  });

  it('is of the network namespace of its socket', () => {
    const namespace = namespaceFacts();
    assert.equal(portOfRow({ ...inet(0), namespace })?.namespace, namespace);
  });

  it('is nothing where the socket has none', () => {
    assert.equal(portOfRow(inet(1)), undefined);
  });
});
