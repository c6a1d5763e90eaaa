import assert from 'node:assert/strict';
import { type Link, uplinksOf } from '../../../../src/core/traffic/uplinks';

const device = (name: string, master?: string): Link => ({ name, isDevice: true, ...(master && { master }) });
const made = (name: string, master?: string): Link => ({ ...device(name, master), isDevice: false });

describe('interfaces that the machine’s total is counted at', () => {
  it('are devices, so that a container’s bytes count once', () => {
    const links = [made('lo'), device('eth0'), made('docker0'), made('veth1a', 'docker0'), made('ifb0')];
    assert.deepEqual(uplinksOf(links, ['eth0']), ['eth0']);
    assert.deepEqual(uplinksOf([...links, device('wlan0')], ['tun0']), ['eth0', 'wlan0']);
  });

  it('are devices of a bridge or bond, and not the bridge or bond', () => {
    const links = [made('lo'), device('eno1', 'bond0'), device('eno2', 'bond0'), made('bond0'), made('br0')];
    assert.deepEqual(uplinksOf(links, ['bond0']), ['eno1', 'eno2']);
  });

  it('are no parts of other devices, which count for them', () => {
    assert.deepEqual(uplinksOf([device('eth0'), device('enP1', 'eth0')], ['eth0']), ['eth0']);
  });

  it('are those of default routes where there is no device, as in a container', () => {
    assert.deepEqual(uplinksOf([made('lo'), made('eth0'), made('br0')], ['eth0', 'lo', '*']), ['eth0']);
    assert.equal(uplinksOf([made('lo'), made('tap0')], ['lo']), undefined);
  });
});
