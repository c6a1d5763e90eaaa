import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AskedProtocol, Identity } from '../../../../src/core/model/identity';
import { Answer } from '../../../../src/core/identify/answer';
import { isEnough, recognise } from '../../../../src/core/identify/recognise';
import { clean, LONGEST_NAME } from '../../../../src/core/text/clean';
import { assertProperty, hostileBytes } from '../../property';

/** @param text one character a byte */
function said(text: string, asked?: AskedProtocol, port = 4000): Answer {
  return new Answer(Buffer.from(text, 'latin1'), asked, port);
}

function identityOf(text: string, asked?: AskedProtocol, port?: number): Identity | undefined {
  return recognise(said(text, asked, port))?.identity;
}

/** A packet of MySQL's, number 0. */
function packet(body: string): string {
  return `${String.fromCharCode(body.length & 0xff, body.length >> 8)}\0\0${body}`;
}

describe('recognise', () => {
  it('knows servers that speak first by what they say', () => {
    for (const [text, protocol, product] of [
      ['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n', 'SSH', 'OpenSSH_9.2p1 Debian-2+deb12u3'],
      ['220 (vsFTPd 3.0.3)\r\n', 'FTP', '(vsFTPd 3.0.3)'],
      ['220 mail.test ESMTP Postfix (Debian/GNU)\r\n', 'SMTP', 'mail.test ESMTP Postfix (Debian/GNU)'],
      ['+OK Dovecot ready.\r\n', 'POP3', 'Dovecot ready.'],
      ['* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n', 'IMAP', 'Dovecot ready.'],
      [packet('\n8.0.36-0ubuntu0.22.04.1\0\x08\0\0\0abcdefgh'), 'MySQL', '8.0.36-0ubuntu0.22.04.1'],
      [packet('\n5.5.5-10.11.6-MariaDB-0+deb12u1\0\x08\0'), 'MariaDB', '10.11.6-MariaDB-0+deb12u1'],
      [
        packet("\xff\x6a\x04Host '10.0.0.1' is not allowed to connect to this MariaDB server"),
        'MariaDB',
        "Host '10.0.0.1' is not allowed to connect to this MariaDB s…",
      ],
      ['-DENIED Redis is running in protected mode because\r\n', 'Redis', undefined],
      ['RFB 003.008\n', 'VNC', 'RFB 003.008'],
      ['@RSYNCD: 31.0\n', 'rsync', '31.0'],
      ['INFO {"server_id":"NAB","server_name":"n","version":"2.10.7"} \r\n', 'NATS', '2.10.7'],
      ['\xff\xfd\x18\xff\xfd\x20', 'Telnet', undefined],
    ] as const) {
      const identity = identityOf(text);
      assert.equal(identity?.protocol, protocol, text);
      assert.equal(identity.product, product, text);
      assert.equal(recognise(said(text))?.isSure, true);
    }
  });

  it('tells FTP and SMTP apart by their ports where they do not say', () => {
    assert.equal(identityOf('220 welcome\r\n', undefined, 21)?.protocol, 'FTP');
    assert.equal(identityOf('220 welcome\r\n', undefined, 25)?.protocol, 'SMTP');
    assert.deepEqual(identityOf('220 welcome\r\n'), { said: '220 welcome' });
  });

  it('knows answers to what was sent', () => {
    for (const [asked, text, protocol, product] of [
      ['postgres', 'N', 'PostgreSQL', undefined],
      ['postgres', 'S', 'PostgreSQL', undefined],
      [
        'postgres',
        'E\0\0\0\x30SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0',
        'PostgreSQL',
        'sorry, too many clients already',
      ],
      ['redis', '+PONG\r\n', 'Redis', undefined],
      ['redis', '-NOAUTH Authentication required.\r\n', 'Redis', undefined],
      ['memcached', 'VERSION 1.6.18\r\n', 'memcached', '1.6.18'],
      ['amqp', 'AMQP\0\0\x09\x01', 'AMQP', undefined],
      [
        'amqp',
        '\x01\0\0\0\0\x01\xd0\0\x0a\0\x0a\0\x09\0\0\0\x40\x07productS\0\0\0\x08RabbitMQ\x07versionS\0\0\0\x063.12.1',
        'AMQP',
        'RabbitMQ 3.12.1',
      ],
      ['mqtt', '\x20\x02\0\x05', 'MQTT', undefined],
      ['kafka', '\0\0\0\x0anets\0\0\0\0\0\0', 'Kafka', undefined],
      [
        'cassandra',
        '\x84\0\0\0\x06\0\0\0\x40\0\x02\0\x0bCQL_VERSION\0\x01\0\x053.4.6',
        'Cassandra',
        undefined,
      ],
      ['zookeeper', 'Zookeeper version: 3.8.4-9316c2a, built on\nLatency', 'ZooKeeper', '3.8.4'],
      ['zookeeper', 'srvr is not executed because it is not in the whitelist.\n', 'ZooKeeper', undefined],
      ['mongodb', mongoReply(21), 'MongoDB', '7.0'],
      ['dns', dnsReply('dnsmasq-2.89'), 'DNS', 'dnsmasq-2.89'],
      ['dns', dnsReply(undefined), 'DNS', undefined],
    ] as const) {
      const identity = identityOf(text, asked);
      assert.equal(identity?.protocol, protocol, asked);
      if (asked !== 'cassandra') assert.equal(identity.product, product, asked);
    }
    assert.equal(
      identityOf('\x84\0\0\0\x06\0\0\0\x20\0\x01\0\x0bCQL_VERSION\0\x01\0\x053.4.6', 'cassandra')?.product,
      'CQL 3.4.6',
    );
  });

  it('takes no answer for one to what was not asked', () => {
    assert.deepEqual(identityOf('N', 'redis'), { said: 'N' });
    assert.deepEqual(identityOf('+PONG\r\n', 'http'), { said: '+PONG' });
    assert.deepEqual(identityOf('\x20\x02\0\0', 'redis')?.protocol, undefined);
  });

  it('knows databases by how they turn HTTP away', () => {
    assert.equal(
      identityOf("-ERR wrong number of arguments for 'get' command\r\n", 'http')?.protocol,
      'Redis',
    );
    assert.equal(identityOf('ERROR\r\nERROR\r\nERROR\r\n', 'http')?.protocol, 'memcached');
  });

  it('reads status, server and title of HTTP', () => {
    const text =
      'HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n\r\n<html><head><title lang="en">\n  Caf\xc3\xa9 &amp; Shop &#8212; &#x4f60;\u0007 </title>';
    assert.deepEqual(identityOf(text, 'http'), {
      protocol: 'HTTP',
      status: 200,
      product: 'nginx/1.22.1',
      title: 'Café & Shop — 你<U+0007>',
    });
    assert.deepEqual(identityOf('HTTP/1.0 404 Not Found\r\nX-Powered-By: Express\r\n\r\n', 'http'), {
      protocol: 'HTTP',
      status: 404,
      product: 'Express',
    });
  });

  it('joins the pieces of a chunked page', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const page = '9\r\n<title>Sh\r\n7;a=b\r\nop</tit\r\n3\r\nle>\r\n0\r\n\r\n';
    assert.equal(identityOf(`${head}${page}`, 'http')?.title, 'Shop');
    for (const broken of ['fffffff\r\n<title>a', 'zz\r\n<title>a</title>', '', '5']) {
      assert.equal(identityOf(`${head}${broken}`, 'http')?.title, undefined, broken);
    }
  });

  it('is not sure of a server of HTTPS that was asked in plain HTTP, and takes TLS for no text', () => {
    const told = 'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n';
    assert.equal(recognise(said(told, 'http'))?.isSure, false);
    assert.equal(recognise(said('HTTP/1.1 400 Bad Request\r\n\r\n', 'http'))?.isSure, true);
    assert.equal(recognise(said('\x15\x03\x01\0\x02\x02\x0a', 'http')), undefined);
  });

  it('keeps the first words of what it does not know, and is sure only of who speaks first', () => {
    assert.deepEqual(recognise(said('hello there\r\nmore')), {
      identity: { said: 'hello there more' },
      isSure: true,
    });
    assert.deepEqual(recognise(said('what?\n', 'redis')), { identity: { said: 'what?' }, isSure: false });
    assert.equal(recognise(said('')), undefined);
  });

  it('shows nothing hostile, whatever the bytes', () => {
    const asked = fc.constantFrom<(AskedProtocol | undefined)[]>(
      ...([undefined, 'http', 'tls', 'postgres', 'redis', 'memcached', 'mongodb', 'amqp'] as const),
      ...(['mqtt', 'kafka', 'cassandra', 'zookeeper', 'dns'] as const),
    );
    const begun = fc.constantFrom(
      ...['', 'SSH-2.0-', 'HTTP/1.1 200 OK\r\nServer: ', 'HTTP/1.1 200 OK\r\n\r\n<title>', '220 ftp '],
      ...['\x01\0\0\0\0\x01\xd0\0\x0a\0\x0a\x07productS\0\0\0\x08', packet('\n8.0\0'), 'VERSION '],
      ...['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n', 'E\0\0\0\x30SFATAL\0M', '+OK '],
    );
    const ended = fc.constantFrom('', '\r\n', '</title>', '\0', '\r\n\r\n');
    assertProperty(fc.tuple(begun, hostileBytes, ended, asked), ([first, bytes, last, protocol]) => {
      const whole = Buffer.concat([Buffer.from(first, 'latin1'), bytes, Buffer.from(last, 'latin1')]);
      const answer = new Answer(whole, protocol, 25);
      assert.equal(typeof isEnough(answer), 'boolean');
      const { identity = {} } = recognise(answer) ?? {};
      for (const text of Object.values(identity as object)) {
        if (typeof text !== 'string') continue;
        assert.equal(text, clean(text));
        assert.ok(text !== '' && Array.from(text).length <= LONGEST_NAME);
      }
    });
  });

  it('takes time in proportion to the answer', () => {
    for (const text of [
      '<title',
      '<title>',
      'E\0\0\0\x30SFATAL\0',
      '* OK [',
      '220 ',
      '1\r\na\r\n',
      '&#1',
      '\r\n',
      'ERROR\r\n',
    ]) {
      for (const head of [
        '',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
        'HTTP/1.1 200 OK\r\n\r\n',
      ]) {
        const whole = `${head}${text.repeat(65_536 / text.length)}`;
        const start = process.cpuUsage();
        recognise(said(whole, 'postgres'));
        isEnough(said(whole, 'http'));
        const { user } = process.cpuUsage(start);
        assert.ok(user < 2_000_000, `${JSON.stringify(text)} took ${user} µs`);
      }
    }
  });
});

function mongoReply(version: number): string {
  const document = `....\x10maxWireVersion\0${String.fromCharCode(version)}\0\0\0\x01ok\0\0\0\0\0\0\0\xf0\x3f\0`;
  return `\0\x01\0\0\x05\0\0\0\x01\0\0\0\xdd\x07\0\0\0\0\0\0\0${document}`;
}

function dnsReply(version: string | undefined): string {
  const question = '\x07version\x04bind\0\0\x10\0\x03';
  const record =
    version === undefined
      ? ''
      : `\xc0\x0c\0\x10\0\x03\0\0\0\0\0${String.fromCharCode(version.length + 1, version.length)}${version}`;
  const count = version === undefined ? '\0\0' : '\0\x01';
  const message = `ne\x85\0\0\x01${count}\0\0\0\0${question}${record}`;
  return `\0${String.fromCharCode(message.length)}${message}`;
}
