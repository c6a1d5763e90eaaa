import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Dialogue, type Heard, MOST_CONNECTIONS } from '../../../../src/core/identify/dialogue';
import type { AskedProtocol, IdentifyOutcome } from '../../../../src/core/model/identity';
import { assertProperty, hostileBytes } from '../../property';

const SILENT: Heard = { kind: 'heard', bytes: new Uint8Array() };

function heard(text: string, more: Omit<Extract<Heard, { kind: 'heard' }>, 'kind' | 'bytes'> = {}): Heard {
  return { kind: 'heard', bytes: Buffer.from(text, 'latin1'), ...more };
}

/** Has a dialogue in which each connection is answered so. @returns what was done on each, and what came of it */
function talk(
  suggested: AskedProtocol | undefined,
  answers: readonly Heard[],
): { readonly done: readonly string[]; readonly outcome: IdentifyOutcome } {
  const dialogue = new Dialogue({ address: '127.0.0.1', port: 4000, ...(suggested && { suggested }) });
  const done: string[] = [];
  for (let next = dialogue.next(); next !== undefined; next = dialogue.next()) {
    const said = next.exchanges.map(({ asked = 'nothing' }) => asked).join(', ');
    dialogue.hear(answers[done.length] ?? SILENT);
    done.push(`${next.isTls ? 'TLS, ' : ''}${said}`);
  }
  return { done, outcome: dialogue.outcome };
}

describe('Dialogue', () => {
  it('waits for a greeting, then tries what is suggested, TLS, and HTTP, in three connections', () => {
    assert.deepEqual(talk(undefined, []), {
      done: ['nothing', 'TLS, http', 'http'],
      outcome: { kind: 'silent' },
    });
    assert.deepEqual(talk('redis', []).done, ['nothing, redis', 'TLS, http', 'http']);
    assert.deepEqual(talk('http', []).done, ['nothing, http', 'TLS, http']);
    assert.deepEqual(talk('tls', []).done, ['nothing', 'TLS, http', 'http']);
  });

  it('makes no further connection once it is known', () => {
    const { done, outcome } = talk('redis', [heard('+PONG\r\n', { asked: 'redis' })]);
    assert.equal(done.length, 1);
    assert.deepEqual(outcome, { kind: 'identified', identity: { protocol: 'Redis' } });
  });

  it('knows a server of HTTPS by its certificate and its page', () => {
    const ends = Date.UTC(2030, 0, 31);
    const tls = { commonName: 'shop.test', alternativeNames: 'DNS:shop.test, DNS:"a, DNS:b\u202e"', ends };
    const { done, outcome } = talk('http', [
      heard('HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port', {
        asked: 'http',
      }),
      heard('HTTP/1.1 200 OK\r\n\r\n<title>Shop</title>', { asked: 'http', tls }),
    ]);
    assert.equal(done.length, 2);
    assert.deepEqual(outcome, {
      kind: 'identified',
      identity: {
        protocol: 'HTTPS',
        status: 200,
        title: 'Shop',
        certificate: { names: ['shop.test', '"a, DNS:b<U+202E>"'], more: 0, ends },
      },
    });
  });

  it('knows that TLS is spoken where this client was turned away', () => {
    const { outcome } = talk(undefined, [SILENT, heard('', { tls: 'refused' })]);
    assert.deepEqual(outcome, { kind: 'identified', identity: { protocol: 'TLS', certificate: null } });
  });

  it('keeps what it is not sure of where nothing better comes', () => {
    const { done, outcome } = talk('redis', [
      heard('what?', { asked: 'redis' }),
      SILENT,
      { kind: 'refused' },
    ]);
    assert.equal(done.length, 3);
    assert.deepEqual(outcome, { kind: 'identified', identity: { said: 'what?' } });
  });

  it('says why nothing came of it', () => {
    assert.deepEqual(talk(undefined, [{ kind: 'refused' }]), {
      done: ['nothing'],
      outcome: { kind: 'refused' },
    });
    assert.deepEqual(talk(undefined, [{ kind: 'full' }]).outcome, { kind: 'full' });
    assert.deepEqual(talk(undefined, [{ kind: 'closed' }]).outcome, { kind: 'closed' });
    assert.deepEqual(talk(undefined, [SILENT, { kind: 'refused' }]).outcome, { kind: 'ended' });
    assert.deepEqual(talk(undefined, [SILENT, { kind: 'cancelled' }]).outcome, { kind: 'cancelled' });
    const failed = { kind: 'failed', code: 'EHOSTUNREACH' } as const;
    assert.deepEqual(talk(undefined, [failed]).outcome, failed);
  });

  it('ends after three connections at most, whatever is answered', () => {
    const names = fc.string({ maxLength: 60 });
    const seen = fc.record({ commonName: names, alternativeNames: names, ends: fc.double() });
    const answer: fc.Arbitrary<Heard> = fc.oneof(
      fc.record({ kind: fc.constant('heard' as const), bytes: hostileBytes }),
      fc.record({ kind: fc.constant('heard' as const), bytes: hostileBytes, tls: seen }),
    );
    assertProperty(fc.array(answer, { minLength: 4, maxLength: 4 }), (answers) => {
      for (const suggested of [undefined, 'http', 'postgres'] as const) {
        assert.ok(talk(suggested, answers).done.length <= MOST_CONNECTIONS);
      }
    });
  });
});
