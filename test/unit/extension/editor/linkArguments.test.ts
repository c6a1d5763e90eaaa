import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { linkArguments, linkedPort } from '../../../../src/extension/editor/linkArguments';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const SOCKETS: readonly MadeSocket[] = [
  { inode: 7, pids: [42] },
  { inode: 8, uid: 0, likelyOwner: likelyOwner() },
  { inode: 9, uid: 0, likelyOwner: POSTGRES_UNIT },
  { inode: 10, protocol: 'udp' },
];

describe('a link in what is told of a port', () => {
  const rows = listeningPorts(snapshot(SOCKETS, [process()]));

  it('means its own row, though nobody is known to have several of them', () => {
    assert.equal(rows.length, 4);
    for (const row of rows) assert.equal(linkedPort(rows, linkArguments('show', row)), row);
  });

  it('means the same process with another socket, and no other process', () => {
    const later = (pid: number): string | undefined => {
      const [row] = rows.filter(({ leader }) => leader !== undefined);
      const other = listeningPorts(snapshot([{ inode: 77, pids: [pid] }], [process({ pid })]));
      return linkedPort(other, linkArguments('show', row ?? assert.fail('no row')))?.id;
    };
    assert.ok(later(42));
    assert.equal(later(43), undefined);
  });

  it('means nothing where the socket of nobody is another', () => {
    const [row] = rows.filter(({ likelyOwner: likely }) => likely === POSTGRES_UNIT);
    const other = listeningPorts(snapshot([{ inode: 99, uid: 0, likelyOwner: POSTGRES_UNIT }]));
    assert.equal(linkedPort(other, linkArguments('show', row ?? assert.fail('no row'))), undefined);
  });
});
