import assert from 'node:assert/strict';
import { parseSnmp } from '../../../../src/core/procfs/snmp';
import { parseSnmp6 } from '../../../../src/core/procfs/snmp6';
import { fileOf, issueTexts } from './issueText';

describe('parseSnmp', () => {
  it('pairs keys with values, negative ones as two’s complement', () => {
    const parsed = parseSnmp(fileOf('Tcp: MaxConn CurrEstab', 'Tcp: -1 17'));
    assert.deepEqual(parsed.rows, [
      {
        name: 'Tcp',
        counters: [
          { key: 'MaxConn', value: 18446744073709551615n },
          { key: 'CurrEstab', value: 17n },
        ],
      },
    ]);
    assert.equal(parsed.isWhole, true);
  });

  it('counts a missing value as 0, as all after an unreadable one, and ignores surplus ones', () => {
    const parsed = parseSnmp(fileOf('A: a b c', 'A: 1', 'B: a b c', 'B: 1 x 3', 'C: a', 'C: 1 2'));
    assert.deepEqual(
      parsed.rows.map(({ counters }) => counters.map(({ value }) => Number(value))),
      [[1, 0, 0], [1, 0, 0], [1]],
    );
    assert.deepEqual(issueTexts(parsed), ['2 b has no value (kept)', '4 b is not a decimal number (kept)']);
  });

  it('stops at a line without a name, and keeps what came before', () => {
    const parsed = parseSnmp(fileOf('A: a', 'A: 1', 'broken', 'B: b', 'B: 2'));
    assert.deepEqual(
      parsed.rows.map(({ name }) => name),
      ['A'],
    );
    assert.equal(parsed.isWhole, false);
    assert.deepEqual(issueTexts(parsed), ['3 line has no section name before a colon (dropped)']);
  });
});

describe('parseSnmp6', () => {
  it('begins a section where a key does not contain the name of the last one', () => {
    const parsed = parseSnmp6(
      fileOf('Ip6InReceives 1', 'Icmp6InMsgs 2', 'Icmp6InType133 3', 'Udp6NoPorts 4', 'Other 5'),
    );
    assert.deepEqual(
      parsed.rows.map(({ name, counters }) => `${name} ${counters.length}`),
      ['Ip6 1', 'Icmp6 2', 'Udp6 1', 'Other 1'],
    );
  });

  it('names the key without a value', () => {
    const parsed = parseSnmp6(fileOf('Ip6InReceives', 'Ip6OutRequests x'));
    assert.deepEqual(issueTexts(parsed), [
      '1 Ip6InReceives is missing (dropped)',
      '2 Ip6OutRequests is not a decimal number (dropped)',
    ]);
  });
});
