import { containersOf } from '../containers/portContainer';
import { LAST_SYSTEM_PORT, usualService } from '../etc/usualServices';
import type { PublishedPort } from '../model/container';
import type { ListeningPort } from '../ports/listeningPorts';
import { descriptionAt } from '../programs/personName';
import { programOf } from '../text/programName';
import { likelyName } from '../units/shownUnit';
import { isInspector } from './inspector';

/** System ports that web servers have; 631 is IPP's, where CUPS has its pages. */
const SYSTEM_PORTS: ReadonlySet<number> = new Set([80, 81, 443, 591, 631]);

/** Services of `core/etc/usualServices.ts` that show something to a browser. All others there speak something else. */
const SERVICES: ReadonlySet<string> = new Set(
  `activemq-web alertmanager arangodb blackbox-exporter caddy-admin comfyui consul consul-exporter couchdb
  couchdb-tls cpanel dask-dashboard elasticsearch emby envoy-admin esphome firebase-hub flink glassfish-admin
  gocd gradio haproxy-exporter haproxy-stats hbase-web hdfs-data hdfs-web infinispan influxdb jaeger jellyfin
  kafka-exporter kibana kubelet-health livy localstack logstash-api loki mailpit meilisearch mimir mongodb-http
  mysqld-exporter nats-monitor neo4j neo4j-https netdata node-red nomad nsq-admin nsq-http nsqlookup-http
  ollama plex postgres-exporter prometheus qdrant rabbitmq rabbitmq-metrics ray-dashboard redis-exporter
  redpanda-admin rspamd snmp-exporter solr sonarr spark-history splunk syncthing tempo temporal-ui thanos-http
  tidb-status typesense vault verdaccio whm wildfly-admin zeppelin zipkin`.split(/\s+/),
);

/** Programs, images and units that speak no HTTP whatever port they have. */
const SPEAKS_ELSE = new RegExp(
  `^(?:${[
    // Databases and what stands before them.
    'postgres|postgresql|postmaster|pgbouncer|pgcat|timescaledb|pgvector|redis|valkey|keydb|dragonfly|memcached',
    'mysql|mysqld|mysqlrouter|proxysql|mariadb|mariadbd|mongod?|mongos|mongodb|sqlservr|mssql|tnslsnr|oracle',
    'cassandra|scylla|zookeeper|kafka|firebird|etcd',
    // Shells, files, mail, names, time.
    'sshd|dropbear|telnetd|in\\.telnetd|rsync|rsyncd|vsftpd|proftpd|pure-ftpd|smbd|samba|nmbd|svnserve',
    'exim4?|postfix|master|sendmail|opensmtpd|smtpd|dovecot|slapd|krb5kdc|kadmind|rpcbind|rpc\\.\\w+|named|bind9',
    'unbound|dnsmasq|systemd-resolved?|systemd-networkd?|avahi-daemon|chronyd|ntpd|mosquitto|epmd',
    // Screens and debuggers.
    'vnc|x11vnc|Xvnc|Xtigervnc|Xorg|xrdp|spice|gdbserver|dlv|adb|openocd|clamd|beanstalkd|gearmand',
  ].join('|')})(?![A-Za-z])`,
);

/** Programs that answer browsers, whatever a port is known for. */
const SPEAKS_HTTP =
  /^(?:vite|next|nuxt|astro|remix|ng|vue|webpack|parcel|gatsby|storybook|http-server|live-server|http\.server|manage\.py|flask|uvicorn|gunicorn|hypercorn|daphne|streamlit|gradio|jupyter|mlflow|tensorboard|rails|puma|unicorn|rackup|sinatra|jekyll|php -S|hugo|zola|mdbook|nginx|openresty|apache|apache2|httpd|lighttpd|caddy|grafana|prometheus|node exporter|kubectl proxy)(?![A-Za-z])/;

/** Where docker-proxy says which port inside it leads to: `-container-port 5432`. */
const PORT_INSIDE = /^--?container-port(?:=(\d+))?$/;

/**
 * Whether a browser may get an answer from a port of TCP. By what serves it where that is known, else by what usually is on
 * such a port; where nothing is known a server is taken for one of the web, as most that people start are.
 */
export function maySpeakHttp(listening: ListeningPort): boolean {
  const { transport, leader, likelyOwner, port } = listening;
  if (transport !== 'tcp' || isInspector(listening)) return false;
  const [container] = containersOf(listening);
  if (container !== undefined) {
    const inside = container.published?.containerPort ?? port;
    return (
      SYSTEM_PORTS.has(inside) || (isHttpPort(inside) && !SPEAKS_ELSE.test(imageOf(container.facts.image)))
    );
  }
  if (leader === undefined) {
    const name = likelyOwner === undefined ? '' : likelyName(likelyOwner);
    return !SPEAKS_ELSE.test(name) && isHttpPort(port);
  }
  const name = descriptionAt(leader, port)?.what ?? programOf(leader);
  if (name.endsWith(' debugger') || SPEAKS_ELSE.test(name) || SPEAKS_ELSE.test(programOf(leader)))
    return false;
  return SPEAKS_HTTP.test(name) || isHttpPort(insidePort(leader.commandLine) ?? port);
}

/** The same of a port that a container publishes: its own port tells. */
export function mayPublishHttp({ transport, containerPort }: PublishedPort): boolean {
  return transport === 'tcp' && isHttpPort(containerPort);
}

/** By the number alone. */
function isHttpPort(port: number): boolean {
  if (port <= LAST_SYSTEM_PORT) return SYSTEM_PORTS.has(port);
  const service = usualService(port, 'tcp');
  return service === undefined || SERVICES.has(service);
}

/** The last part of an image's name, without its tag: `postgres` of `docker.io/library/postgres:16`. */
function imageOf(image = ''): string {
  return image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/s, '');
}

function insidePort(commandLine: readonly string[]): number | undefined {
  const at = commandLine.findIndex((word) => PORT_INSIDE.test(word));
  const [, joined] = PORT_INSIDE.exec(commandLine[at] ?? '') ?? [];
  const written = at < 0 ? undefined : (joined ?? commandLine[at + 1]);
  return written !== undefined && /^\d{1,5}$/.test(written) ? Number(written) : undefined;
}
