import assert from 'node:assert/strict';
import { Servers } from '../../../../../src/core/query/page/servers';
import { ShownSockets } from '../../../../../src/core/query/page/shownSockets';
import { type MadeSocket, snapshot } from '../../../snapshots';

const LISTENER: MadeSocket = { local: ['0.0.0.0', 5432] };
const OWN: MadeSocket['local'] = ['10.0.0.1', 40_000];

function servers(...sockets: MadeSocket[]): Servers {
  return new Servers(new ShownSockets(snapshot([LISTENER, ...sockets])));
}

describe('servers of connections', () => {
  it('tell a connection that came to a port from one that was begun here', () => {
    const found = servers(
      { local: ['10.0.0.1', 5432], remote: ['10.0.0.2', 40_000], state: 1 },
      { local: OWN, remote: ['10.0.0.2', 5432], state: 1 },
      { protocol: 'udp', local: ['10.0.0.1', 5432], remote: ['10.0.0.2', 40_000], state: 1 },
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => found.isIncoming(row)),
      [false, true, false, false],
    );
  });

  it('are those of both address families, as a socket of IPv6 takes connections of IPv4', () => {
    const found = new Servers(
      new ShownSockets(
        snapshot([
          { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 80] },
          { local: ['10.0.0.1', 80], remote: ['10.0.0.2', 40_000], state: 1 },
        ]),
      ),
    );
    assert.equal(found.isIncoming(1), true);
  });

  it('are known by ports that no client has, though nobody waits there any more', () => {
    const remote = ['10.0.0.2', 50_000] as const;
    const found = servers(
      { local: ['10.0.0.1', 22], remote, state: 1 },
      { local: ['10.0.0.1', 800], remote: ['10.0.0.2', 2049], state: 1 },
      { protocol: 'raw', local: ['0.0.0.0', 1] },
    );
    assert.deepEqual(
      [1, 2, 3].map((row) => found.isIncoming(row)),
      [true, false, false],
    );
  });

  it('are found where a connection goes within the machine, and nowhere else', () => {
    const found = servers(
      { local: ['127.0.0.1', 40_000], remote: ['127.0.0.1', 5432], state: 6, inode: 0 },
      { local: OWN, remote: ['10.0.0.1', 5432], state: 1 },
      { local: OWN, remote: ['10.0.0.2', 5432], state: 1 },
      { local: ['127.0.0.1', 40_000], remote: ['127.0.0.1', 80], state: 1 },
    );
    assert.deepEqual(
      [1, 2, 3, 4].map((row) => found.listenerOf(row)),
      [0, 0, undefined, undefined],
    );
  });
});
