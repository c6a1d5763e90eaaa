import type { AskedProtocol, Identity } from '../model/identity';
import { byteText, wordAt } from './answerText';
import type { Answer, AnswerRecogniser } from './answer';
import { named } from './greetings';

/** Who answers so to what it was sent; what it was asked as counts where an answer is too short to speak for itself. */
export const answerTo: AnswerRecogniser = (answer) => {
  const { asked } = answer;
  return (asked && RECOGNISERS[asked]?.(answer)) ?? redis(answer) ?? memcached(answer);
};

const RECOGNISERS: Partial<Readonly<Record<AskedProtocol, AnswerRecogniser>>> = {
  postgres,
  redis,
  memcached,
  mongodb,
  amqp,
  mqtt,
  kafka,
  cassandra,
  zookeeper,
  dns,
};

/** One byte says whether it would speak TLS; an old or a full one says what is wrong, in fields that end with a zero. */
function postgres({ bytes, text }: Answer): Identity | undefined {
  if (bytes.length === 1 && (text === 'S' || text === 'N')) return { protocol: 'PostgreSQL' };
  const [, message] =
    /^E[\s\S]{4}S(?:FATAL|ERROR)\0(?:[^M\0][^\0]{0,255}\0){0,9}M([^\0]{1,255})\0/.exec(text) ?? [];
  return message === undefined ? undefined : named('PostgreSQL', message);
}

function redis({ text, asked }: Answer): Identity | undefined {
  if (asked === 'redis' && text.startsWith('+PONG\r\n')) return { protocol: 'Redis' };
  return asked === 'redis' && /^-(?:ERR|NOPERM|NOAUTH|DENIED) /.test(text)
    ? { protocol: 'Redis' }
    : undefined;
}

function memcached({ text, asked }: Answer): Identity | undefined {
  const [, version] = /^VERSION ([^\r\n]{1,60})\r\n/.exec(text) ?? [];
  if (asked === 'memcached' && version !== undefined) return named('memcached', version);
  // What it answers to the lines of another protocol.
  return /^(?:ERROR\r\n){2,}$/.test(text) ? { protocol: 'memcached' } : undefined;
}

/** An OP_MSG, or an old server's OP_REPLY, in answer to request 1, with what hello answers. */
function mongodb({ bytes, text }: Answer): Identity | undefined {
  const opcode = (bytes[12] ?? 0) | ((bytes[13] ?? 0) << 8);
  if (bytes[8] !== 1 || (opcode !== 2013 && opcode !== 1)) return undefined;
  const at = text.indexOf('\x10maxWireVersion\0');
  if (at === -1) return text.includes('\x01ok\0') ? { protocol: 'MongoDB' } : undefined;
  return named('MongoDB', MONGO_VERSIONS.get(bytes[at + 16] ?? 0));
}

/** By the version of the wire protocol (mongodb.com, "Wire Versions"). */
const MONGO_VERSIONS: ReadonlyMap<number, string> = new Map([
  [6, '3.6'],
  [7, '4.0'],
  [8, '4.2'],
  [9, '4.4'],
  [13, '5.0'],
  [17, '6.0'],
  [21, '7.0'],
  [25, '8.0'],
]);

/** Its own header, or Connection.Start: a method's frame, class 10 and method 10, with properties (AMQP 0-9-1, 1.4.2.1). */
function amqp({ bytes, text }: Answer): Identity | undefined {
  if (text.startsWith('AMQP') && bytes.length >= 8) return { protocol: 'AMQP' };
  if (bytes[0] !== 1 || wordAt(bytes, 7, 4) !== 0x000a_000a) return undefined;
  const told = [amqpText('product'), amqpText('version')].filter((each) => each !== undefined);
  return named('AMQP', told.join(' '));

  function amqpText(name: string): string | undefined {
    const key = `${String.fromCharCode(name.length)}${name}S`;
    const at = text.indexOf(key);
    if (at === -1) return undefined;
    const from = at + key.length;
    const length = wordAt(bytes, from, 4);
    return length > 0 && length <= 60 ? text.slice(from + 4, from + 4 + length) : undefined;
  }
}

/** CONNACK: its length is 2, a flag, and a code of 0 to 5 (MQTT 3.1.1, 3.2). */
function mqtt({ bytes }: Answer): Identity | undefined {
  const isIt = bytes[0] === 0x20 && bytes[1] === 2 && (bytes[2] ?? 9) <= 1 && (bytes[3] ?? 9) <= 5;
  return isIt ? { protocol: 'MQTT' } : undefined;
}

/** Length, the correlation id that was sent, and a code of an error. */
function kafka({ bytes }: Answer): Identity | undefined {
  return wordAt(bytes, 0, 4) >= 6 && wordAt(bytes, 4, 4) === 0x6e65_7473 ? { protocol: 'Kafka' } : undefined;
}

/** SUPPORTED, or an error, of a version of its own choice: the high bit says that it is a response. */
function cassandra({ bytes, text }: Answer): Identity | undefined {
  const isResponse = (bytes[0] ?? 0) >= 0x81 && (bytes[0] ?? 0) <= 0x86 && bytes.length >= 9;
  if (!isResponse || (bytes[4] !== 6 && bytes[4] !== 0)) return undefined;
  const [, version] = /CQL_VERSION\0[\s\S]{1,3}?([\d.]{3,12})/.exec(text) ?? [];
  return named('Cassandra', version === undefined ? undefined : `CQL ${version}`);
}

/** Four letters are answered in text; those that are not allowed are, too. */
function zookeeper({ text }: Answer): Identity | undefined {
  const [, version] = /^Zookeeper version: ([\w.]{1,40})/.exec(text) ?? [];
  if (version !== undefined) return named('ZooKeeper', version);
  return text.startsWith('srvr is not executed because it is not in the whitelist')
    ? { protocol: 'ZooKeeper' }
    : undefined;
}

/** A response (RFC 1035, 4.1) to the id that was sent; the text of the first answer behind the question is a version. */
function dns({ bytes }: Answer): Identity | undefined {
  if (wordAt(bytes, 2, 2) !== 0x6e65 || (wordAt(bytes, 4, 1) & 0x80) === 0 || bytes.length < 14)
    return undefined;
  // The header has 12 bytes behind the length, the question 18; the answer's name is a pointer to that.
  const at = 2 + 12 + 18;
  const isText = wordAt(bytes, 8, 2) > 0 && wordAt(bytes, at, 1) >= 0xc0 && wordAt(bytes, at + 2, 2) === 16;
  const length = wordAt(bytes, at + 12, 1);
  const version = isText ? byteText(bytes.subarray(at + 13, at + 13 + length)) : undefined;
  return named('DNS', version);
}
