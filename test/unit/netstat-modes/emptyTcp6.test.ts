import assert from 'node:assert/strict';
import { isTcp6Empty } from '../../../src/core/netstat/emptyTcp6';
import type { ReadResult } from '../../../src/core/netstat/environment';

const NONE = 'TCP6: inuse 0\nUDP6: inuse 1\n';
const NOT_WAITING = 'sockets: used 9\nTCP: inuse 3 orphan 0 tw 0 alloc 4 mem 1\n';

function isEmpty(sockstat6: string | undefined, sockstat: string | undefined): boolean {
  const files = new Map([
    ['/proc/net/sockstat6', sockstat6],
    ['/proc/net/sockstat', sockstat],
  ]);
  return isTcp6Empty({
    readFile: (path): ReadResult => {
      const text = files.get(path);
      return text === undefined ? { ok: false, code: 'ENOENT' } : { ok: true, bytes: Buffer.from(text) };
    },
  });
}

describe('the table of TCP sockets over IPv6', () => {
  it('is empty where the kernel counts none', () => {
    assert.equal(isEmpty(NONE, NOT_WAITING), true);
  });

  it('may have rows where the kernel counts some, or does not count', () => {
    assert.equal(isEmpty('TCP6: inuse 1\n', NOT_WAITING), false);
    assert.equal(isEmpty(undefined, NOT_WAITING), false);
    assert.equal(isEmpty('', NOT_WAITING), false);
    assert.equal(isEmpty('TCP6: inuse x\n', NOT_WAITING), false);
  });

  it('may have rows where sockets wait for their end: they are counted for both families together', () => {
    assert.equal(isEmpty(NONE, 'TCP: inuse 3 orphan 0 tw 1 alloc 4 mem 1\n'), false);
    assert.equal(isEmpty(NONE, undefined), false);
  });
});
