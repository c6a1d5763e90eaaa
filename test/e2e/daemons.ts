import { NOBODY } from '../host/users';

/** Users of the daemons, as Debian numbers them; they need not be there. */
const WWW = 33;
const POSTGRES = 101;
const SOMEBODY = 1000;

const CONTAINER = '4be01f5ed1bd'.padEnd(64, '7');
const SESSION = 'group=@/user.slice/user-65534.slice/session-3.scope';

/** The daemons of a server as people rent them, by the operations of daemon.pl. */
export const DAEMONS = [
  // Moves what serves a connection into the session of who logged in.
  'group=@/system.slice/ssh.service title=sshd:+/usr/sbin/sshd+-D name=sshd tcp=22:0.0.0.0 ' +
    '{ group=@/user.slice/user-0.slice/session-1.scope name=ssh shut connect=22 } accept ' +
    '{ group=@/user.slice/user-0.slice/session-2.scope name=sshd-session } shut',
  'group=@/system.slice/system-postgresql.slice/postgresql@16-main.service name=postgres ' +
    `euid=${POSTGRES} tcp=5432 euid=0 ` +
    `{ ${SESSION} shut uid=${NOBODY} exec name=shop tcp=3000 connect=5432 } accept uid=${POSTGRES} workers=4`,
  `group=@/system.slice/nginx.service name=nginx tcp=80:0.0.0.0 tcp=443:0.0.0.0 workers=2:${WWW}`,
  'group=@/system.slice/web.service name=supervisord { name=gunicorn tcp=8090 } { name=celery }',
  'group=@/system.slice/cups.service name=cupsd',
  'group=@/system.slice/cups.socket tcp=631 group=@/init.scope name=systemd',
  `group=@/system.slice/docker-${CONTAINER}.scope name=redis-server tcp=6379:0.0.0.0`,
  `group=@/user.slice/user-${SOMEBODY}.slice/user@${SOMEBODY}.service/app.slice/jupyter.service ` +
    `uid=${SOMEBODY} name=jupyter-lab tcp=8888`,
  'group=@/system.slice/dnsmasq.service name=dnsmasq udp=53',
];
