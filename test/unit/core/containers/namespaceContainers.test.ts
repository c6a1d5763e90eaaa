import assert from 'node:assert/strict';
import { containersIn, factsOf } from '../../../../src/core/containers/namespaceContainers';
import { containerId, dbContainer } from '../../knownContainers';

describe('a container that a control group names', () => {
  const id = containerId('a');

  it('is the one that is known by that id, or by its beginning, and runs here', () => {
    for (const named of [id, id.slice(0, 12)]) {
      assert.equal(factsOf({ runtime: 'docker', id: named }, [dbContainer()]).name, 'db');
    }
    assert.equal(factsOf({ runtime: 'docker', id }, [dbContainer({ isHere: false })]).name, undefined);
  });

  it('is known by no more than that where nobody else tells of it', () => {
    const group = { runtime: 'podman', id } as const;
    const told = { ...group, networks: [], ports: [], isHere: true };
    assert.deepEqual(factsOf(group, []), told);
    assert.deepEqual(factsOf(group, [], 42), { ...told, pid: 42 });
    assert.deepEqual(containersIn({ containers: [group] }, []), [told]);
  });
});
