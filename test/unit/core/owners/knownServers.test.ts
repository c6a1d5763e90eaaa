import assert from 'node:assert/strict';
import type { WaitingAt } from '../../../../src/core/owners/facts';
import { saysItServes } from '../../../../src/core/owners/knownServers';

const AT: WaitingAt = { protocol: 'tcp', address: '0.0.0.0', port: 5432, isChosen: true };
const PROXY = [
  'docker-proxy',
  '-proto',
  'tcp',
  '-host-ip',
  '0.0.0.0',
  '-host-port',
  '5432',
  '-container-port',
  '80',
];

describe('a server that has its port on the command line', () => {
  const says: [program: string, commandLine: string[]][] = [
    ['postgres', ['/usr/lib/postgresql/16/bin/postgres', '-D', '/var/lib/postgresql', '-p', '5432']],
    ['postgres', ['postgres', '-p5432']],
    ['postgres', ['postgres', '--port=5432']],
    ['mysqld', ['/usr/sbin/mysqld', '--port=5432']],
    ['redis-server', ['/usr/bin/redis-server 127.0.0.1:5432', '', '']],
    ['redis-server', ['redis-server', '--port', '5432']],
    ['docker-proxy', PROXY],
  ];
  for (const [program, commandLine] of says) {
    it(`says so: ${commandLine.join(' ')}`, () => assert.ok(saysItServes(program, commandLine, AT)));
  }

  const doesNot: [program: string, commandLine: string[]][] = [
    ['postgres', ['postgres', '-p', '54321']],
    ['postgres', ['postgres', '--portable=5432']],
    ['postgres', ['postgres', '5432']],
    ['psql', ['psql', '-p', '5432']],
    ['redis-cli', ['redis-cli', '-p', '5432']],
    ['docker-proxy', PROXY.map((word) => (word === '5432' ? '80' : word))],
    ['docker-proxy', PROXY.map((word) => (word === 'tcp' ? 'udp' : word))],
    ['docker-proxy', PROXY.map((word) => (word === '0.0.0.0' ? '127.0.0.1' : word))],
    ['node', ['node', 'server.js', '--port', '5432']],
    ['constructor', ['constructor', '5432']],
    ['postgres', []],
  ];
  for (const [program, commandLine] of doesNot) {
    it(`does not: ${program} ${commandLine.slice(1).join(' ')}`, () =>
      assert.equal(saysItServes(program, commandLine, AT), false));
  }

  it('is one of TCP where that is all it serves', () => {
    const udp = { ...AT, protocol: 'udp' } as const;
    assert.equal(saysItServes('postgres', ['postgres', '-p', '5432'], udp), false);
    assert.ok(saysItServes('dnsmasq', ['dnsmasq', '-p', '5432'], udp));
  });

  it('may take all addresses of IPv4 for all of IPv6, which is not exactly what it says', () => {
    const all = { ...AT, address: '::' };
    assert.ok(saysItServes('docker-proxy', PROXY, all));
    assert.equal(saysItServes('docker-proxy', PROXY, all, true), false);
  });
});
