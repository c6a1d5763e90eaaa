import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCgroup } from '../../../../src/core/procfs/cgroup';

const ID = '0123456789abcdef'.repeat(4);

const STEP = 'x5h7oizyhrunip3o2urd7of1d';

const CASES: readonly (readonly [what: string, file: string, expected: ReturnType<typeof parseCgroup>])[] = [
  ['a service', '0::/system.slice/nginx.service\n', { unit: 'nginx.service' }],
  ['a login session', '0::/user.slice/user-1000.slice/session-3.scope\n', { unit: 'session-3.scope' }],
  [
    "a user's own service",
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/code-server.service\n',
    { unit: 'code-server.service', isUserUnit: true },
  ],
  ['an escaped name, as it is', '0::/system.slice/my\\x2dapp.service\n', { unit: 'my\\x2dapp.service' }],
  ['a socket that systemd keeps', '0::/system.slice/ssh.socket\n', { unit: 'ssh.socket' }],
  [
    'what a service made below itself, whatever it is called',
    '0::/system.slice/ci.service/jobs/ssh.service\n',
    { unit: 'ci.service' },
  ],
  [
    "a user's unit, and what that made below itself",
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/a.service/user@0.service/app.slice/b.service\n',
    { unit: 'a.service', isUserUnit: true },
  ],
  [
    "a user's own systemd",
    '0::/user.slice/user-1000.slice/user@1000.service/init.scope\n',
    { unit: 'init.scope', isUserUnit: true },
  ],
  [
    'what is outside of the cgroup namespace',
    '0::/../../system.slice/ssh.service\n',
    { unit: 'ssh.service' },
  ],
  [
    'a service in a machine that systemd-nspawn was started for by hand',
    '0::/machine.slice/machine-my\\x2dbox.scope/payload/system.slice/ssh.service\n',
    { unit: 'ssh.service', container: { runtime: 'unknown', id: 'my-box' } },
  ],
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
    'a static pod without systemd',
    `0::/kubepods/besteffort/pod${'0123456789abcdef'.repeat(2)}/${ID}\n`,
    { container: { runtime: 'unknown', id: ID } },
  ],
  [
    'a slice, a prefix and an id in one name, below the service of the runtime',
    `0::/system.slice/containerd.service/kubepods-podab.slice:cri-containerd:${ID}\n`,
    { container: { runtime: 'containerd', id: ID } },
  ],
  ['the same of Docker', `3:cpu:/system.slice:docker:${ID}\n`, { container: { runtime: 'docker', id: ID } }],
  ['the same of CRI-O', `0::/a.slice:crio:${ID}\n`, { container: { runtime: 'cri-o', id: ID } }],
  ['the same of Podman', `0::/a.slice:libpod:${ID}\n`, { container: { runtime: 'podman', id: ID } }],
  [
    'nerdctl under systemd',
    `0::/system.slice/nerdctl-${ID}.scope\n`,
    { container: { runtime: 'containerd', id: ID } },
  ],
  ['nerdctl without systemd', `0::/default/${ID}\n`, { container: { runtime: 'containerd', id: ID } }],
  [
    'a step of a build, which is no container of Docker',
    `0::/docker/buildkit/${STEP}\n`,
    { container: { runtime: 'buildkit', id: STEP } },
  ],
  [
    'a step of a build under systemd',
    `0::/system.slice/buildkit-${STEP}.scope\n`,
    { container: { runtime: 'buildkit', id: STEP } },
  ],
  ['a group of Docker that is no container', '0::/docker/buildx\n', {}],
  [
    'a service in a container',
    `0::/system.slice/docker-${ID}.scope/system.slice/nginx.service\n`,
    { unit: 'nginx.service', container: { runtime: 'docker', id: ID } },
  ],
  [
    'what watches over a container, which is outside of it',
    `0::/machine.slice/libpod-conmon-${ID}.scope\n`,
    { unit: `libpod-conmon-${ID}.scope` },
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
