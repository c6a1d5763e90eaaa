import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCgroup } from '../../../src/core/procfs/cgroup';

const ID = '0123456789abcdef'.repeat(4);

const CASES: readonly (readonly [what: string, file: string, expected: ReturnType<typeof parseCgroup>])[] = [
  ['a service', '0::/system.slice/nginx.service\n', { unit: 'nginx.service' }],
  ['a login session', '0::/user.slice/user-1000.slice/session-3.scope\n', { unit: 'session-3.scope' }],
  [
    "a user's own service",
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/code-server.service\n',
    { unit: 'code-server.service', isUserUnit: true },
  ],
  ['an escaped name', '0::/system.slice/my\\x2dapp.service\n', { unit: 'my-app.service' }],
  [
    'Docker under systemd',
    `0::/system.slice/docker-${ID}.scope\n`,
    { container: { runtime: 'docker', id: ID } },
  ],
  ['Docker without systemd', `12:memory:/docker/${ID}\n0::/\n`, { container: { runtime: 'docker', id: ID } }],
  [
    'Podman',
    `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope/container\n`,
    { container: { runtime: 'podman', id: ID } },
  ],
  [
    'Kubernetes',
    `0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-podab.slice/cri-containerd-${ID}.scope\n`,
    { container: { runtime: 'containerd', id: ID } },
  ],
  [
    'Kubernetes without systemd',
    `4:cpu:/kubepods/burstable/pod01234567-89ab-cdef-0123-456789abcdef/${ID}\n`,
    { container: { runtime: 'unknown', id: ID } },
  ],
  [
    'LXC',
    '0::/lxc.payload.web/init.scope\n',
    { unit: 'init.scope', container: { runtime: 'lxc', id: 'web' } },
  ],
  ['within a container', '0::/\n', {}],
  ['version 1 with systemd', '4:cpu:/\n1:name=systemd:/system.slice/ssh.service\n', { unit: 'ssh.service' }],
  ['nothing', '', {}],
];

describe('/proc/PID/cgroup', () => {
  for (const [what, file, expected] of CASES) {
    it(`tells of ${what}`, () => assert.deepEqual(parseCgroup(Buffer.from(file)), expected));
  }

  it('takes anything', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseCgroup(bytes)));
  });
});
