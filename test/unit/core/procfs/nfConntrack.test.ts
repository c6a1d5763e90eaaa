import assert from 'node:assert/strict';
import { parseNfConntrack } from '../../../../src/core/procfs/nfConntrack';
import { EXAMPLES } from './examples';
import { fileOf, issueTexts } from './issueText';

describe('parseNfConntrack', () => {
  const { rows } = parseNfConntrack(Buffer.from(EXAMPLES['nfConntrack'] ?? '', 'latin1'));

  it('reads both tuples of a connection, with what was counted', () => {
    assert.deepEqual(rows[0], {
      family: 'ipv4',
      protocol: 'tcp',
      protocolNumber: 6,
      timeout: 431999,
      state: 'ESTABLISHED',
      original: {
        source: '192.0.2.2',
        destination: '198.51.100.7',
        sourcePort: 40000,
        destinationPort: 443,
        others: new Map(),
        packets: 12n,
        bytes: 3456n,
      },
      reply: {
        source: '198.51.100.7',
        destination: '192.0.2.2',
        sourcePort: 443,
        destinationPort: 40000,
        others: new Map(),
        packets: 10n,
        bytes: 7890n,
      },
      marks: ['ASSURED'],
      others: new Map([
        ['mark', '0'],
        ['zone', '0'],
        ['use', '2'],
      ]),
    });
  });

  it('keeps the mark between the tuples, and misses no counters where there are none', () => {
    assert.deepEqual(rows[1]?.marks, ['UNREPLIED']);
    assert.equal(rows[1]?.state, undefined);
    assert.equal(rows[1]?.original.packets, undefined);
    assert.equal(rows[1]?.reply.destinationPort, 5353);
  });

  it('keeps what names a flow without ports', () => {
    assert.equal(rows[2]?.family, 'ipv6');
    assert.equal(rows[2]?.original.sourcePort, undefined);
    assert.deepEqual(
      [...(rows[2]?.reply.others ?? [])],
      [
        ['type', '129'],
        ['code', '0'],
        ['id', '7'],
      ],
    );
  });

  it('knows that an offloaded flow has no timeout', () => {
    assert.equal(rows[3]?.timeout, undefined);
    assert.deepEqual(rows[3]?.marks, ['OFFLOAD']);
  });

  it('reads the file of kernels before 2.6.20, which has IPv4 alone', () => {
    const line =
      'tcp      6 117 SYN_SENT src=192.0.2.2 dst=198.51.100.7 sport=1 dport=2 [UNREPLIED] src=198.51.100.7 dst=192.0.2.2 sport=2 dport=1 use=1';
    const [row] = parseNfConntrack(fileOf(line)).rows;
    assert.deepEqual(
      [row?.family, row?.protocol, row?.timeout, row?.state],
      ['ipv4', 'tcp', 117, 'SYN_SENT'],
    );
  });

  it("keeps GRE's own timeouts, which stand before the tuples", () => {
    const line =
      'ipv4     2 gre      47 179 timeout=600, stream_timeout=18000 src=192.0.2.2 dst=198.51.100.7 srckey=0x0 dstkey=0x1 [UNREPLIED] src=198.51.100.7 dst=192.0.2.2 srckey=0x1 dstkey=0x0 mark=0 use=2';
    const { rows: parsed, issues } = parseNfConntrack(fileOf(line));
    assert.deepEqual(issues, []);
    assert.equal(parsed[0]?.timeout, 179);
    assert.equal(parsed[0]?.original.source, '192.0.2.2');
    assert.deepEqual(Object.fromEntries(parsed[0]?.original.others ?? []), { srckey: '0x0', dstkey: '0x1' });
    assert.deepEqual(Object.fromEntries(parsed[0]?.others ?? []), {
      timeout: '600',
      stream_timeout: '18000',
      mark: '0',
      use: '2',
    });
  });

  it('loses nothing to a key that it does not know, wherever that stands', () => {
    const words =
      'src=192.0.2.2 dst=198.51.100.7 sport=1 dport=2 packets=3 bytes=4 src=198.51.100.7 dst=192.0.2.2 sport=2 dport=1 packets=5 bytes=6 mark=7 use=8'.split(
        ' ',
      );
    for (let at = 0; at <= words.length; at++) {
      const line = [...words.slice(0, at), 'new-key=9', ...words.slice(at)].join(' ');
      const { rows: parsed, issues } = parseNfConntrack(fileOf(`ipv4 2 udp 17 30 ${line}`));
      assert.deepEqual(issues, []);
      const [row] = parsed;
      assert.ok(row !== undefined);
      const { original, reply, others } = row;
      const counts = [original.packets, original.bytes, reply.packets, reply.bytes, others.get('use')];
      assert.deepEqual(counts, [3n, 4n, 5n, 6n, '8'], line);
      const kept = [original.others, reply.others, others].filter((map) => map.get('new-key') === '9');
      assert.equal(kept.length, 1, line);
    }
  });

  it('says what is wrong with a line', () => {
    const parsed = parseNfConntrack(fileOf('ipv4 2 tcp 6 10 src=192.0.2.2 dst=192.0.2.3', 'x', ''));
    assert.deepEqual(issueTexts(parsed), [
      '1 src does not stand once in each direction (dropped)',
      '2 protocol number is missing (dropped)',
      '3 line is empty (dropped)',
    ]);
  });
});
