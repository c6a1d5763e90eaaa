/** Lists of containers, as Docker and Podman answered them. */
import assert from 'node:assert/strict';
import { type ListedContainer, parseContainerList } from '../../../../src/core/containers/containerList';
import type { PublishedPort } from '../../../../src/core/model/container';
import { assertProperty } from '../../property';
import { damaged, recorded } from './recorded';

function portText({ transport, hostAddress = '*', hostPort, containerPort }: PublishedPort): string {
  return `${hostAddress}:${hostPort}->${containerPort}/${transport}`;
}

function named(text: string): Map<string | undefined, ListedContainer> {
  const list = parseContainerList(text);
  assert.ok(list);
  return new Map(list.map((each) => [each.facts.name, each]));
}

describe('a list of containers', () => {
  it('of Docker’s tells names, ports of both families once, networks and Compose', () => {
    const containers = named(recorded('docker.json'));
    assert.deepEqual(new Set(containers.keys()), new Set(['db', 'hosty', 'one', 'side', 'twoo']));
    const db = containers.get('db')?.facts;
    assert.equal(db?.image, 'bb');
    assert.equal(db?.state, 'running');
    assert.equal(`${db?.project}/${db?.service}`, 'shop/db');
    assert.deepEqual(db?.networks, [{ name: 'bridge', addresses: ['172.17.0.2'] }]);
    assert.deepEqual(db?.ports.map(portText), ['*:15432->80/tcp']);
    assert.deepEqual(containers.get('one')?.facts.ports.map(portText), [
      '127.0.0.1:15433->80/tcp',
      '*:15500->81/udp',
      '*:15501->82/udp',
      '*:15502->83/udp',
    ]);
    assert.deepEqual(containers.get('twoo')?.facts.ports.map(portText), ['::1:15434->80/tcp']);
    assert.deepEqual(
      containers.get('twoo')?.facts.networks.map(({ name }) => name),
      ['bridge', 'n2'],
    );
    assert.equal(containers.get('hosty')?.facts.networkMode, 'host');
    assert.equal(containers.get('side')?.facts.networkMode, `container:${db?.id}`);
  });

  it('of Podman’s own has ranges, pids and pods, and gives ports to the container that has them', () => {
    const containers = named(recorded('libpod.json'));
    const web = containers.get('webb');
    assert.deepEqual(web?.facts.ports.map(portText), [
      '*:18080->80/tcp',
      '127.0.0.1:18081->81/tcp',
      '*:18100->90/udp',
      '*:18101->91/udp',
      '*:18102->92/udp',
    ]);
    assert.equal(web?.facts.project, 'pshop');
    assert.ok((web?.hostPid ?? 0) > 1);
    // It shares the network of the former, so that Podman lists its ports again.
    const { ports, networkMode } = containers.get('pside')?.facts ?? {};
    assert.deepEqual(ports, []);
    assert.equal(networkMode, `container:${web?.facts.id}`);
    const infra = [...containers.values()].find(({ facts }) => facts.isInfra)?.facts;
    assert.deepEqual(infra?.ports.map(portText), ['*:18200->80/tcp']);
    assert.equal(infra?.pod, 'thepod');
    const inside = containers.get('inpod')?.facts;
    assert.deepEqual(inside?.ports, []);
    assert.equal(`${inside?.pod} ${inside?.networkMode}`, `thepod container:${infra?.id}`);
  });

  it('of Podman’s in Docker’s words is read where there are no addresses, labels or settings', () => {
    const containers = named(recorded('podman.json'));
    const web = containers.get('webb')?.facts;
    assert.deepEqual(web?.ports.slice(0, 2).map(portText), ['*:18080->80/tcp', '127.0.0.1:18081->81/tcp']);
    assert.deepEqual(web?.networks, [{ name: 'podman', addresses: ['10.88.0.3'] }]);
    assert.deepEqual(containers.get('pside')?.facts.ports, []);
    assert.deepEqual(containers.get('phost')?.facts.networks, []);
  });

  it('has the name of a container, not those by which others link to it', () => {
    const text = (names: unknown): string => JSON.stringify([{ Id: 'a'.repeat(64), Names: names }]);
    assert.ok(named(text(['/web/db', '/shop-db'])).has('shop-db'));
    assert.ok(named(text(['plain'])).has('plain'));
    assert.ok(named(text([])).has(undefined));
    assert.ok(named(text(null)).has(undefined));
  });

  it('leaves out what has no id of its own, and cleans and cuts names', () => {
    const id = 'b'.repeat(64);
    const list = parseContainerList(
      JSON.stringify([
        { Id: 'B'.repeat(64) },
        { Id: id.slice(0, 12) },
        { Id: `${id}/../x` },
        null,
        {
          Id: id,
          Names: ['/a\u202eb\n'],
          Image: 'i'.repeat(9_999),
          Labels: { 'com.docker.compose.project': '\u001b[2J' },
        },
      ]),
    );
    assert.equal(list?.length, 1);
    const { name, image, project } = list[0]?.facts ?? {};
    assert.equal(name, 'a<U+202E>b');
    assert.equal(image?.length, 255);
    assert.equal(project, '<U+001B>[2J');
  });

  it('has at most 10,000 containers', () => {
    const many = Array.from({ length: 10_050 }, (_, i) => ({ Id: i.toString(16).padStart(64, '0') }));
    assert.equal(parseContainerList(JSON.stringify(many))?.length, 10_000);
  });

  it('has no more ports than there can be, where a few bytes of a range stand for all', () => {
    const Ports = Array.from({ length: 500 }, (_, i) => ({
      ...{ host_port: 1, container_port: 1, range: 65_535, protocol: 'tcp', host_ip: `10.0.0.${i}` },
    }));
    const many = [1, 2, 3].map((i) => ({ Id: i.toString(16).padStart(64, '0'), Ports }));
    const ports = parseContainerList(JSON.stringify(many))?.map(({ facts }) => facts.ports.length) ?? [];
    assert.ok(ports.reduce((a, b) => a + b) <= 4 * 65_535, ports.join());
  });

  it('never throws, and all of its ids and ports are such, whatever was written', () => {
    assertProperty(damaged('docker.json', 'podman.json', 'libpod.json'), (text) => {
      for (const { facts } of parseContainerList(text) ?? []) {
        assert.match(facts.id, /^[0-9a-f]{64}$/);
        assert.ok((facts.name?.length ?? 0) <= 255 && (facts.image?.length ?? 0) <= 255);
        for (const { hostPort, containerPort } of facts.ports) {
          assert.ok([hostPort, containerPort].every((port) => port > 0 && port <= 65_535));
        }
      }
    });
  });
});
