import assert from 'node:assert/strict';
import { SocketFiles } from '../../../../../src/node/engine/owners/socketFiles';
import { FakeReader } from '../../fakeReader';

describe('what is known of the descriptors of processes', () => {
  let reader: FakeReader;
  let files: SocketFiles;

  beforeEach(() => {
    reader = new FakeReader();
    reader.processes.set(7, { startTime: 100, denied: true });
    reader.processes.set(8, { startTime: 100, sockets: [500] });
    files = new SocketFiles(reader);
    files.look(false);
  });

  it('is of the turn in which they were read, and of none where they may not be', () => {
    const first = files.turn;
    assert.deepEqual(
      [7, 8, 9].map((pid) => files.lookedIntoIn(pid)),
      [-1, first, -1],
    );
    // Nothing that the kernel tells has changed: another socket may be in the place of a closed one.
    files.look(false);
    assert.deepEqual([files.lookedIntoIn(8), files.turn], [first, first + 1]);
    files.look(true);
    assert.equal(files.lookedIntoIn(8), files.turn);
  });

  it('is that of another process when its pid is given away, though neither may be looked into', () => {
    assert.equal(files.get(7)?.startTime, 100);
    reader.processes.set(7, { startTime: 300, denied: true });
    files.look(false);
    assert.equal(files.get(7)?.startTime, 300);
  });
});
