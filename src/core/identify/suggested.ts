import type { AskedProtocol } from '../model/identity';
import type { ListeningPort } from '../ports/listeningPorts';
import { containersOf } from '../containers/portContainer';
import { seenOf } from '../programs/seen';

/** Words that stand in names of programs, images and units, and the protocol that those speak. */
const BY_NAME: readonly (readonly [AskedProtocol, RegExp])[] = [
  [
    'postgres',
    /\b(?:postgres|postgresql|postmaster|pgbouncer|pgpool|cockroach|timescaledb|postgis|pgvector)\b/,
  ],
  ['redis', /\b(?:redis|valkey|keydb|dragonfly)\b/],
  ['memcached', /\bmemcached\b/],
  ['mongodb', /\b(?:mongo|mongod|mongos|mongodb|ferretdb)\b/],
  ['amqp', /\b(?:rabbitmq|lavinmq|qpidd)\b/],
  ['mqtt', /\b(?:mosquitto|emqx|vernemq|mqtt)\b/],
  ['kafka', /\b(?:kafka|redpanda)\b/],
  ['cassandra', /\b(?:cassandra|scylla|scylladb)\b/],
  ['zookeeper', /\bzookeeper\b/],
  ['dns', /\b(?:dnsmasq|named|unbound|coredns|systemd-resolve|systemd-resolved|bind9|knotd|pdns_server)\b/],
  [
    'http',
    /\b(?:vite|next|nuxt|astro|webpack|parcel|remix|http-server|serve|live-server|storybook|angular|ng|express|http\.server|uvicorn|gunicorn|hypercorn|daphne|flask|django|runserver|rails|puma|unicorn|php|nginx|apache2|httpd|caddy|lighttpd|traefik|jupyter|jupyterlab|grafana|prometheus|node_exporter|elasticsearch|opensearch|kibana|minio|consul|vault|hugo|jekyll|mkdocs|tomcat|jetty|streamlit|gradio|ollama|mailhog|mailpit|cupsd)\b/,
  ],
];

/** By the port that a protocol usually has; a name counts for more. */
const BY_PORT: ReadonlyMap<number, AskedProtocol> = new Map(
  (
    [
      ['postgres', [5432, 5433, 6432, 15432, 26257]],
      ['redis', [6379, 6380, 16379, 26379]],
      ['memcached', [11211]],
      ['mongodb', [27017, 27018, 27019]],
      ['amqp', [5672]],
      ['mqtt', [1883]],
      ['kafka', [9092]],
      ['cassandra', [9042]],
      ['zookeeper', [2181]],
      ['dns', [53]],
      ['tls', [443, 465, 563, 636, 853, 989, 990, 992, 993, 995, 5671, 8443, 8883, 9443]],
      [
        'http',
        [
          ...[80, 81, 591, 631, 1313, 3000, 3001, 3002, 3030, 3100, 4000, 4200, 4321, 5000, 5173, 5174, 5601],
          ...[6006, 7000, 8000, 8001, 8008, 8025, 8080, 8081, 8086, 8088, 8090, 8123, 8500, 8787, 8888, 9000],
          ...[9090, 9091, 9093, 9200, 15672],
        ],
      ],
    ] as const
  ).flatMap(([protocol, ports]) => ports.map((port) => [port, protocol] as const)),
);

/** The protocol that names of who listens, else the port, suggest; nothing where they do not. */
export function suggestedProtocol(port: ListeningPort): AskedProtocol | undefined {
  const names = namesOf(port).join(' ').toLowerCase();
  const [protocol] = BY_NAME.find(([, words]) => words.test(names)) ?? [];
  const byPort = BY_PORT.get(port.port);
  // A server of HTTP that has a port of TLS speaks it there.
  return protocol === 'http' && byPort === 'tls' ? 'tls' : (protocol ?? byPort);
}

/** What who listens is called. They are claims, which decide no more than what is tried first. */
function namesOf(port: ListeningPort): string[] {
  const { leader, likelyOwner } = port;
  const containers = containersOf(port).flatMap(({ facts }) => [facts.image ?? '', facts.service ?? '']);
  if (leader === undefined) {
    const likely = likelyOwner?.processes.map(({ program }) => program) ?? [];
    return [...containers, ...likely, likelyOwner?.unit ?? ''];
  }
  const { description, comm, commandLine, executable } = leader;
  const { program } = seenOf({ comm, commandLine, executable, parents: [] });
  return [...containers, description?.what ?? '', program, comm];
}
