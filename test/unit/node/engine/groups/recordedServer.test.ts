import assert from 'node:assert/strict';
import { type LikelyOwner } from '../../../../../src/core/model/likelyOwner';
import { likelyOwnerOf } from '../../../../../src/core/model/snapshot';
import { ControlGroups } from '../../../../../src/node/engine/groups/controlGroups';
import { LikelyOwnersFinder } from '../../../../../src/node/engine/groups/likelyOwnersFinder';
import { UnitProcesses } from '../../../../../src/node/engine/groups/unitProcesses';
import { Units } from '../../../../../src/node/engine/groups/units';
import { snapshot } from '../../../snapshots';
import { FakeReader } from '../../fakeReader';
import { FakeGroups } from './fakeGroups';
import { likelyText, type RecordedSocket, readServer } from './recordedServer';

const SERVER = readServer('server.txt');

/** What is told of all sockets to who may look into some processes, after as many passes as it takes. */
function look(isReadable: (pid: number) => boolean): (LikelyOwner | 'proven' | undefined)[] {
  const tree = new FakeGroups();
  for (const [path, group] of SERVER.groups) tree.groups.set(path, group);
  const reader = new FakeReader();
  for (const [pid, process] of SERVER.processes) reader.processes.set(pid, process);
  const groups = new ControlGroups(tree);
  const processes = new UnitProcesses(tree, reader, { hidepid: false, procPids: 'own' });
  const finder = new LikelyOwnersFinder(groups, new Units(groups, processes, () => []));
  const ownersOf = ({ holders }: RecordedSocket): number[] => holders.filter(isReadable);
  let taken = snapshot([]);
  for (let turn = 1; turn < 4; turn++) {
    taken = snapshot(SERVER.sockets.map((socket) => ({ ...socket, pids: ownersOf(socket) })));
    SERVER.sockets.forEach(({ group, state }, row) => (taken.inet.cgroup[row] = state === 6 ? 0 : group));
    const facts = {
      now: turn,
      changes: turn,
      turn,
      ephemeral: [32_768, 60_999] as const,
      lookedIntoIn: (pid: number) => (isReadable(pid) ? turn : -1),
      isThere: () => true,
    };
    taken = { ...taken, likely: finder.find(taken.inet, taken.ownerStart, facts, false) };
  }
  return SERVER.sockets.map((socket, row) =>
    ownersOf(socket).length > 0 ? 'proven' : likelyOwnerOf(taken, row),
  );
}

describe('the sockets of a machine with systemd', () => {
  const likely = look((pid) => SERVER.readable.has(pid));

  for (const [row, { text, told }] of SERVER.sockets.entries()) {
    it(`has an ordinary user told of ${text}: ${told}`, () => {
      const owner = likely[row];
      assert.equal(typeof owner === 'object' ? likelyText(owner) : (owner ?? '-'), told);
    });
  }

  it('are those of no process that is named and has them not, but the kernel’s own', () => {
    const wrong = SERVER.sockets.filter(({ holders }, row) => {
      const owner = likely[row];
      return typeof owner === 'object' && owner.processes.some(({ pid }) => !holders.includes(pid));
    });
    assert.deepEqual(
      wrong.map(({ local, holders }) => [local?.[1], holders]),
      [[4789, []]],
    );
  });

  it('are proven to root, who is told of no likely process', () => {
    for (const [row, owner] of look(() => true).entries()) {
      const socket = SERVER.sockets[row];
      if (socket?.holders.length) assert.equal(owner, 'proven', socket.text);
      else if (typeof owner === 'object') assert.deepEqual(owner.processes, [], socket?.text);
    }
  });
});
