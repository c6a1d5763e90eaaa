import { type Case, NOTHING, ONLY, PROVEN, service, SEVERAL, session } from './case';

/** The user that looks, whose own processes may be looked into unless they gave up rights (exec makes up for that). */
const NOBODY = 65534;

const ID = 'abcdef0123456789'.repeat(4);
const MANAGER = '/user.slice/user-1000.slice/user@1000.service';

/** A user's own manager, and units of it. */
function managed(...units: readonly string[]): Readonly<Record<string, number>> {
  const paths = ['', '/app.slice', ...units.map((unit) => `/app.slice/${unit}`)];
  return Object.fromEntries(paths.map((path) => [`${MANAGER}${path}`, 1000]));
}

/** A container's group, with or without an init of its own inside. */
const container = (path: string, told: string): Case => ({
  what: `a container's: ${path.slice(0, 60)}`,
  daemons: [`group=@${path} name=sshd tcp=$0`],
  told: { 'listens 0': told },
});

/** Sockets that systemd keeps, units of users, sessions, containers, and groups that are no units. */
export const OTHER_UNITS: readonly Case[] = [
  {
    what: 'a socket that systemd keeps, and no service yet',
    daemons: ['group=@/system.slice/lazy.socket name=systemd tcp=$0 { group=@/init.scope } exit'],
    told: { 'listens 0': 'lazy.socket: socketUnit' },
  },
  {
    what: 'a socket that systemd made and handed to its service, and its connections',
    daemons: [
      [
        'group=@/system.slice/ssh.socket name=systemd tcp=$0 {',
        'group=@/system.slice/ssh.service name=sshd',
        `{ ${session(20)} name=client shut-all connect=$0 connect=$0 } accept`,
        '} exit',
      ].join(' '),
    ],
    told: {
      'listens 0': 'ssh.socket: socketUnit',
      'accepted 0': 'ssh.socket: socketUnit accepted',
      'waits 0': 'ssh.socket: socketUnit notAccepted',
      'client 0': 'session-20.scope ~client: madeInGroup othersLookedInto',
    },
  },
  {
    what: 'a service of a user’s manager that is called like one of the machine',
    directories: managed('ssh.service'),
    daemons: [`group=@${MANAGER}/app.slice/ssh.service name=sshd uid=1000 tcp=$0`],
    told: { 'listens 0': `ssh.service of 1000 ~sshd: ${ONLY}` },
  },
  {
    what: 'what a user’s manager has itself',
    directories: managed('pipe.socket'),
    daemons: [
      `group=@${MANAGER}/init.scope name=systemd uid=1000 tcp=$0`,
      `group=@${MANAGER}/app.slice/pipe.socket name=systemd uid=1000 tcp=$1 { } exit`,
    ],
    told: { 'listens 0': 'init.scope of 1000: madeInGroup', 'listens 1': 'pipe.socket of 1000: socketUnit' },
  },
  {
    what: 'programs of snap and flatpak, and a service of snap',
    directories: managed('snap.editor.editor-1.scope', 'app-flatpak-org.editor-2.scope'),
    daemons: [
      `group=@${MANAGER}/app.slice/snap.editor.editor-1.scope name=editor uid=1000 tcp=$0`,
      `group=@${MANAGER}/app.slice/app-flatpak-org.editor-2.scope name=editor uid=1000 tcp=$1`,
      `${service('snap.lxd.daemon')} name=lxd tcp=$2`,
    ],
    told: {
      'listens 0': 'snap.editor.editor-1.scope of 1000: madeInGroup',
      'listens 1': 'app-flatpak-org.editor-2.scope of 1000: madeInGroup',
      'listens 2': `snap.lxd.daemon.service ~lxd: ${ONLY}`,
    },
  },
  {
    what: 'a unit that a user made in a place of his own',
    directories: {
      '/alice.slice': 1000,
      '/alice.slice/inner.slice': 1000,
      '/alice.slice/inner.slice/ssh.service': 1000,
    },
    daemons: ['group=@/alice.slice/inner.slice/ssh.service name=sshd uid=1000 tcp=$0'],
    told: { 'listens 0': NOTHING },
  },
  {
    what: 'groups that are no units: slices alone, something else, the root',
    daemons: [
      'group=@/system.slice name=slice tcp=$0',
      'group=@/openrc.sshd name=sshd tcp=$1',
      'group=@/.. name=kernel tcp=$2',
    ],
    told: { 'listens 0': NOTHING, 'listens 1': NOTHING, 'listens 2': NOTHING },
  },
  {
    what: 'sshd behind ssh -R, in a session of a hundred processes that may be looked into',
    daemons: [
      `${session(3)} name=sshd { uid=${NOBODY} exec name=bash workers=99 } uid=1000 tcp=$0`,
      `${session(3)} uid=${NOBODY} exec name=own tcp=$1`,
    ],
    told: { 'listens 0': 'session-3.scope ~sshd: madeInGroup othersLookedInto', 'listens 1': PROVEN },
  },
  {
    what: 'sshd behind ssh -R beside its monitor, or beside something that root started',
    daemons: [
      `${session(4)} name=sshd { name=sshd uid=1000 tcp=$0 }`,
      `${session(5)} name=sshd uid=1000 tcp=$1 { shut name=other }`,
    ],
    told: { 'listens 0': `session-4.scope: ${SEVERAL}`, 'listens 1': `session-5.scope: ${SEVERAL}` },
  },
  {
    what: 'a service beside something of one’s own, and one of one’s own',
    daemons: [
      `${service('mixed')} name=mixed { uid=${NOBODY} exec name=mine } tcp=$0`,
      `${service('mine')} name=mine uid=${NOBODY} exec tcp=$1`,
    ],
    told: { 'listens 0': `mixed.service ~mixed: ${ONLY}`, 'listens 1': PROVEN },
  },
  container(`/system.slice/docker-${ID}.scope`, `in docker: madeInGroup`),
  {
    what: 'services of Quadlet, whose containers are below them',
    daemons: [
      `group=@/system.slice/quadlet.service/libpod-payload-${ID} name=web network`,
      `group=@/system.slice/quadlet.service/runtime name=conmon tcp=$0`,
      `group=@/system.slice/hosted.service/libpod-payload-${ID} name=web tcp=$1`,
      `group=@/system.slice/hosted.service/runtime name=conmon`,
    ],
    told: { 'listens 0': `quadlet.service ~conmon: ${ONLY}`, 'listens 1': `hosted.service: ${SEVERAL}` },
  },
  container(
    `/system.slice/docker-${ID}.scope/system.slice/ssh.service`,
    'ssh.service in docker: madeInGroup',
  ),
  container(`/docker/${ID}/init.scope`, 'init.scope in docker: madeInGroup'),
  container(
    `/machine.slice/libpod-${ID}.scope/container/system.slice/ssh.service`,
    'ssh.service in podman: madeInGroup',
  ),
  container(
    '/machine.slice/systemd-nspawn@web.service/payload/system.slice/ssh.service',
    'ssh.service in systemd-nspawn: madeInGroup',
  ),
  container('/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt/emulator', 'in unknown: madeInGroup'),
  container(
    `/kubepods.slice/kubepods-burstable.slice/cri-containerd-${ID}.scope`,
    'in containerd: madeInGroup',
  ),
];
