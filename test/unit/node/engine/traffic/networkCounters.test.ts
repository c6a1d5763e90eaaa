import assert from 'node:assert/strict';
import { NO_COUNTERS, readNetworkCounters } from '../../../../../src/node/engine/traffic/networkCounters';
import { FakeReader } from '../../fakeReader';

const DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
  eth0: 18446744073709551615 9 1 2 0 0 0 0 200 3 4 8 0 0 0 0
`;
const SNMP = `Ip: Forwarding DefaultTTL
Ip: 1 64
Tcp: ActiveOpens OutSegs RetransSegs
Tcp: 5 6 7
`;
const NETSTAT = `TcpExt: SyncookiesSent ListenOverflows ListenDrops
TcpExt: 0 3 4
IpExt: InNoRoutes
IpExt: 0
`;

describe('counters of a network namespace', () => {
  it('are those of each interface, and of what TCP sent again and could not take', () => {
    const reader = new FakeReader();
    for (const [name, text] of Object.entries({ dev: DEV, snmp: SNMP, netstat: NETSTAT }))
      reader.files.set(`self/net/${name}`, text);
    assert.deepEqual(readNetworkCounters(reader), {
      interfaces: [
        { name: 'lo', received: 100n, sent: 100n, lost: 0n },
        { name: 'eth0', received: 2n ** 64n - 1n, sent: 200n, lost: 15n },
      ],
      segmentsSent: 6n,
      retransmitted: 7n,
      listenOverflows: 3n,
      listenDrops: 4n,
    });
  });

  it('are left out where no file tells them: they are unknown, and not 0', () => {
    const reader = new FakeReader();
    assert.deepEqual(readNetworkCounters(reader), NO_COUNTERS);
    reader.files.set('self/net/snmp', 'Tcp: ActiveOpens\nTcp: 5\n');
    reader.files.set('self/net/dev', 'damaged');
    assert.deepEqual(readNetworkCounters(reader), NO_COUNTERS);
  });
});
