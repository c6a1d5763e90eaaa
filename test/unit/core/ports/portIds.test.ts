import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { PortIds } from '../../../../src/core/ports/portIds';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const sshd = process({ pid: 812, startTime: 90, uid: 0, comm: 'sshd' });
const python = process({ pid: 900, startTime: 95, uid: 0, comm: 'python3' });

const SSH = { local: ['0.0.0.0', 22], uid: 0, inode: 77 } as const satisfies MadeSocket;
const UNKNOWN: MadeSocket = SSH;
const LIKELY: MadeSocket = { ...SSH, likelyOwner: likelyOwner() };
const KNOWN: MadeSocket = { ...SSH, pids: [812] };

/** The ids that the rows of passes have, one after the other. */
function idsOf<Passes extends readonly (readonly MadeSocket[])[]>(
  ...passes: Passes
): { [Pass in keyof Passes]: string[] } {
  const ids = new PortIds();
  return passes.map((sockets) =>
    ids.kept(listeningPorts(snapshot(sockets, [sshd, python]))).map(({ id }) => id),
  ) as { [Pass in keyof Passes]: string[] };
}

describe('ids of ports over many passes', () => {
  it('stay while owners of the same sockets become known, likely and unknown', () => {
    const kinds = [UNKNOWN, LIKELY, KNOWN];
    for (const first of kinds) {
      for (const second of kinds) {
        for (const third of kinds) {
          const [before, meanwhile, after] = idsOf([first], [second], [third]);
          assert.deepEqual(meanwhile, before);
          assert.deepEqual(after, before);
        }
      }
    }
  });

  it('stay where a daemon is started again after its owner became known', () => {
    const [before, , after] = idsOf([LIKELY], [KNOWN], [{ ...KNOWN, inode: 99 }]);
    assert.deepEqual(after, before);
  });

  it('are others where another program has the same sockets, or other sockets are there', () => {
    const [before, handedOn] = idsOf([KNOWN], [{ ...KNOWN, pids: [900] }]);
    assert.notDeepEqual(handedOn, before);
    const [unknown, other] = idsOf([UNKNOWN], [{ ...KNOWN, inode: 99 }]);
    assert.notDeepEqual(other, unknown);
  });

  it('are never the same for two rows', () => {
    const second: MadeSocket = { ...SSH, local: ['127.0.0.1', 22], inode: 78, likelyOwner: likelyOwner() };
    // The first keeps the id of the likely row, which is what the second would have by itself.
    const [[likely], [known], both, again] = idsOf([LIKELY], [KNOWN], [KNOWN, second], [KNOWN, second]);
    assert.equal(known, likely);
    assert.equal(both?.includes(likely ?? ''), true);
    assert.equal(new Set(both).size, 2);
    assert.deepEqual(again, both);
  });

  it('leave a row its id where one of its sockets goes to another row', () => {
    const other: MadeSocket = { ...LIKELY, local: ['127.0.0.1', 22], inode: 78 };
    const [[before], after] = idsOf([LIKELY, other], [KNOWN, other]);
    assert.equal(after?.length, 2);
    assert.equal(after?.includes(before ?? ''), true);
  });

  it('find a port by the id it has in a list that stands alone, too', () => {
    const ids = new PortIds();
    ids.kept(listeningPorts(snapshot([LIKELY])));
    const alone = listeningPorts(snapshot([KNOWN], [sshd]));
    const [kept] = ids.kept(alone);
    assert.notEqual(kept?.id, alone[0]?.id);
    assert.equal(ids.find(alone[0]?.id ?? ''), kept);
    assert.equal(ids.find(kept?.id ?? ''), kept);
    assert.equal(ids.find('tcp 23 ? 0'), undefined);
  });
});
