import { isPackaged } from '../ports/programIdentity';
import { ofProject, type Recogniser, server } from './seen';
import { plainName } from './words';

/**
 * Servers that run nothing of somebody's own, by the name of their executable; a line reads `names > shown`. Many write
 * something over their arguments; what they are does not change by it.
 */
const LINES = `
redis-server redis redis-check-rdb > redis
valkey-server > valkey
keydb-server > keydb
dragonfly
memcached
uwsgi uwsgi-core > uwsgi
starman
mysqld mysqld-debug > mysql
mariadbd > mariadb
mongod > mongodb
mongos
nginx
openresty
apache2 httpd httpd-prefork > apache
lighttpd
caddy
traefik
haproxy
envoy
varnishd > varnish
squid
h2o
sshd sshd-session sshd-auth > sshd
dropbear
dnsmasq
named
unbound
coredns
prometheus
alertmanager
prometheus-node-exporter node_exporter > node exporter
grafana grafana-server > grafana
loki
tempo
jaeger-all-in-one jaeger > jaeger
otelcol otelcol-contrib > otel collector
influxd > influxdb
telegraf
clickhouse clickhouse-server > clickhouse
cockroach > cockroachdb
etcd
consul
vault
nomad
minio
nats-server > nats
mosquitto
meilisearch
typesense-server > typesense
qdrant
weaviate
milvus
surreal > surrealdb
questdb
arangod > arangodb
rethinkdb
tarantool
scylla
ydbd
victoria-metrics victoria-metrics-prod > victoria metrics
zinc
ollama
llama-server
mailhog MailHog > mailhog
mailpit
epmd
cupsd > cups
smbd > samba
vsftpd
proftpd
pure-ftpd
dovecot
master > postfix
exim4 exim
hugo
zola
mdbook
trunk
dlv dlv-dap > dlv
tailscaled > tailscale
syncthing
gitea
forgejo
pocketbase
gotrue
postgrest
hasura graphql-engine > hasura
imgproxy
livekit-server > livekit
coturn turnserver > coturn
rpcbind
chronyd
avahi-daemon
systemd-resolved
systemd-networkd
containerd
dockerd
kubelet
kube-apiserver
kube-proxy
kube-controller-manager
kube-scheduler
k3s
workerd
frankenphp
rr > roadrunner
esbuild
pgbouncer
pgcat
proxysql
mysqlrouter
dolt
rqlited
tinyproxy
stunnel4 stunnel > stunnel
cloudflared
ngrok
chisel
frpc
frps
sunshine
x11vnc
Xvnc Xtigervnc > vnc
xrdp
chromedriver
geckodriver
msedgedriver
`;

const SERVERS: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .flatMap((line) => {
      const [names = '', shown] = line.split(' > ');
      const all = names.split(' ');
      return all.map((name) => [name, shown ?? all[0] ?? ''] as const);
    }),
);

/** Those that serve what somebody works on. */
const OF_PROJECTS: ReadonlySet<string> = new Set(
  'uwsgi hugo zola mdbook trunk workerd frankenphp roadrunner esbuild pocketbase dlv'.split(' '),
);

/** Names that anybody's program may have, too: they mean the server where its folder says so. */
const USUAL: ReadonlySet<string> = new Set(['master', 'rr', 'httpd', 'trunk', 'smbd', 'turnserver']);

/** What such servers write over their arguments, of which the first word is not their name alone. */
const TITLES: readonly (readonly [RegExp, name: string])[] = [
  [/^nginx: (?:master|worker|cache manager|cache loader) process/, 'nginx'],
  [/^sshd(?:-session|-auth)?: /, 'sshd'],
  [/^avahi-daemon: /, 'avahi-daemon'],
  [/^proftpd: /, 'proftpd'],
  [/^pure-ftpd \(/, 'pure-ftpd'],
  [/^\(squid-\d+\)/, 'squid'],
  [/^haproxy: /, 'haproxy'],
  [/^smbd: /, 'smbd'],
];

/** Servers of the machine's, whoever started them. */
export const servers: Recogniser = ({ program, executable, first, comm, title }) => {
  if (executable !== undefined) return found(versionless(program), executable) ?? whole(program, comm);
  const [, titled] = TITLES.find(([form]) => form.test(title)) ?? [];
  if (titled !== undefined) return found(titled, first);
  // Linux cuts a name after 15 bytes: the first word has all of it. Both are the program's own words.
  return program.startsWith(comm.slice(0, 4)) ? found(program, first) : undefined;
};

/** @param path of the executable, or what the program says that it is */
function found(name: string, path: string): ReturnType<Recogniser> {
  const shown = SERVERS.get(name);
  if (shown === undefined) return undefined;
  if (USUAL.has(name) && shown !== name && !isPackaged(path) && !path.includes(shown)) return undefined;
  return OF_PROJECTS.has(shown) ? ofProject(shown) : server(shown);
}

/** Bytes of a name that Linux keeps of one. */
const LONGEST_COMM = 15;

/** The name of an executable of which the system's name for the process is the beginning: it was cut. */
function whole(program: string, comm: string): ReturnType<Recogniser> {
  const name = comm.length === LONGEST_COMM && program.startsWith(comm) ? plainName(program) : undefined;
  return name === undefined ? undefined : server(name);
}

/** Distributions put a version behind some: `clickhouse-23.8`, `mongod-7`. */
function versionless(name: string): string {
  return SERVERS.has(name) ? name : name.replace(/-?\d+(?:\.\d+)*$/, '');
}
