import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { inodesOn, portEvent, type PortState, serversOn } from '../../../../src/core/ports/portWatch';
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
