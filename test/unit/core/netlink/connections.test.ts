import assert from 'node:assert/strict';
import type { NamedConnection } from '../../../../src/core/model/connection';
import {
  ConnectionsReader,
  connectionsRequest,
  destroyRequest,
} from '../../../../src/core/netlink/connections';
import { acknowledgement } from '../../../../src/core/netlink/netlinkMessages';
import { describing, done, refusal } from './recordedMessages';

const LOCAL = [[0x7f_00_00_01, 0, 0, 0], 40_001] as const;
const REMOTE = [[0x0a_01_02_03, 0, 0, 0], 443] as const;
const IPV4: NamedConnection = {
  ...{ protocol: 'tcp', isIPv6: false, state: 1, inode: 77, device: 3, cookie: [0x11223344, 0x55667788] },
  ...{ localAddress: LOCAL[0], localPort: LOCAL[1], remoteAddress: REMOTE[0], remotePort: REMOTE[1] },
};
const IPV6: NamedConnection = {
  ...IPV4,
  ...{ protocol: 'tcp6', isIPv6: true, state: 6, inode: 0 },
  ...{ localAddress: [1, 2, 3, 4], remoteAddress: [5, 6, 7, 8] },
};

const hex = (bytes: Uint8Array): string =>
  (Buffer.from(bytes).toString('hex').match(/.{8}/g) ?? []).join(' ');

describe('connections over netlink', () => {
  it('are told with what names them: ends, interface and cookie', () => {
    for (const littleEndian of [true, false]) {
      const reader = new ConnectionsReader(littleEndian);
      const messages = [IPV4, IPV6].map((connection) =>
        describing(
          {
            ...connection,
            family: connection.isIPv6 ? 10 : 2,
            local: [connection.localAddress, connection.localPort],
            remote: [connection.remoteAddress, connection.remotePort],
          },
          littleEndian,
        ),
      );
      assert.equal(reader.take(Buffer.concat([...messages, done(0, littleEndian)])), 'done');
      assert.deepEqual(reader.connections, [IPV4, IPV6]);
    }
  });

  it('are asked for by both ports', () => {
    const request = Buffer.from(connectionsRequest(IPV4, true));
    assert.equal(request.readUInt16LE(4), 18);
    const ports = [0, 1, 2, 3].map((index) => request.readUInt16LE(16 + 60 + 4 + index * 8 + 6));
    assert.deepEqual(ports, [40_001, 40_001, 443, 443]);
  });

  it('are closed by a request for the one socket with that cookie', () => {
    assert.equal(
      hex(destroyRequest(IPV4, true)),
      [
        // Length 72, SOCK_DESTROY, NLM_F_REQUEST | NLM_F_ACK.
        '48000000 15000500 00000000 00000000',
        // AF_INET, IPPROTO_TCP; states; ports.
        '02060000 ff1f0000 9c4101bb',
        '7f000001 00000000 00000000 00000000',
        '0a010203 00000000 00000000 00000000',
        '03000000 44332211 88776655',
      ].join(' '),
    );
    assert.equal(
      hex(destroyRequest(IPV6, false)),
      [
        '00000048 00150005 00000000 00000000',
        '0a060000 00001fff 9c4101bb',
        '00000001 00000002 00000003 00000004',
        '00000005 00000006 00000007 00000008',
        '00000003 11223344 55667788',
      ].join(' '),
    );
  });

  it('have an answer to that with the number of an error, or none', () => {
    assert.equal(acknowledgement(refusal(0), true), 0);
    assert.equal(acknowledgement(refusal(1), true), 1);
    assert.equal(acknowledgement(refusal(95, false), false), 95);
    for (const other of [done(), describing({}), new Uint8Array(), new Uint8Array(16), refusal(-1)]) {
      assert.equal(acknowledgement(other, true), undefined);
    }
  });
});
