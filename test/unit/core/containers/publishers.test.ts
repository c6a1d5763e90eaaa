import assert from 'node:assert/strict';
import { publishersOf } from '../../../../src/core/containers/publishers';
import type { ContainerFacts } from '../../../../src/core/model/container';

function container(name: string, more: Partial<ContainerFacts> = {}): ContainerFacts {
  return { runtime: 'docker', id: name, name, networks: [], ports: [], isHere: true, ...more };
}

function names(containers: readonly ContainerFacts[], pids: readonly number[] = [], port = 8080): unknown {
  return publishersOf(containers, { transport: 'tcp', port, pids }).map(({ name }) => name);
}

describe('the container that has a port', () => {
  const published = { transport: 'tcp', hostPort: 8080, containerPort: 80 } as const;

  it('publishes it, whoever holds it, also where nobody listens', () => {
    const db = container('db', { ports: [published], keepers: [7] });
    assert.deepEqual(names([db]), ['db']);
    assert.deepEqual(names([db], [99]), ['db']);
    assert.deepEqual(names([db], [7], 8081), []);
    assert.deepEqual(names([container('udp', { ports: [{ ...published, transport: 'udp' }] })]), []);
  });

  it('is the one whose keeper holds it, where no port of it is known', () => {
    assert.deepEqual(names([container('web', { keepers: [7] }), container('other', { keepers: [8] })], [7]), [
      'web',
    ]);
    assert.deepEqual(names([container('web', { keepers: [7] })]), []);
  });

  it('may be two, on an address each', () => {
    const on = (name: string, hostAddress: string): ContainerFacts =>
      container(name, { ports: [{ ...published, hostAddress }] });
    assert.deepEqual(names([on('a', '127.0.0.1'), on('b', '192.0.2.1')]), ['a', 'b']);
  });

  it('is none of another machine', () => {
    assert.deepEqual(names([container('far', { ports: [published], isHere: false })]), []);
  });
});
