import assert from 'node:assert/strict';
import { valueOf } from '../../../src/extension/catalog/setting';
import { containersSettings } from '../../../src/extension/containers/containers.contributions';
import { refreshSettings } from '../../../src/extension/commands/refresh.contributions';
import { killSettings } from '../../../src/extension/kill/kill.contributions';
import { nameSettings } from '../../../src/extension/names.contributions';
import { statisticsSettings } from '../../../src/extension/views/statistics/statistics.contributions';

describe('the value of a setting', () => {
  const { refreshInterval, systemCalls } = refreshSettings;

  it('is what was written, where it may be that', () => {
    assert.equal(valueOf(refreshInterval, 7.5), 7.5);
    assert.equal(valueOf(killSettings.killGracePeriod, 0), 0);
    assert.equal(valueOf(systemCalls, false), false);
    assert.equal(valueOf(nameSettings.resolveNames, 'hosts'), 'hosts');
  });

  it('is the default where it may not', () => {
    for (const written of [undefined, null, 'x', [], {}]) {
      assert.equal(valueOf(refreshInterval, written), 2);
      assert.equal(valueOf(systemCalls, written), true);
      assert.equal(valueOf(statisticsSettings.showZeroCounters, written), false);
      assert.equal(valueOf(nameSettings.resolveNames, written), 'services');
    }
    assert.equal(valueOf(refreshInterval, Number.NaN), 2);
    assert.equal(valueOf(refreshInterval, '7'), 2);
    assert.equal(valueOf(systemCalls, 0), true);
    assert.equal(valueOf(nameSettings.resolveNames, 'toString'), 'services');
  });

  it('is the bound that a number is beyond', () => {
    assert.equal(valueOf(refreshInterval, 0.1), 0.5);
    assert.equal(valueOf(refreshInterval, -1e9), 0.5);
    assert.equal(valueOf(refreshInterval, 1e9), 3600);
    assert.equal(valueOf(killSettings.killGracePeriod, 61), 60);
  });
  it('is one of the values or a list, with what of the list may be in it', () => {
    const { engines } = containersSettings;
    assert.equal(valueOf(engines, 'off'), 'off');
    for (const written of [undefined, null, 'on', '', 1, {}]) assert.equal(valueOf(engines, written), 'auto');
    const sockets = ['/run/podman/podman.sock', 'unix:///var/run/docker.sock'];
    assert.deepEqual(valueOf(engines, sockets), sockets);
    assert.deepEqual(valueOf(engines, [1, '', null, ...sockets, 'x'.repeat(5000)]), sockets);
    assert.deepEqual(valueOf(engines, []), []);
    assert.equal(valueOf(engines, Array.from({ length: 1000 }, String)).length, 20);
  });
});
