import assert from 'node:assert/strict';
import { parseIPv6 } from '../../../../../src/core/etc/addressLine';
import type { Environment } from '../../../../../src/core/netstat/context/environment';
import { openNames } from '../../../../../src/core/netstat/context/nameDatabases';

const FILES: Readonly<Record<string, string>> = {
  '/etc/services': 'first 25/tcp\nsecond 25/tcp mail # comment\nrawsvc 89/raw\ndomain 53/udp\n',
  '/etc/protocols': 'ospf 89 OSPFIGP\n',
  '/etc/passwd': 'root:x:0:0::/:/bin/sh\nadmin:x:0:0::/:/bin/sh\n',
  '/etc/networks': 'link-local 169.254.0.0\nzero 0.1.2.3\nold 127\n',
  '/etc/hosts':
    '::1 six loopback\n127.0.0.1 four\n::ffff:192.0.2.1 mapped\n192.0.2.1 bare\n2001:DB8::1 doc\n',
};

describe('openNames', () => {
  it('gives the last service of a port, and a protocol before a service for raw', () => {
    const names = openNames(machine({}));
    assert.equal(names.port(25, 'tcp'), 'second');
    assert.equal(names.port(89, 'raw'), 'ospf');
    assert.equal(names.port(53, 'tcp'), undefined);
  });

  it('gives the first user of an id, and networks by any of their forms', () => {
    const names = openNames(machine({}));
    assert.equal(names.user(0), 'root');
    assert.equal(names.network(0xa9fe0000), 'link-local');
    assert.equal(names.network(0x7f000000), 'old');
  });

  it('reads /etc/passwd as glibc does', () => {
    const lines = [
      '#one:x:1:1::/:/bin/sh',
      ' \ttwo:x:2:2::/:/bin/sh',
      'three:x:3',
      'four:x:4::x:/:/bin/sh',
      'five:x:5:',
      'six:x:6:x',
      'seven:x: +7:-0',
      'eight:x:8 :8::/:',
      ':x:9:9',
      '+ten:x:10:10::/:',
      '-eleven:x:11:11::/:',
      'twelve:x:0xC:12::/:',
      'thir teen::13:13:',
      'fourteen:x:14:4294967296:',
      'fifteen:x:4294967311:15:',
      'last:x:4294967295:0\r',
    ];
    const names = openNames(machine({ '/etc/passwd': lines.join('\n') }));
    const found = Array.from({ length: 17 }, (_, uid) => [uid, names.user(uid)] as const);
    assert.deepEqual(
      found.filter(([, name]) => name !== undefined),
      [
        [2, 'two'],
        [7, 'seven'],
        [9, ''],
        [13, 'thir teen'],
      ],
    );
    assert.equal(names.user(4294967295), undefined);
  });

  it('reads the other files of /etc as glibc does', () => {
    const files = {
      '/etc/services': [
        'a +1/tcp',
        'b  2 /tcp',
        'c 0x3/tcp',
        'd 65540/tcp',
        'e 5,tcp',
        'f 6/tcp#x',
        'g 7/tcp/x',
        'h 010/tcp',
        ' i\v9//tcp\r',
        'j#x 10/tcp',
        'k -65525/tcp',
        'l 4294967308/tcp',
        'm\xa013/tcp',
        'n 14/tcp\0x',
        '15/tcp',
      ],
      '/etc/protocols': ['a +1', 'b 0x2', 'c 03', 'd 4x', 'e 5\0x', 'f -6', 'g'],
      '/etc/networks': [
        'a 1',
        'b 0x2.0',
        'c 03.0.0',
        'd 4.',
        'e +5',
        'f 6.0.0.0.0',
        'g 300',
        'h 8..0',
        'i 9.0.0.0\r',
      ],
      '/etc/hosts': [
        '1.0.0.1',
        '1.0.0.02 b',
        '1.0.3 c',
        '1.0.0.4\ta#x',
        '::ffff:1.0.0.5 five',
        '::1.0.0.6 six',
      ],
      '/etc/nsswitch.conf': ['hosts: files'],
    };
    const names = openNames(
      machine(Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, lines.join('\n')]))),
    );
    const found = (name: (number: number) => string | undefined): string =>
      Array.from({ length: 16 }, (_, number) => name(number) ?? '-').join(' ');
    // The files answer at once.
    const hostOf = (address: number): string | undefined => {
      const name = names.host4(address);
      return name instanceof Promise ? 'asked elsewhere' : name;
    };
    assert.equal(
      found((port) => names.port(port, 'tcp')),
      '- a - c d - f - h i - - - - n -',
    );
    assert.equal(
      found((protocol) => names.port(protocol, 'raw')),
      '- a - c - e - - - - - - - - - -',
    );
    assert.equal(
      found((first) => names.network(first * 2 ** 24)),
      '- a b c - - - - - i - - - - - -',
    );
    // What is no number is INADDR_NONE to inet_network(3), and glibc does not ask.
    assert.equal(names.network(0xffffffff), 'd');
    assert.equal(
      found((last) => hostOf(0x01000000 + last)),
      '-  - - a five - - - - - - - - - -',
    );
  });

  it('finds hosts as glibc does: IPv6 lines answer for IPv4, not the other way round', () => {
    const names = openNames(machine({ '/etc/nsswitch.conf': 'hosts: files\n' }));
    assert.equal(names.host4(0x7f000001), 'six');
    assert.equal(names.host4(0xc0000201), 'mapped');
    assert.equal(names.host6(parseIPv6('2001:db8::1') ?? []), 'doc');
    assert.equal(names.host6(parseIPv6('::ffff:127.0.0.1') ?? []), undefined);
  });

  it('asks the resolver for what the files lack, and only once', async () => {
    const asked: string[] = [];
    const names = openNames(
      machine({ '/etc/nsswitch.conf': 'hosts: files dns [!UNAVAIL=return] myhostname\n' }, asked),
    );
    assert.equal(names.host4(0x7f000001), 'six');
    assert.equal(await names.host4(0xc6336407), 'name-of-198.51.100.7');
    assert.equal(names.host4(0xc6336407), 'name-of-198.51.100.7');
    assert.equal(await names.host6(parseIPv6('::ffff:198.51.100.8') ?? []), 'name-of-::ffff:198.51.100.8');
    assert.deepEqual(asked, ['198.51.100.7', '::ffff:198.51.100.8']);
  });

  it('asks the resolver first where nsswitch.conf says so', async () => {
    const names = openNames(machine({ '/etc/nsswitch.conf': 'hosts:\tdns files\n' }));
    assert.equal(await names.host4(0x7f000001), 'name-of-127.0.0.1');
  });

  it('reads no file before a name is wanted', () => {
    const environment = machine({});
    environment.readFile = () => assert.fail('read a file');
    openNames(environment);
  });
});

function machine(more: Readonly<Record<string, string>>, asked: string[] = []): Environment {
  const files = { ...FILES, ...more };
  return {
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? { ok: false, code: 'ENOENT' } : { ok: true, bytes: Buffer.from(text) };
    },
    reverseLookup: async (address) => {
      asked.push(address);
      return `name-of-${address}`;
    },
  } as Partial<Environment> as Environment;
}
