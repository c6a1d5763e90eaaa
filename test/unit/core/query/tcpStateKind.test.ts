import assert from 'node:assert/strict';
import { tcpStateName } from '../../../../src/core/netstat/sockets/internetRow';
import { tcpStateKind } from '../../../../src/core/query/tcpStateKind';

it('each state of TCP is like what its name says', () => {
  const named = Array.from({ length: 12 }, (_, state) => [tcpStateName(state), tcpStateKind(state)] as const);
  const kinds = Object.fromEntries(named.filter(([name]) => name !== ''));
  assert.equal(kinds['ESTABLISHED'], 'open');
  assert.equal(kinds['LISTEN'], 'waiting');
  assert.deepEqual([kinds['SYN_SENT'], kinds['SYN_RECV']], ['opening', 'opening']);
  assert.deepEqual([kinds['TIME_WAIT'], kinds['CLOSE_WAIT']], ['past', 'halfClosed']);
  for (const name of ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING', 'LAST_ACK']) assert.equal(kinds[name], 'closing');
  assert.equal(tcpStateKind(99), 'unknown');
});
