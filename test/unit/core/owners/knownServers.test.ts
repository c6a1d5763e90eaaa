import assert from 'node:assert/strict';
import { saysItServes } from '../../../../src/core/owners/knownServers';

describe('a server that has its port on the command line', () => {
  const says: [program: string, commandLine: string[]][] = [
    ['postgres', ['/usr/lib/postgresql/16/bin/postgres', '-D', '/var/lib/postgresql', '-p', '5432']],
    ['postgres', ['postgres', '-p5432']],
    ['postgres', ['postgres', '--port=5432']],
    ['mysqld', ['/usr/sbin/mysqld', '--port=5432']],
    ['redis-server', ['/usr/bin/redis-server 127.0.0.1:5432', '', '']],
    ['redis-server', ['redis-server', '--port', '5432']],
    ['docker-proxy', ['docker-proxy', '-host-ip', '0.0.0.0', '-host-port', '5432', '-container-port', '80']],
  ];
  for (const [program, commandLine] of says) {
    it(`says so: ${commandLine.join(' ')}`, () => assert.ok(saysItServes(program, commandLine, 5432)));
  }

  const doesNot: [program: string, commandLine: string[]][] = [
    ['postgres', ['postgres', '-p', '54321']],
    ['postgres', ['postgres', '--portable=5432']],
    ['postgres', ['postgres', '5432']],
    ['psql', ['psql', '-p', '5432']],
    ['redis-cli', ['redis-cli', '-p', '5432']],
    ['docker-proxy', ['docker-proxy', '-host-port', '80', '-container-port', '5432']],
    ['node', ['node', 'server.js', '--port', '5432']],
    ['constructor', ['constructor', '5432']],
    ['postgres', []],
  ];
  for (const [program, commandLine] of doesNot) {
    it(`does not: ${program} ${commandLine.slice(1).join(' ')}`, () =>
      assert.equal(saysItServes(program, commandLine, 5432), false));
  }
});
