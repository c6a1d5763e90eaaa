import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { maySpeakHttp, mayPublishHttp } from '../../../../src/core/query/http';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function isHttp(
  port: number,
  owner?: Partial<ProcessOwner>,
  more: MadeSocket = {},
  containers: readonly ContainerFacts[] = [],
): boolean {
  const owners = owner === undefined ? [] : [process(owner)];
  const pids = owners.map(({ pid }) => pid);
  const socket: MadeSocket = { local: ['127.0.0.1', port], pids, ...more };
  const [row] = listeningPorts(snapshot([socket], owners, { containers }));
  assert.ok(row);
  return maySpeakHttp(row);
}

describe('whether a port may speak HTTP', () => {
  it('is so where nothing is known, of ports that programs of users have', () => {
    for (const port of [3000, 3001, 5173, 8000, 8080, 8443, 12_345, 80, 443]) {
      assert.equal(isHttp(port), true, `${port}`);
      assert.equal(isHttp(port, { comm: 'node' }), true, `${port}`);
    }
  });

  it('is not so of UDP, system ports of other services, and ports that such services usually have', () => {
    assert.equal(isHttp(3000, undefined, { protocol: 'udp' }), false);
    for (const port of [21, 22, 25, 53, 110, 111, 139, 389, 445, 993])
      assert.equal(isHttp(port), false, `${port}`);
    for (const port of [5432, 3306, 6379, 27_017, 9092, 11_211, 5672, 2049, 5900, 9229, 9222, 5005, 5678])
      assert.equal(isHttp(port), false, `${port}`);
    for (const port of [9200, 5601, 9090, 15_672, 8500, 11_434]) assert.equal(isHttp(port), true, `${port}`);
  });

  it('goes by what serves it before it goes by the number', () => {
    const described = (what: string): Partial<ProcessOwner> => ({ comm: 'x', description: { what } });
    for (const what of ['postgres 16/main', 'redis', 'mysql', 'mongodb', 'sshd', 'memcached', 'epmd'])
      assert.equal(isHttp(8080, described(what)), false, what);
    for (const what of ['vite', 'next dev', 'http.server', 'manage.py runserver', 'nginx', 'php -S'])
      assert.equal(isHttp(5432, described(what)), true, what);
    assert.equal(isHttp(90, described('nginx')), true);
    assert.equal(isHttp(9100, described('node exporter')), true);
    assert.equal(isHttp(8080, described('redisinsight')), true, 'the name of another program begins so');
    for (const comm of [
      'postgres',
      'redis-server',
      'mysqld',
      'mariadbd',
      'mongod',
      'sshd',
      'systemd-resolve',
    ])
      assert.equal(isHttp(8080, { comm, commandLine: [comm] }), false, comm);
  });

  it('goes by who forwards as by the port', () => {
    assert.equal(isHttp(8080, { description: { what: 'ssh -L bastion' } }), true);
    assert.equal(isHttp(5432, { description: { what: 'port-forward svc/db' } }), false);
  });

  it('is not so of debuggers, wherever they listen', () => {
    assert.equal(isHttp(9229, { commandLine: ['node', '--inspect', 'a.js'] }), false);
    assert.equal(isHttp(4000, { commandLine: ['node', '--inspect=4000', 'a.js'] }), false);
    assert.equal(isHttp(3000, { commandLine: ['node', '--inspect=4000', 'a.js'] }), true);
    const java = ['java', '-agentlib:jdwp=transport=dt_socket,server=y,address=*:8000', '-jar', 'a.jar'];
    assert.equal(isHttp(8000, { comm: 'java', commandLine: java }), false);
  });

  it('is what the port inside of a container tells, or its image', () => {
    const proxied = (port: number, facts: Partial<ContainerFacts>): boolean =>
      isHttp(port, dockerProxy(), { local: ['0.0.0.0', port], pids: [700] }, [dbContainer(facts)]);
    const leading = (hostPort: number, containerPort: number): Pick<ContainerFacts, 'ports'> => ({
      ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort, containerPort }],
    });
    assert.equal(proxied(8080, { ...leading(8080, 80), image: 'nginx:1' }), true);
    assert.equal(proxied(8080, { ...leading(8080, 5432), image: 'shop' }), false);
    assert.equal(proxied(8080, { ...leading(8080, 8000), image: 'docker.io/library/postgres:16' }), false);
    const nameless = ['/usr/bin/docker-proxy', '-proto', 'tcp', '-host-port', '8080', '-container-port'];
    assert.equal(isHttp(8080, { comm: 'docker-proxy', commandLine: [...nameless, '6379'] }), false);
    assert.equal(isHttp(8080, { comm: 'docker-proxy', commandLine: [...nameless, '80'] }), true);
    assert.equal(mayPublishHttp({ transport: 'tcp', hostPort: 15_432, containerPort: 5432 }), false);
    assert.equal(mayPublishHttp({ transport: 'tcp', hostPort: 15_432, containerPort: 80 }), true);
    assert.equal(mayPublishHttp({ transport: 'udp', hostPort: 80, containerPort: 80 }), false);
  });

  it('is what a likely owner tells', () => {
    assert.equal(isHttp(8080, undefined, { likelyOwner: POSTGRES_UNIT }), false);
    assert.equal(isHttp(8080, undefined, { likelyOwner: likelyOwner() }), false, 'sshd');
    assert.equal(
      isHttp(8080, undefined, { likelyOwner: likelyOwner({ processes: [], unit: 'web.service' }) }),
      true,
    );
  });
});
