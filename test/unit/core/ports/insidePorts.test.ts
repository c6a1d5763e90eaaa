import assert from 'node:assert/strict';
import type { ContainerFacts } from '../../../../src/core/model/container';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { insideOf, unpublished } from '../../../../src/core/ports/insidePorts';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { NamespacePortsCache } from '../../../../src/core/ports/namespacePorts';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { dbFacts, partOf, withParts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const POSTGRES = process({ pid: 4242, startTime: 500, comm: 'postgres', commandLine: ['postgres'] });
const INSIDE: MadeSocket = { local: ['0.0.0.0', 5432], inode: 1, pids: [4242] };
const ADMIN: MadeSocket = { local: ['127.0.0.1', 8081], inode: 2, pids: [4242] };

const OWN = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [dockerProxy(), POSTGRES], {
  containers: [dbContainer()],
});

function withInside(sockets: readonly MadeSocket[], namespace = dbFacts()): Snapshot {
  return withParts(OWN, [partOf(snapshot(sockets, [POSTGRES]), namespace)]);
}

function insideOfPublished(taken: Snapshot): ReturnType<typeof insideOf> {
  const [published] = listeningPorts(taken);
  assert.ok(published);
  return insideOf(published, new NamespacePortsCache().portsOf(taken));
}

describe('where a published port leads', () => {
  it('is who listens on the container’s port, in its namespace', () => {
    const [place, ...others] = insideOfPublished(withInside([ADMIN, INSIDE]));
    assert.equal(place?.containerPort, 5432);
    assert.deepEqual(
      place.listeners?.map(({ port, leader }) => [port, leader?.pid]),
      [[5432, 4242]],
    );
    assert.deepEqual(others, []);
  });

  it('is nobody where its namespace was read and nothing listens there, and not known where it was not', () => {
    assert.deepEqual(insideOfPublished(withInside([ADMIN]))[0]?.listeners, []);
    assert.deepEqual(insideOfPublished(withInside([{ ...INSIDE, protocol: 'udp' }]))[0]?.listeners, []);
    const elsewhere = dbFacts({ containers: [] });
    for (const taken of [OWN, withInside([INSIDE], elsewhere)]) {
      const [place] = insideOfPublished(taken);
      assert.equal(place?.containerPort, 5432);
      assert.equal(place.listeners, undefined);
    }
  });

  it('is nowhere for a port that no container has', () => {
    const [port] = listeningPorts(snapshot([{}]));
    assert.deepEqual(port && insideOf(port, []), []);
  });
});

describe('what is not published of containers', () => {
  const unpublishedIn = (taken: Snapshot): number[] =>
    unpublished(new NamespacePortsCache().portsOf(taken), taken.containers ?? []).map(({ port }) => port);

  it('is what listens inside them on other ports', () => {
    assert.deepEqual(unpublishedIn(withInside([INSIDE, ADMIN])), [8081]);
  });

  it('is not what Docker’s own name server has there', () => {
    const names: MadeSocket = { local: ['127.0.0.11', 40_001], inode: 3, pids: [] };
    assert.deepEqual(unpublishedIn(withInside([ADMIN, names, { ...names, protocol: 'udp' }])), [8081]);
  });

  it('is nothing of namespaces that are no container’s', () => {
    assert.deepEqual(unpublishedIn(withInside([ADMIN], dbFacts({ containers: [], names: ['blue'] }))), []);
  });

  it('is another where a container publishes another port, in the same reading', () => {
    const taken = withInside([INSIDE, ADMIN]);
    const inside = new NamespacePortsCache().portsOf(taken);
    const [published] = dbContainer().ports;
    const admin = dbContainer({ ports: published ? [{ ...published, containerPort: 8081 }] : [] });
    const ports = (containers: readonly ContainerFacts[]): number[] =>
      unpublished(inside, containers).map(({ port }) => port);
    assert.deepEqual(ports([dbContainer()]), [8081]);
    assert.deepEqual(ports([admin]), [5432]);
  });
});
