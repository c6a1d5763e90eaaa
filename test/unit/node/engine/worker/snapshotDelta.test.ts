import assert from 'node:assert/strict';
import type { NamespaceWish } from '../../../../../src/core/model/namespace';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { narrow } from '../../../../../src/core/query/narrow';
import { buffersOf, DeltaDecoder, DeltaEncoder } from '../../../../../src/node/engine/worker/snapshotDelta';
import { engineOn } from '../../engineOn';
import { FakeReader, tcpTable } from '../../fakeReader';
import { ALL, FakeNamespaces } from '../namespaces/fakeNamespaces';

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
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const first = await next();
    assert.deepEqual(receiver.decode(sender.encode(first, first, 'listening')), first);
    reader.processes.set(10, { startTime: 3, sockets: [78], comm: 'renamed' });
    const second = await next();
    const delta = sender.encode(second, second, 'listening');
    assert.ok('news' in delta);
    assert.deepEqual(
      delta.news.map(({ comm }) => comm),
      ['renamed'],
    );
    assert.deepEqual(receiver.decode(structuredClone(delta)), second);
  });

  it('hands over again only what has changed, and the rest stays the same object', async () => {
    const reader = new FakeReader();
    const ports = (...numbers: number[]): void => {
      reader.files.set('self/net/tcp', tcpTable(numbers.map((port) => ({ port, inode: 77 + port }))));
      reader.processes.set(9, { startTime: 2, sockets: numbers.map((port) => 77 + port) });
    };
    const engine = engineOn(reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const pass = async (): Promise<{ carried: string[]; unpacked: Snapshot; snapshot: Snapshot }> => {
      const snapshot = await engine.scan('inet', true);
      const delta = structuredClone(sender.encode(snapshot, snapshot, 'listening'));
      assert.ok('snapshot' in delta);
      return { carried: Object.keys(delta.snapshot), unpacked: receiver.decode(delta), snapshot };
    };
    ports(3000);
    const first = await pass();
    const second = await pass();
    assert.deepEqual(
      second.carried.filter((piece) => !['takenAt', 'sequence', 'duration'].includes(piece)),
      [],
    );
    assert.equal(second.unpacked.inet, first.unpacked.inet);
    assert.equal(second.unpacked.processes, first.unpacked.processes);
    assert.equal(second.unpacked.sequence, second.snapshot.sequence);
    ports(3000, 3001);
    const third = await pass();
    assert.deepEqual(third.unpacked, narrow(third.snapshot, 'listening'));
    assert.equal(third.unpacked.users, first.unpacked.users);
  });

  it('hands over all of a wide snapshot, whose tables are given away, and all of what follows it', async () => {
    const reader = new FakeReader();
    reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }]));
    const engine = engineOn(reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    for (const scope of ['listening', 'inet', 'listening', 'listening', 'all'] as const) {
      const snapshot = await engine.scan('all', true);
      const delta = sender.encode(snapshot, snapshot, scope);
      assert.ok('snapshot' in delta);
      const arrived = structuredClone(delta, { transfer: buffersOf(delta) });
      assert.deepEqual(receiver.decode(arrived), narrow(snapshot, scope), scope);
    }
  });

  it('takes no reading that went to somebody else for one that was handed over', async () => {
    const reader = new FakeReader();
    reader.files.set('self/net/tcp', tcpTable([{ port: 3000, inode: 77 }]));
    const engine = engineOn(reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const first = await engine.scan('listening', true);
    receiver.decode(sender.encode(first, first, 'listening'));
    reader.files.set('self/net/tcp', tcpTable([{ port: 3001, inode: 78 }]));
    const elsewhere = await engine.scan('listening', true);
    const { takenAt, sequence, duration } = elsewhere;
    const unpacked = receiver.decode(sender.encode({ takenAt, sequence, duration }, elsewhere, 'listening'));
    assert.deepEqual([...unpacked.inet.localPort], [3001]);
  });

  it('gives the last snapshot another time where nothing changed', async () => {
    const reader = new FakeReader();
    const first = await (await scan(reader))();
    const receiver = new DeltaDecoder();
    receiver.decode(new DeltaEncoder().encode(first, first, 'listening'));
    const again = receiver.decode({ takenAt: 5, sequence: 2, duration: 1 });
    assert.deepEqual(again, { ...first, takenAt: 5, sequence: 2, duration: 1 });
  });

  it('hands over parts of other namespaces that changed alone, and the others stay the same objects', async () => {
    const machine = new FakeNamespaces();
    const engine = engineOn(machine.reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const pass = async (wish: NamespaceWish | undefined = ALL) => {
      const { scanned, snapshot } = engine.scanForChanges('inet', false, wish);
      const delta = structuredClone(sender.encode(scanned, snapshot, 'listening'));
      const unpacked = receiver.decode(delta);
      assert.deepEqual(unpacked, narrow(snapshot, 'listening'));
      return { delta, parts: unpacked.namespaces?.parts ?? [] };
    };
    machine.start(42, 200, [80]);
    machine.start(50, 300, [80]);
    await pass();
    const first = await pass();
    machine.fill(50, 300, [80, 81]);
    const second = await pass();
    assert.equal(second.parts[0], first.parts[0]);
    assert.deepEqual([...(second.parts[1]?.inet.localPort ?? [])], [80, 81]);
    assert.ok('snapshot' in second.delta);
    assert.equal('inet' in second.delta.snapshot, false);
    assert.deepEqual(
      second.delta.namespaces?.parts.map((part) => typeof part),
      ['string', 'object'],
    );
    assert.deepEqual((await pass({ shown: { kind: 'own' } })).parts, []);
    assert.equal((await pass()).parts.length, 2);
  });

  it('hands over of a part that was read again what changed of it alone', async () => {
    const machine = new FakeNamespaces();
    const engine = engineOn(machine.reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const pass = () => {
      const { scanned, snapshot } = engine.scanForChanges('inet', false, ALL);
      const unpacked = receiver.decode(structuredClone(sender.encode(scanned, snapshot, 'listening')));
      assert.deepEqual(unpacked, narrow(snapshot, 'listening'));
      return unpacked.namespaces?.parts[0];
    };
    machine.start(42, 200, [80]);
    pass();
    const before = pass();
    machine.fill(42, 200, [80, 81]);
    const table = String(machine.reader.files.get('42/net/tcp'));
    // Port 81 is connected, and does not listen.
    machine.reader.files.set('42/net/tcp', table.replace(':0051 00000000:0000 0A', ':0051 0100007F:C000 01'));
    const after = pass();
    assert.notDeepEqual(after, before, 'it was read again');
    for (const piece of ['namespace', 'inet', 'ownerStart', 'ownerPids', 'likely'] as const)
      assert.equal(after?.[piece], before?.[piece], piece);
  });

  it('gives away the tables of parts with those of a wide snapshot', async () => {
    const machine = new FakeNamespaces();
    machine.start(42, 200, [80]);
    const engine = engineOn(machine.reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    for (const scope of ['all', 'listening', 'inet', 'all'] as const) {
      const snapshot = await engine.scan('all', false, 'all', ALL);
      const delta = sender.encode(snapshot, snapshot, scope);
      assert.ok('snapshot' in delta);
      const sent = structuredClone(delta, { transfer: buffersOf(delta) });
      const [part] = delta.namespaces?.parts ?? [];
      if (scope !== 'listening')
        assert.equal(
          typeof part === 'object' && part.pieces.inet?.inode.buffer.byteLength,
          0,
          'it was given away',
        );
      assert.deepEqual(receiver.decode(sent), narrow(snapshot, scope), scope);
    }
  });

  it('takes parts that somebody else asked for as no reason to have none', async () => {
    const machine = new FakeNamespaces();
    machine.start(42, 200, [80]);
    const engine = engineOn(machine.reader);
    const [sender, receiver] = [new DeltaEncoder(), new DeltaDecoder()];
    const pass = (): Snapshot => {
      const { scanned, snapshot } = engine.scanForChanges('inet', false, ALL);
      return receiver.decode(sender.encode(scanned, snapshot, 'listening'));
    };
    pass();
    machine.fill(42, 200, [80, 81]);
    await engine.scan('inet', false, 'inet', ALL);
    assert.deepEqual([...(pass().namespaces?.parts[0]?.inet.localPort ?? [])], [80, 81]);
  });
});
