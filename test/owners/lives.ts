import { spawnSync } from 'node:child_process';
import { type Case, NOTHING, ONLY, service, session } from './case';

const CLIENT = 'session-9.scope: madeInGroup severalProcesses';

/** Connections from the first packet to the last, and sockets that left the group that they were made in. */
export const LIVES: readonly Case[] = [
  {
    what: 'a server that serves connections in sessions (sshd)',
    daemons: [
      [
        `${service('sshd')} name=sshd tcp=$0 { ${session(9)} name=client shut-all connect=$0 }`,
        `accept { ${session(6)} name=sshd shut=0 uid=1234 } shut`,
      ].join(' '),
    ],
    told: {
      'listens 0': `sshd.service ~sshd: ${ONLY}`,
      'accepted 0': 'sshd.service: accepted',
      'client 0': CLIENT,
    },
  },
  {
    what: 'a server that forks for each connection',
    daemons: [
      [
        `${service('forker')} name=forker tcp=$0 { ${session(9)} name=client shut-all connect=$0 connect=$0 }`,
        'accept { shut=0 } shut accept { shut=0 } shut',
      ].join(' '),
    ],
    told: {
      'listens 0': 'forker.service ~forker: madeInGroup sameProgram',
      'accepted 0': 'forker.service: accepted',
      'client 0': CLIENT,
    },
  },
  {
    what: 'connections that were not accepted yet',
    daemons: [`${service('slow')} name=slow tcp=$0`, `${session(9)} name=client connect=$0 connect=$0`],
    told: {
      'listens 0': `slow.service ~slow: ${ONLY}`,
      'waits 0': 'slow.service: notAccepted',
      'client 0': CLIENT,
    },
  },
  {
    what: 'a connection that its server is not told of before the first byte',
    daemons: [
      `${service('patient')} name=patient tcp=$0:127.0.0.1:60`,
      `${session(9)} name=client connect=$0`,
    ],
    told: {
      'listens 0': `patient.service ~patient: ${ONLY}`,
      'opening 0': 'patient.service: listenersGroup',
      'client 0': CLIENT,
    },
  },
  {
    what: 'connections that their server closed: orphans, and what is in TIME_WAIT',
    daemons: [
      [
        `${service('closing')} name=closing tcp=$0 { ${session(9)} name=client shut-all connect=$0 }`,
        'accept shut',
      ].join(' '),
      [
        `${service('closed')} name=closed tcp=$1 { ${session(9)} shut-all connect=$1 exit }`,
        'accept shut',
      ].join(' '),
    ],
    told: {
      'listens 0': `closing.service ~closing: ${ONLY}`,
      'orphan 0': NOTHING,
      'client 0': CLIENT,
      'listens 1': `closed.service ~closed: ${ONLY}`,
      'past 1': NOTHING,
    },
  },
  {
    what: 'a connection from a service, whose server is of another',
    daemons: [
      `${service('database')} name=database tcp=$0`,
      `${service('app')} name=app connect=$0:40201`,
      `${service('shell')} name=sh { name=java connect=$0:40202 }`,
    ],
    told: {
      'listens 0': `database.service ~database: ${ONLY}`,
      'waits 0': 'database.service: notAccepted',
      'from 40201': `app.service ~app: ${ONLY}`,
      'from 40202': 'shell.service ~java: madeInGroup innermost',
    },
  },
  {
    what: 'connections from a port that their client chose, and of a server that listens no more',
    daemons: [
      `${service('peer')} name=peer tcp=$0 { ${service('bgp')} name=bgp shut-all connect=$0:$1 } accept shut=0`,
    ],
    told: { 'accepted 0': 'peer.service: madeInGroup', 'from 1': 'bgp.service: madeInGroup' },
  },
  {
    what: 'a group that ended before it was seen',
    daemons: [`${service('gone')} name=gone tcp=$0 ${service('survivor')}`],
    ended: ['/system.slice/gone.service'],
    told: { 'listens 0': NOTHING },
  },
  {
    what: 'a process that left its unit, in which nobody is',
    daemons: [`${service('left')} name=left tcp=$0 ${service('elsewhere')}`],
    told: { 'listens 0': 'left.service: madeInGroup' },
  },
  {
    what: 'a process that left its unit, in which another is',
    daemons: [`${service('mover')} name=mover { name=stayer } tcp=$0 ${service('moved')}`],
    told: { 'listens 0': `mover.service ~stayer: ${ONLY}` },
    excuse: 'moved',
  },
  {
    what: 'a process that was moved into the unit when the one that made the socket had left it',
    daemons: [
      `${service('swap')} name=swapped tcp=$0 ${service('swapped')}`,
      `${service('other')} name=intruder ${service('swap')}`,
    ],
    told: { 'listens 0': `swap.service ~intruder: ${ONLY}` },
    excuse: 'moved',
  },
  {
    what: 'a socket that was handed to another unit by who goes on',
    daemons: [`${service('giver')} name=giver tcp=$0 { ${service('taker')} name=taker } shut`],
    told: { 'listens 0': `giver.service ~giver: ${ONLY}` },
    excuse: 'handed on',
  },
  {
    what: 'a socket that a master leaves to its workers, all of a program that nobody knows',
    daemons: [`${service('leaver')} name=leaver tcp=$0 workers=3:1234 shut`],
    told: { 'listens 0': 'leaver.service ~leaver: madeInGroup sameProgram' },
    excuse: 'handed on',
  },
  {
    what: 'a socket that was handed to another unit by who has ended, and a helper',
    daemons: [
      `${service('given')} name=giver { name=helper } tcp=$0 { ${service('taken')} name=taker } exit`,
    ],
    told: { 'listens 0': `given.service ~helper: ${ONLY}` },
    excuse: 'handed on',
  },
];

/** Why the kernel here has no VXLAN; undefined where it has. */
function whyNoVxlan(): string | undefined {
  const add = ['link', 'add', 'netstat-test', 'type', 'vxlan', 'id', '1', 'dstport', '4789', 'dev', 'lo'];
  const { status, stderr } = spawnSync('ip', add, { encoding: 'utf8' });
  if (status !== 0) return `no VXLAN can be made: ${stderr.trim()}`;
  spawnSync('ip', ['link', 'del', 'netstat-test']);
  return undefined;
}

/** A socket of the kernel's own, whose group is that of who made the device. */
export const VXLAN: Case = {
  what: 'the kernel’s socket of a VXLAN',
  daemons: [
    `${service('networkd')} name=networkd run=ip+link+add+vx0+type+vxlan+id+42+dstport+$0+dev+lo run=ip+link+set+vx0+up`,
  ],
  told: { 'udp 0': `networkd.service ~networkd: ${ONLY}` },
  excuse: 'of the kernel',
  whyNot: whyNoVxlan,
};
