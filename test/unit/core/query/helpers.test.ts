/** Helpers that stand in two layers for two questions, and agree where the question is one. */
import assert from 'node:assert/strict';
import type { AddressWords } from '../../../../src/core/model/inetTable';
import { isAllZero } from '../../../../src/core/netstat/context/addressText';
import { isUnixListener, unixStateName } from '../../../../src/core/netstat/sockets/unixRow';
import { unixStateWord } from '../../../../src/core/query/filter/filterStates';
import { UNIX_LISTENING, unixStateNumber } from '../../../../src/core/query/page/unixSockets';
import { isUnspecified } from '../../../../src/core/text/address';

describe('an address that is none', () => {
  const mapped: AddressWords = [0, 0, 0xffff, 0];
  it('is the wildcard in whatever family to views, and only zeros to netstat', () => {
    assert.ok(isUnspecified(mapped, true) && !isAllZero(mapped));
    assert.ok(isUnspecified([0, 0, 0, 0], true) && isAllZero([0, 0, 0, 0]));
    assert.ok(!isUnspecified([0, 0, 0, 1], true) && !isAllZero([0, 0, 0, 1]));
  });
});

describe('the state of a UNIX socket', () => {
  it('is listening to all or to none, by netstat’s rule', () => {
    for (let state = 0; state < 6; state++) {
      for (const flags of [0, 0x10000, 0x20000, 0x30000]) {
        const listens = isUnixListener({ state, flags });
        assert.equal(listens, state === 1 && (flags & 0x10000) !== 0);
        assert.equal(unixStateName({ state, flags }) === 'LISTENING', listens);
        assert.equal(unixStateWord({ state, flags }) === 'LISTENING', listens);
        if (state !== UNIX_LISTENING) {
          assert.equal(unixStateNumber(state, flags), listens ? UNIX_LISTENING : state);
        }
      }
    }
  });
});
