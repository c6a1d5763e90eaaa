import assert from 'node:assert/strict';
import type { ConntrackEntry } from '../../../../../src/core/model/conntrack';
import { conntrackSubject, passes } from '../../../../../src/core/query/filter/filterSubject';
import type { MadeSocket } from '../../../snapshots';
import { filterOf, machine, type MadeUnix, subjectsOf } from './machine';

const sockets: Readonly<Record<string, MadeSocket>> = {
  web: { local: ['127.0.0.1', 3000], pids: [42] },
  any6: { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 8080], pids: [42], uid: 33 },
  loop6: { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:1', 3000], pids: [44] },
  out: { local: ['10.1.2.3', 40_000], remote: ['93.184.216.34', 443], state: 1, pids: [44] },
  mapped: {
    protocol: 'tcp6',
    local: ['0:0:0:0:0:ffff:a01:203', 5432],
    remote: ['0:0:0:0:0:ffff:a01:209', 50_000],
    state: 1,
    uid: 70,
    pids: [43],
  },
  waiting: { local: ['10.1.2.3', 40_001], remote: ['10.9.9.9', 3000], state: 6, uid: 0, inode: 0 },
  dns: { protocol: 'udp', local: ['0.0.0.0', 53], uid: 33, pids: [] },
  lite: { protocol: 'udplite', local: ['0.0.0.0', 54], uid: 33 },
};
const unix: Readonly<Record<string, MadeUnix>> = {
  bus: { path: '/run/dbus/system_bus_socket', flags: 0x10000, pids: [43] },
  pair: { state: 3, pids: [42] },
  abstract: { path: '@/tmp/.X11-unix/X0 grün', state: 1 },
};

const taken = machine(Object.values(sockets), Object.values(unix));
const subjects = subjectsOf(taken);
const names = [...Object.keys(sockets), ...Object.keys(unix)];

function found(expression: string): string[] {
  const filter = filterOf(expression);
  return names.filter((_, index) => {
    const subject = subjects[index];
    return subject !== undefined && passes(filter, subject, taken.users);
  });
}

function finds(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [expression, wanted] of Object.entries(cases)) {
    assert.deepEqual(found(expression), wanted, expression);
  }
}

