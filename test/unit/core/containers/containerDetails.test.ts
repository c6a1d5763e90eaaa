import assert from 'node:assert/strict';
import { parseContainerDetails } from '../../../../src/core/containers/containerDetails';
import { assertProperty } from '../../property';
import { damaged, recorded } from './recorded';

describe('what an engine tells of one container', () => {
  it('is who it is, when it was started, whose network it uses and what follows from its end', () => {
    const side = parseContainerDetails(recorded('docker-one.json'));
    assert.ok(side);
    assert.ok(side.networkOf?.startsWith('f7003f'));
    assert.equal(side.startedAt, '2026-11-27T09:46:27.931874812Z');
    assert.equal(side.pid, 21_283);
    assert.equal(side.name, 'side');
    assert.deepEqual(
      [side.isRunning, side.autoRemove, side.restartPolicy, side.ports],
      [true, false, undefined, []],
    );
    const inPod = parseContainerDetails(recorded('podman-one.json'));
    assert.ok(inPod);
    assert.ok(inPod.networkOf?.startsWith('4475ad'));
    assert.deepEqual([inPod.restartPolicy, inPod.ports], [undefined, []]);
    const { ports } = parseContainerDetails(recorded('docker-ports.json')) ?? {};
    assert.deepEqual(
      ports?.map(({ hostPort }) => hostPort),
      [15_433, 15_500, 15_501, 15_502],
    );
  });

  it('is that it is deleted or started again', () => {
    const { HostConfig, ...rest } = JSON.parse(recorded('docker-one.json')) as { HostConfig: object };
    const changed = { ...HostConfig, AutoRemove: true, RestartPolicy: { Name: 'always' } };
    const details = parseContainerDetails(JSON.stringify({ ...rest, HostConfig: changed }));
    assert.deepEqual([details?.autoRemove, details?.restartPolicy], [true, 'always']);
  });

  it('never throws', () => {
    assertProperty(damaged('docker-one.json', 'podman-one.json', 'docker-ports.json'), (text) => {
      const id = parseContainerDetails(text)?.id;
      if (id !== undefined) assert.match(id, /^[0-9a-f]{64}$/);
    });
  });
});
