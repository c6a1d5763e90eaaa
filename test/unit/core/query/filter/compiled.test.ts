import assert from 'node:assert/strict';
import fc from 'fast-check';
import { INET_PROTOCOLS } from '../../../../../src/core/model/inetTable';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { compileFilter } from '../../../../../src/core/query/filter/compile';
import type { Filter } from '../../../../../src/core/query/filter/filter';
import { passes } from '../../../../../src/core/query/filter/filterSubject';
import { assertProperty } from '../../../property';
import type { MadeSocket } from '../../../snapshots';
import { likelyOwner, POSTGRES_UNIT } from '../../../likelyOwners';
import { filterOf, machine, type MadeUnix, subjectsOf } from './machine';

const pids = fc.subarray([42, 43, 44]);

const socket: fc.Arbitrary<MadeSocket> = fc
  .record({
    protocol: fc.constantFrom(...INET_PROTOCOLS),
    local: fc.nat(3),
    remote: fc.nat(3),
    localPort: fc.constantFrom(0, 53, 3000, 3001, 65_535),
    remotePort: fc.constantFrom(0, 53, 3000, 443),
    state: fc.nat(13),
    uid: fc.constantFrom(0, 33, 70, 1000, 4_294_967_295),
    pids,
    likely: fc.constantFrom(undefined, likelyOwner(), POSTGRES_UNIT),
  })
  .map(({ protocol, local, remote, localPort, remotePort, likely, ...rest }) => {
    const addresses = protocol.endsWith('6')
      ? ['0:0:0:0:0:0:0:0', '0:0:0:0:0:0:0:1', '0:0:0:0:0:ffff:a01:203', 'fe80:0:0:0:1:0:0:7']
      : ['0.0.0.0', '127.0.0.1', '10.1.2.3', '192.168.0.255'];
    return {
      protocol,
      local: [addresses[local] ?? '', localPort] as const,
      remote: [addresses[remote] ?? '', remotePort] as const,
      ...rest,
      // Only what nobody is seen to have can have an owner that is likely.
      ...(rest.pids.length === 0 && likely && { likelyOwner: likely }),
    };
  });

const unixSocket: fc.Arbitrary<MadeUnix> = fc.record({
  path: fc.constantFrom('', '/run/a', '@abstract', '/tmp/node.sock', '/tmp/ü'),
  state: fc.nat(5),
  flags: fc.constantFrom(0, 0x10000),
  pids,
});

const taken: fc.Arbitrary<Snapshot> = fc
  .tuple(fc.array(socket, { maxLength: 12 }), fc.array(unixSocket, { maxLength: 6 }))
  .map(([inet, unix]) => machine(inet, unix));

const term = fc.constantFrom(
  ...['port:3000', 'port:0', 'localport:53,3000-3001', 'foreignport:443', 'address:localhost', 'address:*'],
  ...[
    'address:10.0.0.0/8',
    'src:fe80::/10',
    'dst:0.0.0.0/0',
    'address:::/0',
    'state:established',
    'state:listen',
  ],
  ...[
    'state:unconnected',
    'state:unknown',
    'proto:tcp',
    'proto:udp6,raw',
    'proto:unix',
    'process:node',
    'process:ssh',
    'unit:postgres',
    'unit:ssh.service',
    'owner:proven',
    'owner:likely,unknown',
    'owner:unknown',
    'mine:',
    'pid:43',
  ],
  ...[
    'user:alice',
    'user:4294967295',
    'user:www-data',
    'inode:5001',
    'inode:9000-9002',
    'path:/tmp',
    'path:ü',
  ],
  ...[
    'node',
    'sshd',
    'root',
    'tcp6',
    '30',
    '10.1',
    '42',
    ':3000',
    '127.0.0.1:3000',
    '[::1]:53',
    '::1',
    '*:53',
    '"Web C"',
  ],
);

const expression = fc
  .array(fc.tuple(fc.constantFrom('', '-'), term), { maxLength: 4 })
  .map((terms) => terms.map(([minus, text]) => minus + text).join(' '));

/** What the compiled filter says of every socket, Internet sockets first. */
function verdicts(filter: Filter, snapshot: Snapshot): boolean[] {
  const { inet, unix } = compileFilter(filter, snapshot);
  return [
    ...Array.from(snapshot.inet.inode, (_, row) => inet(row)),
    ...Array.from(snapshot.unix.inode, (_, row) => unix(row)),
  ];
}

describe('a filter made for a snapshot', () => {
  it('says of every row what it says of the socket by itself', () => {
    assertProperty(fc.tuple(taken, expression), ([snapshot, text]) => {
      const filter = filterOf(text);
      const wanted = subjectsOf(snapshot).map((subject) => passes(filter, subject, snapshot.users));
      assert.deepEqual(verdicts(filter, snapshot), wanted, text);
      assert.deepEqual(verdicts(filter, snapshot), wanted, `${text}, asked again`);
    });
  });

  it('leaves out with a minus exactly what it finds without', () => {
    assertProperty(fc.tuple(taken, term), ([snapshot, text]) => {
      const found = verdicts(filterOf(text), snapshot);
      assert.deepEqual(
        verdicts(filterOf(`-${text}`), snapshot),
        found.map((isFound) => !isFound),
      );
    });
  });

  it('finds with two terms what both find', () => {
    assertProperty(fc.tuple(taken, term, term), ([snapshot, one, other]) => {
      const others = verdicts(filterOf(other), snapshot);
      assert.deepEqual(
        verdicts(filterOf(`${one} ${other}`), snapshot),
        verdicts(filterOf(one), snapshot).map((isFound, row) => isFound && others[row]),
      );
    });
  });

  it('lets everything through where it is empty, and serves a machine without sockets', () => {
    assertProperty(taken, (snapshot) => assert.ok(verdicts(filterOf(''), snapshot).every(Boolean)));
    assert.deepEqual(verdicts(filterOf('node :1 10.0.0.1'), machine([])), []);
  });
});
