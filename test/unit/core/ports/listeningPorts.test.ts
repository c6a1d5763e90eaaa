import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const IPV6_ANY = '0:0:0:0:0:0:0:0';

describe('listening ports', () => {
  it('are TCP in LISTEN and UDP without a peer, and nothing else', () => {
    const sockets: MadeSocket[] = [
      { local: ['127.0.0.1', 1] },
      { local: ['127.0.0.1', 2], state: 1, remote: ['127.0.0.1', 9] },
      { protocol: 'udp', local: ['0.0.0.0', 3] },
      { protocol: 'udp', local: ['10.0.0.1', 4], remote: ['10.0.0.2', 53], state: 1 },
      { protocol: 'udplite6', local: [IPV6_ANY, 5] },
      { protocol: 'raw', local: ['0.0.0.0', 6] },
    ];
    const found = listeningPorts(snapshot(sockets)).map(({ port, transport }) => `${port} ${transport}`);
    assert.deepEqual(found, ['1 tcp', '3 udp', '5 udplite']);
  });

  it('of one program on several addresses are one row, IPv4 first', () => {
    const sockets: MadeSocket[] = [
      { protocol: 'tcp6', local: [IPV6_ANY, 80], pids: [42] },
      { local: ['0.0.0.0', 80], pids: [42] },
    ];
    const rows = listeningPorts(snapshot(sockets, [process()]));
    assert.equal(rows.length, 1);
    assert.deepEqual(
      rows[0]?.sockets.map(({ socket }) => socket.protocol),
      ['tcp', 'tcp6'],
    );
    assert.equal(rows[0]?.exposure, 'network');
  });

  it('of workers that each listen are one row, and its oldest worker speaks for them', () => {
    const workers = [process({ pid: 60, startTime: 7 }), process({ pid: 50, startTime: 9 })];
    const sockets = [{ pids: [50] }, { pids: [60] }];
    const [row, ...others] = listeningPorts(snapshot(sockets, workers));
    assert.equal(others.length, 0);
    assert.equal(row?.sockets.length, 2);
    assert.deepEqual(
      row?.owners.map(({ pid }) => pid),
      [50, 60],
    );
    assert.equal(row?.leader?.pid, 60);
  });

  it('of a master and its workers, run by other users, belong to the master', () => {
    const owners = [
      process({ pid: 10, uid: 0, comm: 'nginx' }),
      process({ pid: 11, uid: 33, comm: 'nginx', parentPid: 10 }),
    ];
    const [row] = listeningPorts(snapshot([{ pids: [10, 11] }], owners));
    assert.equal(row?.leader?.pid, 10);
    assert.equal(row?.owners.length, 2);
  });

  it('under socket activation belong to the service, not to process 1', () => {
    const owners = [process({ pid: 1, parentPid: 0, comm: 'systemd' }), process({ pid: 9, comm: 'sshd' })];
    const [row] = listeningPorts(snapshot([{ pids: [1, 9] }], owners));
    assert.equal(row?.leader?.comm, 'sshd');
    const [alone] = listeningPorts(snapshot([{ pids: [1] }], owners));
    assert.equal(alone?.leader?.comm, 'systemd');
  });

  it('of different programs or users are rows of their own', () => {
    const owners = [process({ pid: 5 }), process({ pid: 6, comm: 'python' }), process({ pid: 7, uid: 8 })];
    const sockets = [5, 6, 7].map((pid) => ({ pids: [pid] }));
    assert.equal(listeningPorts(snapshot(sockets, owners)).length, 3);
  });

  it('are reachable from the network unless every socket is on a loopback address', () => {
    const sockets: MadeSocket[] = [
      { local: ['127.0.0.1', 1] },
      { protocol: 'tcp6', local: ['0:0:0:0:0:ffff:7f00:1', 1] },
      { local: ['127.0.0.1', 2] },
      { local: ['10.1.1.1', 2] },
    ];
    const rows = listeningPorts(snapshot(sockets));
    assert.deepEqual(
      rows.map(({ exposure }) => exposure),
      ['loopback', 'network'],
    );
  });

  it('without an owner say which reasons remain', () => {
    const scan = snapshot([]).ownerScan;
    const sockets = [{ inode: 0 }, { inode: 77, local: ['127.0.0.1', 9000] }] as const;
    const [kernel, denied] = listeningPorts(snapshot(sockets, [], { ownerScan: { ...scan, denied: 3 } }));
    assert.deepEqual(kernel?.reasons, ['kernel']);
    assert.deepEqual(denied?.reasons, ['denied', 'kernel', 'gone']);
    assert.equal(denied?.leader, undefined);
  });

  it('of one unit are one row, whose owner is likely, and of several units are several', () => {
    const likely = likelyOwner();
    const sockets: MadeSocket[] = [
      { local: ['0.0.0.0', 22], uid: 0, likelyOwner: likely },
      { protocol: 'tcp6', local: [IPV6_ANY, 22], uid: 0, likelyOwner: likely },
      { local: ['127.0.0.1', 22], uid: 0, likelyOwner: POSTGRES_UNIT },
      { local: ['127.0.0.2', 22], uid: 0 },
    ];
    const rows = listeningPorts(snapshot(sockets));
    assert.deepEqual(
      rows.map((row) => [row.likelyOwner?.unit, row.sockets.length, row.leader, row.owners.length]),
      [
        [undefined, 1, undefined, 0],
        ['postgresql@16-main.service', 1, undefined, 0],
        ['ssh.service', 2, undefined, 0],
      ],
    );
    assert.ok(rows.every(({ reasons }) => reasons.length > 0));
  });

  it('have the same id whatever process of its unit is likely', () => {
    const ids = [812, 4711].map((pid) => {
      const likely = likelyOwner({ processes: [{ pid, startTime: pid, program: 'sshd' }] });
      return listeningPorts(snapshot([{ likelyOwner: likely }]))[0]?.id;
    });
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[0], listeningPorts(snapshot([{}]))[0]?.id);
  });

  it('have ids that last over snapshots and are never the same', () => {
    const sockets = [{ inode: 0 }, { inode: 0 }, { pids: [42] }, { protocol: 'udp', pids: [42] }] as const;
    const ids = (): string[] => listeningPorts(snapshot(sockets, [process()])).map(({ id }) => id);
    assert.deepEqual(ids(), ids());
    assert.equal(new Set(ids()).size, 3);
    const [kernel] = listeningPorts(snapshot(sockets)).map(({ sockets }) => sockets.map(({ id }) => id));
    assert.equal(new Set(kernel).size, kernel?.length);
  });
});
