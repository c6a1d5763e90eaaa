import assert from 'node:assert/strict';
import fc from 'fast-check';
import { containerOf, type GroupUnit, membershipOf, unitOfGroup } from '../../../../src/core/units/groupUnit';
import { assertProperty } from '../../property';

const ID = '0123456789abcdef'.repeat(4);
const docker = { runtime: 'docker', id: ID } as const;
const ALICE = '/user.slice/user-1000.slice/user@1000.service';

const ALL_ROOTS = (): boolean => true;

/** Owned by root but for the directories from this depth on, as a place that was left to a user. */
const rootsAbove =
  (depth: number) =>
  (at: number): boolean =>
    at < depth;

const unit = (name: string, depth: number): GroupUnit => ({ unit: name, unitOf: 'system', depth });
const users = (name: string, depth: number, uid = 1000): GroupUnit => ({
  unit: name,
  unitOf: 'user',
  uid,
  depth,
});

type Row = readonly [path: string, expected: GroupUnit | undefined, isRoots?: (depth: number) => boolean];

const SYSTEM: readonly Row[] = [
  ['/', undefined],
  ['/system.slice', undefined],
  ['/user.slice/user-1000.slice', undefined],
  ['/init.scope', unit('init.scope', 1)],
  ['/system.slice/ssh.service', unit('ssh.service', 2)],
  ['/web.service', unit('web.service', 1)],
  ['/system.slice/ssh.socket', unit('ssh.socket', 2)],
  ['/system.slice/system-postgresql.slice/postgresql@16-main.service', unit('postgresql@16-main.service', 3)],
  ['/system.slice/my\\x2dapp.service', unit('my\\x2dapp.service', 2)],
  ['/user.slice/user-1000.slice/session-3.scope', unit('session-3.scope', 3)],
  ['/system.slice/snap.lxd.daemon.service', unit('snap.lxd.daemon.service', 2)],
  // What systemd itself put a "_" before, since the kernel has files of such names.
  ['/system.slice/_memory.service', unit('memory.service', 2)],
];

const BELOW: readonly Row[] = [
  ['/system.slice/dbus.service/bus', unit('dbus.service', 2)],
  ['/system.slice/ci.service/jobs/7', unit('ci.service', 2), rootsAbove(3)],
  ['/system.slice/ci.service/ssh.service', unit('ci.service', 2), rootsAbove(3)],
  ['/system.slice/ci.service/ssh.scope', unit('ci.service', 2)],
  ['/system.slice/web.service/supervisor', unit('web.service', 2)],
  ['/system.slice/web.service/payload/threads', unit('web.service', 2)],
  ['/user.slice/user-1000.slice/session-3.scope/ssh.service', unit('session-3.scope', 3)],
  // A service that drops rights and whose groups are delegated owns its directory.
  ['/system.slice/runner.service/a/b', unit('runner.service', 2), rootsAbove(2)],
];

const MADE_BY_USERS: readonly Row[] = [
  ['/alice.slice/ssh.service', undefined, rootsAbove(1)],
  ['/alice.slice/deep.slice/ssh.service', undefined, rootsAbove(1)],
  ['/alice.slice/user@0.service/app.slice/ssh.service', undefined, rootsAbove(1)],
  ['/alice/ssh.service', undefined, rootsAbove(1)],
  ['/alice/ssh.service', undefined],
  ['/alice.slice/ssh.socket', undefined, rootsAbove(1)],
  ['/alice.slice/session-1.scope', undefined, rootsAbove(1)],
  // Root's in a directory of alice's: only root could make it.
  ['/alice.slice/web.service', unit('web.service', 2), (at) => at !== 1],
];

const OF_USERS: readonly Row[] = [
  [`${ALICE}/app.slice/web.service`, users('web.service', 5), rootsAbove(3)],
  [`${ALICE}/app.slice/ssh.service`, users('ssh.service', 5), rootsAbove(3)],
  [`${ALICE}/app.slice/web.socket`, users('web.socket', 5), rootsAbove(3)],
  [`${ALICE}/app.slice/a.service/nested/b.service`, users('a.service', 5), rootsAbove(3)],
  [`${ALICE}/app.slice/user@0.service/app.slice/ssh.service`, users('user@0.service', 5), rootsAbove(3)],
  [
    `${ALICE}/app.slice/snap.firefox.firefox-1.scope`,
    users('snap.firefox.firefox-1.scope', 5),
    rootsAbove(3),
  ],
  [`${ALICE}/app.slice/app-flatpak-org.x-2.scope`, users('app-flatpak-org.x-2.scope', 5), rootsAbove(3)],
  [`${ALICE}/init.scope`, users('init.scope', 4), rootsAbove(3)],
  [ALICE, unit('user@1000.service', 3), rootsAbove(3)],
  [`${ALICE}/app.slice`, unit('user@1000.service', 3), rootsAbove(3)],
  [`${ALICE}/mine/ssh.service`, unit('user@1000.service', 3), rootsAbove(3)],
  ['/system.slice/user@alice.service/app.slice/x.service', unit('user@alice.service', 2)],
  ['/user.slice/user@4294967295.service/app.slice/x.service', unit('user@4294967295.service', 2)],
];

