import assert from 'node:assert/strict';
import { containerName } from '../../../../src/core/containers/containerNames';
import { containerId, dbContainer } from '../../knownContainers';

describe('what a container is called', () => {
  it('is its name, else its short id', () => {
    assert.equal(containerName(dbContainer()), 'db');
    assert.equal(containerName({ runtime: 'podman', id: containerId('b') }), 'bbbbbbbbbbbb');
  });

  it('is the name of its pod where the engine made its own up', () => {
    const infra = { runtime: 'podman', id: containerId('b'), name: 'c318c2b575de-infra' } as const;
    assert.equal(containerName({ ...infra, pod: 'shop' }), 'shop');
    assert.equal(containerName(infra), 'c318c2b575de-infra');
    assert.equal(containerName({ ...infra, name: 'db', pod: 'shop' }), 'db');
    assert.equal(containerName({ ...infra, name: 'shop-infra', pod: 'shop' }), 'shop-infra');
  });
});
