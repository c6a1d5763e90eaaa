import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identityLines, LONGEST_SHORT, shortIdentity } from '../../../../src/core/identify/identityText';
import { tlsIdentity } from '../../../../src/core/identify/certificate';
import type { Identity } from '../../../../src/core/model/identity';
import { clean } from '../../../../src/core/text/clean';
import { ENGLISH } from '../../../../src/core/text/localizer';
import { assertProperty } from '../../property';

describe('what answers, as text', () => {
  it('is the protocol and what tells it from others of it', () => {
    for (const [identity, text] of [
      [{ protocol: 'HTTP', status: 200, title: 'Shop', product: 'nginx' }, 'HTTP “Shop”'],
      [{ protocol: 'HTTP', status: 404, title: 'Not Found' }, 'HTTP 404 “Not Found”'],
      [{ protocol: 'HTTP', status: 404, title: '404 Not Found' }, 'HTTP “404 Not Found”'],
      [{ protocol: 'DNS', product: 'dnsmasq-2.90' }, 'DNS dnsmasq-2.90'],
      [{ protocol: 'HTTP', status: 200, product: 'nginx/1.22' }, 'HTTP nginx/1.22'],
      [{ protocol: 'HTTP', status: 503, product: 'nginx/1.22' }, 'HTTP 503 nginx/1.22'],
      [{ protocol: 'HTTP', status: 200 }, 'HTTP 200'],
      [{ protocol: 'HTTP', status: 401 }, 'HTTP 401'],
      [{ protocol: 'PostgreSQL' }, 'PostgreSQL'],
      [{ protocol: 'SSH', product: 'OpenSSH_9.2p1' }, 'SSH OpenSSH_9.2p1'],
      [{ protocol: 'rsync', product: 'rsync 31' }, 'rsync 31'],
      [{ protocol: 'TLS', certificate: { names: ['shop.test'], more: 0 } }, 'TLS shop.test'],
      [{ protocol: 'TLS', certificate: null }, 'TLS'],
      [{ said: 'hello' }, 'says “hello”'],
      [{ protocol: 'HTTP', title: 'a'.repeat(60) }, `HTTP “${'a'.repeat(33)}…`],
    ] as const) {
      assert.equal(shortIdentity(identity, ENGLISH), text);
    }
  });

  it('tells names and the end of a certificate', () => {
    const identity = tlsIdentity({
      commonName: 'a.test',
      alternativeNames: 'DNS:a.test, DNS:b.test, DNS:c.test, DNS:d.test, DNS:e.test, IP Address:::1',
      ends: Date.UTC(2030, 0, 31),
    });
    assert.deepEqual(identityLines(identity, ENGLISH), [
      ['Answers in', 'TLS'],
      ['Certificate for', 'a.test, b.test, c.test, d.test, e.test and 1 more'],
      ['Certificate ends', '2030-01-31'],
    ]);
    assert.equal(identityLines(tlsIdentity(undefined), ENGLISH).length, 2);
  });

  it('fits a row and stays clean, whatever a certificate has', () => {
    const characters = [
      'a',
      'DNS:',
      '"',
      '\\',
      ',',
      ' ',
      '\0',
      '\u001b',
      '\u202e',
      '\ud800',
      'é',
      '𝄞',
      '$(',
      '](',
    ];
    const name = fc.array(fc.constantFrom(...characters), { maxLength: 90 }).map((all) => all.join(''));
    const seen = fc.record({
      commonName: name,
      alternativeNames: fc.array(name, { maxLength: 8 }).map((all) => all.join(', DNS:')),
      ends: fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 8.64e15, -8.64e15, 9e15)),
    });
    assertProperty(seen, (tls) => {
      const identity: Identity = tlsIdentity(tls);
      const short = shortIdentity(identity, ENGLISH);
      assert.ok(Array.from(short).length <= LONGEST_SHORT);
      for (const text of [short, ...identityLines(identity, ENGLISH).flat()]) assert.equal(text, clean(text));
    });
  });
});
