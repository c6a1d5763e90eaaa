import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { type ListeningPort, listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { NamespacePortsCache } from '../../../../src/core/ports/namespacePorts';
import { urlOf } from '../../../../src/core/query/url';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { DB_FACTS, dbFacts, partOf, withParts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const POSTGRES = process({ pid: 4242, startTime: 500, comm: 'postgres', commandLine: ['postgres'] });
const INSIDE: MadeSocket = { local: ['0.0.0.0', 5432], inode: 1, pids: [4242] };

/** A machine that publishes 15432 of the container db, in whose namespace these sockets are. */
function machine(inside: readonly MadeSocket[], namespace = dbFacts()): Snapshot {
  const owners = [dockerProxy(), POSTGRES];
  const own = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], owners, {
    containers: [dbContainer()],
  });
  return withParts(own, [partOf(snapshot(inside, owners), namespace)]);
}

function portsOf(taken: Snapshot): readonly ListeningPort[] {
  return new NamespacePortsCache().portsOf(taken).flatMap(({ ports }) => ports);
}

describe('ports of other network namespaces', () => {
  it('are told with their namespace and container, have ids of their own, and are reached by no browser here', () => {
    const taken = machine([INSIDE]);
    const [port] = portsOf(taken);
    assert.equal(port?.port, 5432);
    assert.equal(port.leader?.pid, 4242);
    assert.equal(port.namespace?.key, DB_FACTS.key);
    assert.equal(port.sockets[0]?.container?.facts.name, 'db');
    assert.equal(urlOf(port), undefined);
    const other = portsOf(machine([INSIDE], dbFacts({ key: 'n8' })));
    assert.notEqual(other[0]?.id, port.id);
    assert.ok(!listeningPorts(taken).some(({ id }) => id === port.id));
  });

  it('are no container’s where several share the namespace, and nobody says whose', () => {
    const containers = ['a', 'b'].map((digit) => ({ runtime: 'docker' as const, id: containerId(digit) }));
    const { pid: _first, ...db } = dbContainer();
    const taken = machine([INSIDE], dbFacts({ containers }));
    const [port] = portsOf({ ...taken, containers: [db] });
    assert.equal(port?.sockets[0]?.container, undefined);
  });

  it('are none of a container that publishes a port of that number on this machine', () => {
    const nobodys = { local: ['0.0.0.0', 15_432], inode: 109, pids: [] } as const;
    const [port] = portsOf(machine([nobodys], dbFacts({ containers: [], names: ['blue'] })));
    assert.equal(port?.port, 15_432);
    assert.equal(port.sockets[0]?.container, undefined);
  });

  it('are those of a container that no engine tells of, by its id', () => {
    const { containers: _unknown, ...taken } = machine([INSIDE]);
    assert.equal(portsOf(taken)[0]?.sockets[0]?.container?.facts.id, containerId('a'));
  });

  it('are the same list while nothing of them changed, and keep their ids while owners become known', () => {
    const cache = new NamespacePortsCache();
    const before = machine([INSIDE]);
    const first = cache.portsOf(before);
    const again = { ...before, takenAt: before.takenAt + 1, sequence: 2 };
    assert.equal(cache.portsOf(again), first);
    const { pids: _unseen, ...unseen } = INSIDE;
    const ids = (taken: Snapshot): string[] =>
      cache.portsOf(taken).flatMap(({ ports }) => ports.map(({ id }) => id));
    assert.deepEqual(
      ids(machine([unseen])),
      first.flatMap(({ ports }) => ports.map(({ id }) => id)),
    );
    const named = { ...before, containers: [dbContainer({ name: 'renamed' })] };
    assert.equal(cache.portsOf(named)[0]?.ports[0]?.sockets[0]?.container?.facts.name, 'renamed');
    assert.deepEqual(cache.portsOf({ ...before, containers: [] }).length, 1);
    assert.deepEqual(cache.portsOf(snapshot([])), [], 'nothing is read any more');
  });

  it('are the same list while other processes come and change, and another where one of theirs does', () => {
    const cache = new NamespacePortsCache();
    const before = machine([INSIDE]);
    const first = cache.portsOf(before);
    const processes = new Map(before.processes);
    processes.set(900, process({ pid: 900 }));
    assert.equal(cache.portsOf({ ...before, processes }), first);
    const renamed = { ...before, processes: new Map(processes).set(4242, { ...POSTGRES, comm: 'other' }) };
    assert.equal(cache.portsOf(renamed)[0]?.ports[0]?.leader?.comm, 'other');
  });

  it('are made anew of one namespace alone where it was read again', () => {
    const cache = new NamespacePortsCache();
    const second = dbFacts({ key: 'n8', containers: [] });
    const before = machine([INSIDE]);
    const parts = (sockets: readonly MadeSocket[]): Snapshot =>
      withParts(before, [...(before.namespaces?.parts ?? []), partOf(snapshot(sockets), second)]);
    const [kept, other] = cache.portsOf(parts([]));
    const again = cache.portsOf(parts([{ local: ['127.0.0.1', 8081] }]));
    assert.equal(again[0], kept);
    assert.notEqual(again[1], other);
    assert.equal(again[1]?.ports[0]?.port, 8081);
  });
});