describe('a filter', () => {
  it('lets everything through where it is empty', () => assert.deepEqual(found(' '), names));

  it('finds ports of either end, of one end, in ranges and lists', () =>
    finds({
      'port:3000': ['web', 'loop6', 'waiting'],
      'localport:3000': ['web', 'loop6'],
      'foreignport:3000': ['waiting'],
      'port:3000-5999 ': ['web', 'loop6', 'mapped', 'waiting'],
      'port:443,53': ['out', 'dns'],
      'port:443,8000-8999': ['any6', 'out'],
      'foreignport:0': [],
    }));

  it('finds states by netstat’s names and by others', () =>
    finds({
      'state:established': ['out', 'mapped', 'pair'],
      'state:ESTAB': ['out', 'mapped', 'pair'],
      'state:listen': ['web', 'any6', 'loop6', 'bus'],
      'state:time-wait': ['waiting'],
      'state:TIME_WAIT,unconnected': ['waiting', 'dns', 'lite', 'abstract'],
    }));

  it('finds processes, pids and users', () =>
    finds({
      'process:node': ['web', 'any6', 'pair'],
      'process:"web content",postgres': ['loop6', 'out', 'mapped', 'bus'],
      'process:inspect': [],
      'pid:42': ['web', 'any6', 'pair'],
      'pid:43-44': ['loop6', 'out', 'mapped', 'bus'],
      'user:www-data': ['any6', 'dns', 'lite'],
      'user:33': ['any6', 'dns', 'lite'],
      'user:www': [],
      'user:postgres': ['mapped', 'bus'],
    }));

  it('finds addresses in whole, by beginning and by network, IPv4-mapped ones too', () =>
    finds({
      'address:10.0.0.0/8': ['out', 'mapped', 'waiting'],
      'address:10.1.2.3': ['out', 'mapped', 'waiting'],
      'localaddress:10.1.2.0/29': ['out', 'mapped', 'waiting'],
      'foreignaddress:10.1.2.8/29': ['mapped'],
      'address:10.9': ['waiting'],
      'address:10.1.2.': ['out', 'mapped', 'waiting'],
      'address:1': [],
      'address:localhost': ['web', 'loop6'],
      'address:*': ['any6', 'dns', 'lite'],
      'address:0.0.0.0': ['dns', 'lite'],
      'address:::1': ['loop6'],
      'address:[::1]': ['loop6'],
      'address:::ffff:0:0/96': ['mapped'],
      'address:::/0': ['any6', 'loop6', 'mapped'],
      'address:0.0.0.0/0': ['web', 'out', 'mapped', 'waiting', 'dns', 'lite'],
    }));

  it('finds protocols in both address families', () =>
    finds({
      'proto:tcp': ['web', 'any6', 'loop6', 'out', 'mapped', 'waiting'],
      'proto:tcp6': ['any6', 'loop6', 'mapped'],
      'proto:tcp4': ['web', 'out', 'waiting'],
      'proto:udp': ['dns'],
      'proto:udplite,unix': ['lite', 'bus', 'pair', 'abstract'],
    }));

  it('finds inodes and paths', () =>
    finds({
      'inode:5001': ['any6'],
      'inode:9000-9001': ['bus', 'pair'],
      'path:/run/': ['bus'],
      'path:x11': ['abstract'],
      'path:"x0 grün"': ['abstract'],
      'path:GRÜN': [],
    }));

  it('finds words in everything that a row shows', () =>
    finds({
      node: ['web', 'any6', 'pair'],
      '"--inspect"': ['web', 'any6', 'pair'],
      'server.js': ['web', 'any6', 'pair'],
      '"web con"': ['loop6', 'out'],
      listen: ['web', 'any6', 'loop6', 'bus'],
      udp: ['dns', 'lite'],
      'www-data': ['any6', 'dns', 'lite'],
      '93.184': ['out'],
      dbus: ['bus'],
      '400': ['out', 'waiting'],
      '42': ['web', 'any6', 'pair'],
      ESTAB: ['out', 'mapped'],
    }));

  it('takes a word with a colon for an address or a port', () =>
    finds({
      ':3000': ['web', 'loop6', 'waiting'],
      '127.0.0.1:3000': ['web'],
      'localhost:3000': ['web', 'loop6'],
      '10.1.2.3:3000': [],
      '10.1.2.3:5432': ['mapped'],
      '[::1]:3000': ['loop6'],
      '*:53': ['dns'],
      '::1': ['loop6'],
      '::': ['any6'],
      '"::1"': ['loop6'],
    }));

  it('leaves out what a minus stands before, and wants all terms at once', () =>
    finds({
      '-proto:tcp -proto:unix': ['dns', 'lite'],
      'port:3000 -state:time_wait': ['web', 'loop6'],
      'port:3000 proto:tcp6': ['loop6'],
      '-node -postgres -"web content"': ['waiting', 'dns', 'lite', 'abstract'],
      '-:3000 state:listen': ['any6', 'bus'],
    }));

  it('finds tracked connections', () => {
    const tuple = { others: new Map<string, string>(), packets: undefined, bytes: undefined };
    const entry: ConntrackEntry = {
      family: 'ipv4',
      protocol: 'tcp',
      protocolNumber: 6,
      timeout: 100,
      state: 'ESTABLISHED',
      original: {
        ...tuple,
        source: '172.17.0.2',
        destination: '93.184.216.34',
        sourcePort: 40_000,
        destinationPort: 443,
      },
      reply: {
        ...tuple,
        source: '93.184.216.34',
        destination: '192.168.1.2',
        sourcePort: 443,
        destinationPort: 40_000,
      },
      marks: ['ASSURED'],
      others: new Map(),
    };
    const isFound = (expression: string): boolean =>
      passes(filterOf(expression), conntrackSubject(entry), new Map());
    for (const yes of ['port:443', 'src:172.17.0.0/16', 'address:192.168', 'state:assured', ':443', 'tcp']) {
      assert.ok(isFound(yes), yes);
    }
    for (const no of ['port:80', 'state:unreplied', 'proto:udp', 'user:root', 'path:/']) {
      assert.ok(!isFound(no), no);
    }
  });

  it('finds what is this window’s, which has no value', () =>
    finds({
      'mine:': ['loop6', 'out'],
      '-mine: node': ['web', 'any6', 'pair'],
    }));
});
