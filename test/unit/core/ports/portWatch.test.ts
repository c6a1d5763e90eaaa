import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import {
  inodesOn,
  portEvent,
  type PortState,
  type Servers,
  serversOn,
} from '../../../../src/core/ports/portWatch';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { SOCKET_UNIT } from '../../likelySituations';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const WATCHED = { transport: 'tcp', port: 3000 } as const;
const SSHD = process({ pid: 812, uid: 0, comm: 'sshd', membership: { unit: 'ssh.service' } });
const NODE = process({ pid: 42, membership: { unit: 'session-3.scope' } });
const UNPLACED = process({ pid: 43 });

function stateOf(...sockets: readonly MadeSocket[]): PortState {
  const machine = snapshot(sockets, [SSHD, NODE, UNPLACED]);
  return { inodes: inodesOn(machine, WATCHED), ...serversOn(listeningPorts(machine), WATCHED) };
}

/** What is told where another socket waits on the port than before. */
const between = (before: MadeSocket, after: MadeSocket): string | undefined =>
  portEvent(stateOf({ inode: 7, ...before }), stateOf({ inode: 8, ...after }))?.kind;

const SSH: MadeSocket = { likelyOwner: likelyOwner() };

describe('a watched port whose owner may not be seen', () => {
  it('opens and closes with who probably serves it', () => {
    const open = stateOf(SSH);
    const opened = portEvent(stateOf(), open);
    assert.ok(opened?.kind === 'opened');
    assert.deepEqual(opened.now.likely, [likelyOwner()]);
    const closed = portEvent(open, stateOf());
    assert.ok(closed?.kind === 'closed');
    assert.deepEqual([closed.before.leaders, closed.before.likely], [[], [likelyOwner()]]);
  });

  it('does not change hands where the owner becomes known, or the other way round', () => {
    assert.equal(between(SSH, { pids: [812] }), undefined);
    assert.equal(between({ pids: [812] }, SSH), undefined);
    assert.equal(between({ likelyOwner: SOCKET_UNIT }, { pids: [812] }), undefined);
  });

  it('does not where a daemon was started anew, or its process is named no longer', () => {
    const restarted = likelyOwner({ processes: [{ pid: 999, startTime: 500, program: 'sshd' }] });
    assert.equal(between(SSH, { likelyOwner: restarted }), undefined);
    assert.equal(between(SSH, { likelyOwner: likelyOwner({ processes: [], count: 2 }) }), undefined);
    assert.equal(between({ likelyOwner: SOCKET_UNIT }, SSH), undefined);
  });

  it('does not where nobody can say so', () => {
    assert.equal(between(SSH, {}), undefined);
    assert.equal(between({}, SSH), undefined);
    assert.equal(between(SSH, { pids: [43] }), undefined);
  });

  it('does where another unit has it', () => {
    assert.equal(between(SSH, { likelyOwner: POSTGRES_UNIT }), 'changedHands');
    assert.equal(between(SSH, { pids: [42] }), 'changedHands');
    assert.equal(between({ pids: [42] }, SSH), 'changedHands');
  });
});

describe('a watched port of a container', () => {
  const PORT = { transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 3000, containerPort: 5432 } as const;
  const DOCKERD = process({ pid: 600, uid: 0, comm: 'dockerd' });
  const WEB = dbContainer({ id: containerId('b'), name: 'web', keepers: [701], ports: [PORT] });
  const DB = dbContainer({ ports: [PORT] });

  /** What a process has for it, or probably has. */
  function stateFor(socket: MadeSocket, containers: readonly ContainerFacts[] = [DB]): PortState {
    const owners = [dockerProxy(), dockerProxy({ pid: 701 }), DOCKERD];
    const machine = snapshot([{ local: ['0.0.0.0', 3000], uid: 0, ...socket }], owners, { containers });
    return { inodes: inodesOn(machine, WATCHED), ...serversOn(listeningPorts(machine), WATCHED) };
  }
  const unit = likelyOwner({ unit: 'docker.service', processes: [] });

  it('changes hands where another container has it, though the same process or unit has it for both', () => {
    for (const socket of [{ pids: [600] }, { likelyOwner: unit }]) {
      const event = portEvent(stateFor(socket), stateFor({ ...socket, inode: 9 }, [WEB]));
      assert.ok(event?.kind === 'changedHands', JSON.stringify(socket));
      assert.deepEqual([event.before, event.now].map(namesIn), [['db'], ['web']]);
    }
  });

  it('does not where the container has it by another process', () => {
    const again = stateFor({ pids: [701], inode: 9 }, [dbContainer({ ports: [PORT], keepers: [701] })]);
    assert.equal(portEvent(stateFor({ pids: [700] }), again), undefined);
  });

  it('closes with the container that had it', () => {
    const closed = portEvent(stateFor({ pids: [700] }), stateOf());
    assert.ok(closed?.kind === 'closed');
    assert.deepEqual(namesIn(closed.before), ['db']);
  });

  function namesIn({ containers = [] }: Servers): unknown[] {
    return containers.map(({ facts }) => facts.name);
  }
});
