import assert from 'node:assert/strict';
import type { ConntrackEntry } from '../../../../src/core/model/conntrack';
import { flowId, natContents, translationOf, tupleText } from '../../../../src/core/query/nat';
import { parseNfConntrack } from '../../../../src/core/procfs/nfConntrack';

const plain =
  'ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.5 dst=10.0.0.9 sport=4000 dport=22 src=10.0.0.9 dst=10.0.0.5 sport=22 dport=4000 [ASSURED] mark=0 zone=0 use=2';
const dnat =
  'ipv4     2 tcp      6 110 TIME_WAIT src=10.0.0.5 dst=10.0.0.1 sport=4001 dport=80 src=172.17.0.2 dst=10.0.0.5 sport=8080 dport=4001 [ASSURED] mark=0 use=1';
const snat =
  'ipv4     2 udp      17 29 src=172.17.0.2 dst=9.9.9.9 sport=5353 dport=53 [UNREPLIED] src=9.9.9.9 dst=198.51.100.7 sport=53 dport=61000 mark=0 use=1';
const both =
  'ipv6     10 tcp      6 50 SYN_SENT src=fd00::5 dst=fd00::1 sport=1 dport=443 src=fd01::2 dst=fd01::1 sport=8443 dport=2 mark=0 use=1';
const ping =
  'ipv4     2 icmp     1 29 src=10.0.0.5 dst=10.0.0.9 type=8 code=0 id=77 src=10.0.0.9 dst=10.0.0.5 type=0 code=0 id=77 mark=0 use=1';

function entries(...lines: string[]): ConntrackEntry[] {
  const { rows, issues } = parseNfConntrack(
    new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
  );
  assert.deepEqual(issues, []);
  return rows;
}

describe('what NAT did to a flow', () => {
  it('is told by the reply that differs', () => {
    assert.deepEqual(entries(plain, dnat, snat, both, ping).map(translationOf), [
      { destination: undefined, source: undefined },
      { destination: { address: '172.17.0.2', port: 8080 }, source: undefined },
      { destination: undefined, source: { address: '198.51.100.7', port: 61000 } },
      { destination: { address: 'fd01::2', port: 8443 }, source: { address: 'fd01::1', port: 2 } },
      { destination: undefined, source: undefined },
    ]);
  });

  it('parts what is shown into translated and plain flows', () => {
    const {
      translated,
      plain: others,
      count,
    } = natContents(entries(plain, dnat, snat, both, ping), [], { count: 5, most: 100 });
    assert.equal(translated.total, 3);
    assert.deepEqual(
      others.rows.map(({ protocol }) => protocol),
      ['icmp', 'tcp'],
    );
    assert.deepEqual(count, { count: 5, most: 100 });
  });
});

describe('a flow', () => {
  it('is the same while its state and time change, and another in another zone', () => {
    const [first, later, elsewhere] = entries(
      plain,
      plain.replace('431999 ESTABLISHED', '100 FIN_WAIT'),
      plain.replace('zone=0', 'zone=3'),
    ) as [ConntrackEntry, ConntrackEntry, ConntrackEntry];
    assert.equal(flowId(first), flowId(later));
    assert.notEqual(flowId(first), flowId(elsewhere));
  });

  it('is written with its ports, IPv6 addresses in brackets', () => {
    const [tcp6, icmp] = entries(both, ping) as [ConntrackEntry, ConntrackEntry];
    assert.equal(tupleText(tcp6.original), '[fd00::5]:1 → [fd00::1]:443');
    assert.equal(tupleText(icmp.original), '10.0.0.5 → 10.0.0.9');
  });
});
