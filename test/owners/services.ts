import { existsSync, readFileSync } from 'node:fs';
import { type Case, ONLY, service, SEVERAL } from './case';

/** Why the kernel here makes no sockets of MPTCP; undefined where it does. */
function whyNoMptcp(): string | undefined {
  const file = '/proc/sys/net/mptcp/enabled';
  const isEnabled = existsSync(file) && readFileSync(file, 'latin1').startsWith('1');
  return isEnabled ? undefined : 'the kernel has no MPTCP';
}

/** One unit's daemons, in all the ways that daemons are made. */
export const SERVICES: readonly Case[] = [
  {
    what: 'one process',
    daemons: [`${service('one')} name=one tcp=$0`],
    told: { 'listens 0': `one.service ~one: ${ONLY}` },
  },
  {
    what: 'several listeners, UDP among them',
    daemons: [`${service('ports')} name=ports tcp=$0 tcp=$1 udp=$2`],
    told: {
      'listens 0': `ports.service ~ports: ${ONLY}`,
      'listens 1': `ports.service ~ports: ${ONLY}`,
      'udp 2': `ports.service ~ports: ${ONLY}`,
    },
  },
  {
    what: 'a listener of IPv6, and the other end of it in IPv4',
    daemons: [`${service('both')} name=both tcp6=$0`, `${service('asks')} name=asks connect=$0:40301`],
    told: {
      'listens6 0': `both.service ~both: ${ONLY}`,
      'waits6 0': 'both.service: notAccepted',
      'from 40301': `asks.service ~asks: ${ONLY}`,
    },
  },
  {
    what: 'a listener of MPTCP, as servers written in Go have',
    daemons: [`${service('paths')} name=paths mptcp=$0`],
    told: { 'listens 0': `paths.service ~paths: ${ONLY}` },
    whyNot: whyNoMptcp,
  },
  {
    what: 'in the background: its parent has ended',
    daemons: [`${service('forking')} name=forking tcp=$0 { name=forked } exit`],
    told: { 'listens 0': `forking.service ~forked: ${ONLY}` },
  },
  {
    what: 'gave up rights after it listened',
    daemons: [`${service('dropping')} name=dropping tcp=$0 uid=1234`],
    told: { 'listens 0': `dropping.service ~dropping: ${ONLY}` },
  },
  {
    what: 'gave up rights before it listened',
    daemons: [`${service('dropped')} name=dropped uid=1234 tcp=$0`],
    told: { 'listens 0': `dropped.service ~dropped: ${ONLY}` },
  },
  {
    what: 'gave up rights beside a helper of root',
    daemons: [`${service('helped')} name=helped { name=helper } uid=1234 tcp=$0`],
    told: { 'listens 0': `helped.service: ${SEVERAL}` },
  },
  {
    what: 'beside a helper of a third user',
    daemons: [`${service('thirds')} name=thirds { name=helper uid=1235 } uid=1234 tcp=$0`],
    told: { 'listens 0': `thirds.service ~thirds: ${ONLY}` },
  },
  {
    what: 'of root, beside a helper that gave up rights',
    daemons: [`${service('rootly')} name=rootly { name=helper uid=1235 } tcp=$0`],
    told: { 'listens 0': `rootly.service: ${SEVERAL}` },
  },
  {
    what: 'made its socket as another user than it is',
    daemons: [
      `${service('switching')} name=switching { name=helper uid=1234 } euid=1234 tcp=$0 euid=1235`,
      `${service('switched')} name=switched { name=other uid=1235 } euid=1235 tcp=$1 euid=0`,
    ],
    told: { 'listens 0': `switching.service: ${SEVERAL}`, 'listens 1': `switched.service: ${SEVERAL}` },
  },
  {
    what: 'two programs of two users in one unit',
    daemons: [`${service('users')} name=first { name=second uid=1235 tcp=$1 } uid=1234 tcp=$0`],
    told: { 'listens 0': `users.service ~first: ${ONLY}`, 'listens 1': `users.service ~second: ${ONLY}` },
  },
  {
    what: 'two programs of root in one unit',
    daemons: [`${service('pair')} name=first tcp=$0 { shut name=second tcp=$1 }`],
    told: { 'listens 0': `pair.service: ${SEVERAL}`, 'listens 1': `pair.service: ${SEVERAL}` },
  },
  {
    what: 'a master with workers of another user (nginx)',
    daemons: [`${service('nginx')} name=nginx tcp=$0 workers=4:1234`],
    told: { 'listens 0': 'nginx.service ~nginx: madeInGroup sameProgram' },
  },
  {
    what: 'a master of a user with workers that let go of the listener (postgres)',
    daemons: [
      `${service('postgresql@16-main')} name=postgres uid=1234 tcp=$0 { shut-all } { shut-all } { shut-all }`,
    ],
    told: { 'listens 0': 'postgresql@16-main.service ~postgres: madeInGroup sameProgram' },
  },
  {
    what: 'a worker that listens itself, for a client (FTP), and one that connects',
    daemons: [`${service('worker')} name=worker tcp=$0 { shut tcp=40123 } { shut connect=$0 }`],
    told: {
      'listens 0': 'worker.service ~worker: madeInGroup sameProgram',
      'listens 40123': `worker.service: ${SEVERAL}`,
      'client 0': `worker.service: ${SEVERAL}`,
      'waits 0': 'worker.service: notAccepted',
    },
  },
  {
    what: 'a worker that listens itself as another user',
    daemons: [`${service('vsftpd')} name=vsftpd tcp=$0 { shut euid=1234 tcp=$1 }`],
    told: {
      'listens 0': 'vsftpd.service ~vsftpd: madeInGroup sameProgram',
      'listens 1': `vsftpd.service: ${SEVERAL}`,
    },
  },
  {
    what: 'a master that keeps no listener (haproxy)',
    daemons: [`${service('haproxy')} name=haproxy tcp=$0 { uid=1234 } shut`],
    told: { 'listens 0': `haproxy.service: ${SEVERAL}` },
  },
  {
    what: 'a supervisor and its only child, of one program',
    daemons: [
      `${service('icinga2')} name=icinga2 { tcp=$0 }`,
      `${service('saved')} name=saved tcp=$1 { shut }`,
    ],
    told: { 'listens 0': `icinga2.service: ${SEVERAL}`, 'listens 1': `saved.service: ${SEVERAL}` },
  },
  {
    what: 'a known server and its only child (dnsmasq, whose helper is root’s)',
    daemons: [`${service('dnsmasq')} name=dnsmasq udp=$0 tcp=$0 { shut-all } uid=1234`],
    told: {
      'listens 0': 'dnsmasq.service ~dnsmasq: madeInGroup sameProgram',
      'udp 0': 'dnsmasq.service ~dnsmasq: madeInGroup sameProgram',
    },
  },
  {
    what: 'a reloader that runs the server as a program of its own (Django, nodemon)',
    daemons: [`${service('reloader')} name=manage { exec name=manage tcp=$0 }`],
    told: { 'listens 0': `reloader.service: ${SEVERAL}` },
  },
  {
    what: 'a chain of launchers (npm, sh, node)',
    daemons: [`${service('chain')} name=npm+start { name=sh { name=node tcp=$0 } }`],
    told: { 'listens 0': 'chain.service ~node: madeInGroup innermost' },
  },
  {
    what: 'started by sudo, which stays root’s',
    daemons: [`${service('sudoed')} name=sudo { name=server uid=1234 tcp=$0 }`],
    told: { 'listens 0': 'sudoed.service ~server: madeInGroup innermost' },
  },
  {
    what: 'started helpers one below the other (RabbitMQ)',
    daemons: [
      `${service('rabbitmq')} name=beam.smp tcp=$0 { shut name=erl_child_setup { name=inet_gethost } }`,
    ],
    told: { 'listens 0': `rabbitmq.service: ${SEVERAL}` },
  },
  {
    what: 'a server whose shell runs something just now',
    daemons: [`${service('asking')} name=sh { name=server tcp=$0 { shut name=sh } }`],
    told: { 'listens 0': `asking.service: ${SEVERAL}` },
  },
  {
    what: 'inetd, which a server of a connection and one of datagrams is a child of',
    daemons: [`${service('inetd')} name=inetd tcp=$0 udp=$1 { name=tftpd }`],
    told: { 'listens 0': `inetd.service: ${SEVERAL}`, 'udp 1': `inetd.service: ${SEVERAL}` },
  },
  {
    what: 'cron, whose jobs are anything',
    daemons: [`${service('cron')} name=cron { name=cron { name=sh uid=1234 exec { name=job tcp=$0 } } }`],
    told: { 'listens 0': `cron.service: ${SEVERAL}` },
  },
  {
    what: 'two known servers, each with its port on the command line',
    daemons: [
      `${service('redis')} name=redis-server title=/usr/bin/redis-server+*:$0 tcp=$0`,
      `${service('redis')} name=redis-server title=/usr/bin/redis-server+*:$1 tcp=$1`,
    ],
    told: {
      'listens 0': 'redis.service ~redis-server: madeInGroup commandLine',
      'listens 1': 'redis.service ~redis-server: madeInGroup commandLine',
    },
  },
  {
    what: 'Docker’s own port and those that its proxies have for containers, one port in both protocols',
    daemons: [
      [
        `${service('docker')} name=dockerd tcp=$0`,
        '{ shut name=docker-proxy title=docker-proxy+-proto+tcp+-host-ip+127.0.0.1+-host-port+$1+-container-port+80 tcp=$1 }',
        '{ shut name=docker-proxy title=docker-proxy+-proto+udp+-host-ip+127.0.0.1+-host-port+$1+-container-port+80 udp=$1 }',
        '{ shut name=docker-proxy title=docker-proxy+-proto+udp+-host-ip+127.0.0.1+-host-port+$2+-container-port+80 udp=$2 }',
        'tcp=$2',
      ].join(' '),
    ],
    told: {
      'listens 0': `docker.service: ${SEVERAL}`,
      'listens 1': 'docker.service ~docker-proxy: madeInGroup commandLine',
      'udp 1': 'docker.service ~docker-proxy: madeInGroup commandLine',
      'udp 2': 'docker.service ~docker-proxy: madeInGroup commandLine',
      'listens 2': `docker.service: ${SEVERAL}`,
    },
  },
  {
    what: 'a process that says it serves the port, and does not',
    daemons: [
      `${service('liar')} name=liar tcp=$0 { shut name=python3 title=python3+-m+http.server+--port+$0 } { shut name=psql title=psql+-p+$0 }`,
    ],
    told: { 'listens 0': `liar.service: ${SEVERAL}` },
  },
  {
    what: 'a helper in another network',
    daemons: [`${service('apart')} name=apart { network name=inner tcp=$0 } tcp=$0`],
    told: { 'listens 0': `apart.service ~apart: ${ONLY}` },
  },
  {
    what: 'children that have ended and were not waited for',
    daemons: [`${service('zombies')} name=zombies tcp=$0 { name=ended exit } { name=ended exit }`],
    told: { 'listens 0': `zombies.service ~zombies: ${ONLY}` },
  },
  {
    what: 'delegated groups below, of a user',
    directories: {
      '/system.slice/delegated.service': 1234,
      '/system.slice/delegated.service/inner.scope': 1234,
    },
    daemons: [
      `${service('delegated')} name=outer uid=1234 tcp=$0`,
      'group=@/system.slice/delegated.service/inner.scope name=inner uid=1235 tcp=$1',
    ],
    told: {
      'listens 0': `delegated.service ~outer: ${ONLY}`,
      'listens 1': `delegated.service ~inner: ${ONLY}`,
    },
  },
  {
    what: 'a threaded group below',
    threaded: ['/system.slice/threaded.service/pool'],
    daemons: [`${service('threaded')} name=threaded threads=@/system.slice/threaded.service/pool tcp=$0`],
    told: { 'listens 0': `threaded.service ~threaded: ${ONLY}` },
  },
  {
    what: 'in a slice of its own, by an escaped name',
    daemons: [
      'group=@/system.slice/system-getty\\x2dnet.slice/getty\\x2dnet@a\\x0aid.service name=getty tcp=$0',
    ],
    told: { 'listens 0': `getty\\x2dnet@a\\x0aid.service ~getty: ${ONLY}` },
  },
];
