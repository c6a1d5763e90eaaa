import assert from 'node:assert/strict';
import { ownersOf } from '../../../../src/core/model/snapshot';
import type { LocalEngine } from '../../../../src/node/engine/localEngine';
import { Netlink } from '../../../../src/node/engine/sockets/netlink';
import { InterfaceReadings } from '../../../../src/node/engine/traffic/interfaceReadings';
import { KnownNames } from '../../../../src/node/engine/traffic/knownNames';
import { Traffic } from '../../../../src/node/engine/traffic/traffic';
import { describing, done, infoOf } from '../../core/netlink/recordedMessages';
import { engineOn } from '../engineOn';
import { FakeCalls } from '../fakeCalls';
import { FakeReader } from '../fakeReader';

describe('a pass for traffic', () => {
  let calls: FakeCalls;
  let reader: FakeReader;
  let engine: LocalEngine;
  let sent: number;

  beforeEach(() => {
    reader = new FakeReader();
    calls = new FakeCalls();
    sent = 0;
    reader.files.set('self/net/sockstat', 'sockets: used 9\nTCP: inuse 1 orphan 0 tw 0 alloc 1 mem 1\n');
    reader.files.set('self/net/snmp', 'Tcp: names\nTcp: 1 200 120000 -1 1 0 0 0 1 1 1 0 0 0 0\n');
    reader.processes.set(9, { startTime: 2, sockets: [77] });
    calls.answersTo = (request) => {
      const isAsked = request[4] === 18 && request[16 + 3] === 2;
      const attributes = isAsked ? [infoOf({ sent: (sent += 10) })] : [];
      return request[4] === 18
        ? [Buffer.concat([describing({ inode: 77, cookie: [5, 0], attributes }), done()])]
        : [done()];
    };
    engine = engineOn(reader, {
      netlink: new Netlink(calls, true),
      newTraffic: ({ hostNames, placeOf, ...networks }) =>
        new Traffic({
          counters: (namespace) => new InterfaceReadings(networks).counters(namespace),
          placeOf,
          names: new KnownNames(hostNames, () => assert.fail('no port is named')),
        }),
    });
  });

  const scan = (traffic: boolean) => engine.scan('inet', false, 'inet', undefined, traffic);

  it('reads each time what the kernel counts, though nothing opens or closes', async () => {
    const seen = [];
    for (let pass = 0; pass < 4; pass++) {
      const snapshot = await scan(true);
      seen.push([...(snapshot.traffic?.sent ?? []), ...ownersOf(snapshot, 0).map(({ pid }) => pid)]);
    }
    assert.deepEqual(
      seen,
      [10, 20, 30, 40].map((bytes) => [bytes, 9]),
    );
  });

  it('leaves nothing of it to those that come after, which read no more than ever', async () => {
    await scan(true);
    const counted = await scan(true);
    const { requests } = calls;
    const quiet = await scan(false);
    assert.equal(calls.requests, requests);
    assert.equal(quiet.inet, counted.inet);
    assert.equal('traffic' in quiet, false);
    const again = await scan(true);
    assert.deepEqual([...(again.traffic?.sent ?? [])], [30]);
  });

  it('is the only one that a sample of the Traffic page is of', async () => {
    const question = {
      ...({ place: 'panel', kind: 'connections', filter: '', sort: [], columns: [] } as const),
      ...({ first: 0, count: 10, isHeld: false, strings: 0, names: 'numbers' } as const),
    };
    const sequences = [];
    for (const traffic of [true, false, true, false]) {
      await scan(traffic);
      sequences.push((await engine.trafficRows(question)).sequence);
    }
    assert.deepEqual(sequences, [1, 1, 2, 2]);
  });
});
