import assert from 'node:assert/strict';
import { boundPorts, listedPorts } from '../../../../src/core/containers/enginePorts';

const PORT = { PrivatePort: 80, PublicPort: 8080, Type: 'tcp' };

describe('published ports', () => {
  const everywhere = { transport: 'tcp', hostPort: 8080, containerPort: 80 };

  it('are on all addresses where both families are named, or none is', () => {
    for (const addresses of [['0.0.0.0', '::'], ['::', '0.0.0.0'], [undefined], ['', '0.0.0.0']]) {
      assert.deepEqual(listedPorts(addresses.map((IP) => ({ ...PORT, IP }))), [everywhere], addresses.join());
    }
  });

  it('stay on the addresses of one family, or on one', () => {
    for (const hostAddress of ['0.0.0.0', '::', '127.0.0.1', 'fd00::1']) {
      assert.deepEqual(listedPorts([{ ...PORT, IP: hostAddress }]), [{ ...everywhere, hostAddress }]);
    }
  });

  it('are not those that a container only exposes, nor what is no port', () => {
    const broken = [
      { PrivatePort: 80, Type: 'tcp' },
      { ...PORT, PublicPort: 0 },
      { ...PORT, PublicPort: 65_536 },
      { ...PORT, PublicPort: '8080' },
      { ...PORT, Type: 'icmp' },
      null,
    ];
    assert.deepEqual(listedPorts(broken), []);
    assert.deepEqual(listedPorts(null), []);
  });

  it('of a range end with the last port there is', () => {
    const range = { host_port: 65_534, container_port: 1, range: 5, protocol: 'udp', host_ip: '' };
    assert.deepEqual(
      listedPorts([range]).map(({ hostPort, containerPort }) => [hostPort, containerPort]),
      [
        [65_534, 1],
        [65_535, 2],
      ],
    );
  });

  it('are read where one container is told of', () => {
    const ports = {
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
      '53/udp': null,
      'x/tcp': [{ HostIp: '', HostPort: '1' }],
    };
    assert.deepEqual(boundPorts(ports), [everywhere]);
  });
});
