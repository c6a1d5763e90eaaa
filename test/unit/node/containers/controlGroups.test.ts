/**
 * Control groups of version 1 and 2: what names a port of a container must not depend on which a machine has. The files of both
 * versions at once are as real engines left them; the others are the same by the rules of cgroups(7) and of the engines' drivers.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinContainers } from '../../../../src/core/containers/join';
import { containersOf } from '../../../../src/core/containers/portContainer';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { ContainersHere } from '../../../../src/node/containers/containersHere';
import { fixtures } from '../../../host/paths';
import { dockerProxy as proxyOwner } from '../../knownContainers';
import { snapshot } from '../../snapshots';
import { FakeReader } from '../fakeReader';
import { dockerContainer, dockerProxy, makeProcesses } from './fakeContainers';

interface GroupFile {
  readonly what: string;
  readonly runtime: string;
  readonly id: string;
  readonly file: string;
}

const FILES = JSON.parse(
  readFileSync(join(fixtures, 'containers/cgroups.json'), 'utf8'),
) as readonly GroupFile[];

describe('a container by its control groups', () => {
  it('is told by each version, and by both at once', () => {
    const has = (file: string, pattern: RegExp): boolean => pattern.test(file);
    const kinds = FILES.map(({ file }) => `${has(file, /^0::/m)} ${has(file, /:name=systemd:/)}`);
    assert.deepEqual([...new Set(kinds)].toSorted(), ['false true', 'true false', 'true true']);
  });

  for (const { what, runtime, id, file } of FILES) {
    it(`names the port that it has: ${what}`, () => {
      const reader = new FakeReader();
      makeProcesses(
        reader,
        ...dockerContainer(id, 200, '172.17.0.2'),
        dockerProxy(700, 15_432, '172.17.0.2'),
      );
      reader.files.set('200/cgroup', file);
      const containers = joinContainers(new ContainersHere(reader).look(), []);
      assert.deepEqual(
        containers.map((each) => [each.runtime, each.id, each.pid]),
        [[runtime, id, 200]],
      );
      const machine = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }], [proxyOwner()]);
      const [port] = listeningPorts({ ...machine, containers });
      assert.deepEqual(
        containersOf(port ?? { sockets: [] }).map(({ facts, published }) => [
          facts.id,
          published?.containerPort,
        ]),
        [[id, 80]],
      );
    });
  }
});