const CONTAINERS: readonly Row[] = [
  [`/system.slice/docker-${ID}.scope`, { unitOf: 'container', container: docker, depth: 2 }],
  [`/docker/${ID}`, { unitOf: 'container', container: docker, depth: 2 }],
  [
    `/system.slice/docker-${ID}.scope/system.slice/ssh.service`,
    { unitOf: 'container', container: docker, unit: 'ssh.service', depth: 4 },
  ],
  [
    `/system.slice/docker-${ID}.scope${ALICE}/app.slice/ssh.service`,
    { unitOf: 'container', container: docker, unit: 'ssh.service', depth: 7 },
  ],
  [`/system.slice/docker-${ID}.scope/job`, { unitOf: 'container', container: docker, depth: 2 }],
  [
    `${ALICE}/user.slice/libpod-${ID}.scope/container/system.slice/ssh.service`,
    { unitOf: 'container', container: { runtime: 'podman', id: ID }, unit: 'ssh.service', depth: 8 },
  ],
  [
    '/machine.slice/systemd-nspawn@box.service/payload/system.slice/ssh.service',
    {
      unitOf: 'container',
      container: { runtime: 'systemd-nspawn', id: 'box' },
      unit: 'ssh.service',
      depth: 5,
    },
  ],
  [
    '/machine.slice/systemd-nspawn@box.service/supervisor',
    { unitOf: 'container', container: { runtime: 'systemd-nspawn', id: 'box' }, depth: 2 },
  ],
  [
    '/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/emulator',
    { unitOf: 'container', container: { runtime: 'unknown', id: 'qemu-1-vm' }, depth: 2 },
  ],
  [
    '/lxc.payload.web/init.scope',
    { unitOf: 'container', container: { runtime: 'lxc', id: 'web' }, unit: 'init.scope', depth: 2 },
  ],
  [
    `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`,
    { unitOf: 'container', container: { runtime: 'containerd', id: ID }, depth: 3 },
  ],
  // The watcher of a container is outside of it.
  [`/machine.slice/libpod-conmon-${ID}.scope`, unit(`libpod-conmon-${ID}.scope`, 2)],
];

function testRows(rows: readonly Row[]): void {
  for (const [path, expected, isRoots = ALL_ROOTS] of rows) {
    assert.deepEqual(unitOfGroup(path, isRoots), expected, path);
  }
}

describe('the unit of a control group', () => {
  it('is the first with slices alone above it', () => testRows(SYSTEM));
  it('has all that is below it', () => testRows(BELOW));
  it('is none where an ordinary user made it', () => testRows(MADE_BY_USERS));
  it('is that of a user below his manager, whatever it is called', () => testRows(OF_USERS));
  it('is the container’s within one, never the machine’s', () => {
    testRows(CONTAINERS);
    testRows(CONTAINERS.slice(0, -1).map(([path, expected]) => [path, expected, rootsAbove(1)]));
  });

  it('is in any path below its directory, and of root’s making or a user’s', () => {
    const name = fc.constantFrom(
      'a.slice', 'b.service', 'c.socket', 'd.scope', 'user@7.service', 'docker', ID, `docker-${ID}.scope`, 'x', '..', '-.service', '.service',
    ); // prettier-ignore
    assertProperty(fc.tuple(fc.array(name, { maxLength: 8 }), fc.nat(8)), ([names, depth]) => {
      const path = `/${names.join('/')}`;
      const found = unitOfGroup(path, rootsAbove(depth));
      const told = membershipOf(path);
      if (found === undefined) return;
      assert.ok(found.depth <= names.length);
      assert.equal(found.unitOf === 'container', containerOf(path) !== undefined);
      assert.equal(told.unit, found.unit);
      if (found.unitOf === 'system') assert.ok(found.depth <= depth);
    });
  });
});
