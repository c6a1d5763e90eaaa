import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseSnmp } from '../../../../src/core/procfs/snmp';
import { snmpCounters } from '../../../../src/core/procfs/snmpCounters';
import { assertProperty } from '../../property';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('some counters of /proc/net/snmp and netstat', () => {
  it('are what reading all of the file tells', () => {
    const key = fc.constantFrom('RetransSegs', 'OutSegs', 'OutSegsMore', 'Out', 'InSegs');
    const counters = fc.uniqueArray(fc.tuple(key, fc.bigInt(0n, 2n ** 64n - 1n)), {
      selector: ([name]) => name,
    });
    const section = fc.tuple(fc.constantFrom('Ip', 'Tcp', 'TcpExt', 'Udp'), counters);
    const sections = fc.uniqueArray(section, { selector: ([name]) => name });
    assertProperty(sections, (file) => {
      const text = file
        .flatMap(([name, list]) => [
          [`${name}:`, ...list.map(([each]) => each)].join(' '),
          [`${name}:`, ...list.map(([, value]) => value)].join(' '),
        ])
        .map((line) => `${line}\n`)
        .join('');
      const all = parseSnmp(bytesOf(text)).rows.find(({ name }) => name === 'Tcp')?.counters ?? [];
      const keys = ['OutSegs', 'RetransSegs'];
      assert.deepEqual(
        snmpCounters(bytesOf(text), 'Tcp', keys),
        keys.map((each) => all.find((counter) => counter.key === each)?.value),
      );
    });
  });

  it('are 0 without a number, and not there without a line or a key', () => {
    const keys = ['OutSegs', 'RetransSegs'];
    assert.deepEqual(snmpCounters(bytesOf('Tcp: OutSegs RetransSegs\nTcp: 7'), 'Tcp', keys), [7n, 0n]);
    assert.deepEqual(snmpCounters(bytesOf('Tcp: OutSegs RetransSegs\nTcp: x -1\n'), 'Tcp', keys), [0n, 0n]);
    assert.deepEqual(snmpCounters(bytesOf('Tcp: OutSegs'), 'Tcp', keys), [undefined, undefined]);
    assert.deepEqual(snmpCounters(bytesOf(''), 'Tcp', keys), [undefined, undefined]);
    assert.deepEqual(snmpCounters(bytesOf('Tcp: In\nTcp: 3\n'), 'Tcp', keys), [undefined, undefined]);
  });
});
