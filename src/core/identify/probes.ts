import type { AskedProtocol } from '../model/identity';

/** What is sent to ask in a protocol: as little as its servers answer to, and nothing that changes anything. */
export interface Probe {
  /** As it is called in questions and texts. */
  readonly name: string;
  /** Milliseconds that an answer may take. */
  readonly wait: number;
  /** What is sent, to a server at that address as a URL has it. */
  readonly request: (host: string) => Uint8Array;
}

/** Milliseconds in which a server that speaks first says who it is. */
export const GREETING_WAIT = 300;

/** Milliseconds that a connection may take to be accepted, a handshake of TLS, and an answer: they stay on this machine. */
const CONNECT_WAIT = 1_000;
const TLS_WAIT = 1_000;
const ANSWER_WAIT = 1_000;

/** Servers in development make their first page when it is asked for. */
const HTTP_WAIT = 2_000;

/** Given once to who has begun to speak, and is not done when his time is over. */
const REST_WAIT = 1_000;

export const WAITS = { connect: CONNECT_WAIT, tls: TLS_WAIT, rest: REST_WAIT } as const;

/** By protocol; TLS is a handshake, which is the system's. */
export const PROBES: Readonly<Record<Exclude<AskedProtocol, 'tls'>, Probe>> = {
  http: { name: 'HTTP', wait: HTTP_WAIT, request: (host) => ascii(httpRequest(host)) },
  // SSLRequest: the length, and 1234 and 5679 for a version (postgresql.org, "Message Formats").
  postgres: { name: 'PostgreSQL', wait: ANSWER_WAIT, request: () => bytes('00000008 04d2162f') },
  redis: { name: 'Redis', wait: ANSWER_WAIT, request: () => ascii('PING\r\n') },
  memcached: { name: 'memcached', wait: ANSWER_WAIT, request: () => ascii('version\r\n') },
  mongodb: { name: 'MongoDB', wait: ANSWER_WAIT, request: mongoHello },
  // The header of a client of AMQP 0-9-1, to which a server of another version answers with its own.
  amqp: { name: 'AMQP', wait: ANSWER_WAIT, request: () => bytes('414d5150 00000901') },
  // CONNECT of MQTT 3.1.1: a clean session without an identifier, which leaves nothing behind.
  mqtt: { name: 'MQTT', wait: ANSWER_WAIT, request: () => bytes('100c 00044d515454 04 02 000a 0000') },
  // ApiVersions of version 0: length, key 18, version, correlation id, and no client id.
  kafka: { name: 'Kafka', wait: ANSWER_WAIT, request: () => bytes('0000000a 0012 0000 6e657473 ffff') },
  // OPTIONS of version 4 of the native protocol: no flags, stream 0, opcode 5, no body.
  cassandra: { name: 'Cassandra', wait: ANSWER_WAIT, request: () => bytes('04 00 0000 05 00000000') },
  zookeeper: { name: 'ZooKeeper', wait: ANSWER_WAIT, request: () => ascii('srvr') },
  dns: { name: 'DNS', wait: ANSWER_WAIT, request: dnsVersion },
};

/** What is sent to ask in a protocol. */
export function requestOf(
  asked: keyof typeof PROBES,
  { address, port }: { readonly address: string; readonly port: number },
): Uint8Array {
  const isLocal = address === '127.0.0.1' || address === '::1';
  // Servers in development turn away whoever calls them by a name that they do not know.
  const host = isLocal ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return PROBES[asked].request(`${host}:${port}`);
}

/** A request for the root, of HTTP/1.1, since some servers refuse 1.0; the connection is not to be kept. */
function httpRequest(host: string): string {
  return [
    'GET / HTTP/1.1',
    `Host: ${host}`,
    'User-Agent: Netstat for VS Code',
    'Accept: text/html, */*;q=0.1',
    'Accept-Encoding: identity',
    'Connection: close',
    '',
    '',
  ].join('\r\n');
}

/** OP_MSG with the command hello, for which nobody has to log in (mongodb.com, "MongoDB Wire Protocol", bsonspec.org). */
function mongoHello(): Uint8Array {
  const fields = [
    ...[0x10, ...ascii('hello\0'), 1, 0, 0, 0],
    ...[0x02, ...ascii('$db\0'), 6, 0, 0, 0, ...ascii('admin\0')],
    0,
  ];
  const document = [...littleEndian(fields.length + 4), ...fields];
  const body = [...littleEndian(0), 0, ...document];
  const header = [body.length + 16, 1, 0, 2013].flatMap(littleEndian);
  return Uint8Array.from([...header, ...body]);
}

/** A question for version.bind of class CHAOS, which a server answers by itself and asks nobody else; over TCP a length precedes it. */
function dnsVersion(): Uint8Array {
  const question = [7, ...ascii('version'), 4, ...ascii('bind'), 0, 0, 16, 0, 3];
  const message = [...bytes('6e65 0000 0001 0000 0000 0000'), ...question];
  return Uint8Array.from([0, message.length, ...message]);
}

function littleEndian(word: number): number[] {
  return [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, (word >> 24) & 0xff];
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Bytes as people write them, in pairs of hexadecimal digits. */
function bytes(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
