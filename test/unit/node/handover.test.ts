import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { Receiver, Sender } from '../../../src/node/engine/handover';
import { engineOn } from './engineOn';
import { FakeReader, tcpTable } from './fakeReader';

describe('what passes between the threads', () => {
  async function scan(reader: FakeReader): Promise<() => Promise<Snapshot>> {
    const engine = engineOn(reader);
    return () => engine.scan('listening', true);
  }

  it('makes the same snapshot on the other side, though unchanged processes do not travel again', async () => {
    const reader = new FakeReader();
    reader.files.set(
      'self/net/tcp',
      tcpTable([
        { port: 3000, inode: 77 },
        { port: 3001, inode: 78 },
      ]),
    );
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    reader.processes.set(10, { startTime: 3, sockets: [78] });
    const next = await scan(reader);
    const [sender, receiver] = [new Sender(), new Receiver()];
    const first = await next();
    assert.deepEqual(receiver.unpack(sender.pack(first, first, 'listening')), first);
    reader.processes.set(10, { startTime: 3, sockets: [78], comm: 'renamed' });
    const second = await next();
    const parcel = sender.pack(second, second, 'listening');
    assert.ok('news' in parcel);
    assert.deepEqual(
      parcel.news.map(({ comm }) => comm),
      ['renamed'],
    );
    assert.deepEqual(receiver.unpack(structuredClone(parcel)), second);
  });

  it('gives the last snapshot another time where nothing changed', async () => {
    const reader = new FakeReader();
    const first = await (await scan(reader))();
    const receiver = new Receiver();
    receiver.unpack(new Sender().pack(first, first, 'listening'));
    const again = receiver.unpack({ takenAt: 5, sequence: 2, duration: 1 });
    assert.deepEqual(again, { ...first, takenAt: 5, sequence: 2, duration: 1 });
  });
});
