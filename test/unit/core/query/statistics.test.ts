import assert from 'node:assert/strict';
import { type CounterRow, statisticsRows } from '../../../../src/core/query/statistics';
import { interfaceChanges, isLoss, stateOf } from '../../../../src/core/query/interfaceRates';
import type { InterfaceFacts } from '../../../../src/core/model/interface';
import { troubleOf } from '../../../../src/core/query/troubles';
import { parseDev } from '../../../../src/core/procfs/dev';
import { parseSnmp } from '../../../../src/core/procfs/snmp';
import { parseSnmp6 } from '../../../../src/core/procfs/snmp6';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function tcp(maximum: number, established: number, segments: number, again: number, listenDrops: number) {
  const text = `Tcp: MaxConn CurrEstab OutSegs RetransSegs InErrs
Tcp: ${maximum} ${established} ${segments} ${again} 0
TcpExt: ListenDrops SomethingNew
TcpExt: ${listenDrops} 7
`;
  return parseSnmp(bytes(text)).rows;
}

describe('the statistics of a view', () => {
  const before = { takenAt: 1_000, sections: tcp(-1, 5, 100, 1, 0) };
  const now = { takenAt: 3_000, sections: tcp(-1, 3, 150, 4, 2) };
  const find = (key: string, showAll = false): CounterRow | undefined =>
    statisticsRows(now, before, showAll)
      .flatMap(({ rows }) => rows)
      .find((row) => row.key === key);

  it("say netstat's words, and the change per second", () => {
    const row = find('OutSegs');
    assert.equal(row?.words, 'segments sent out');
    assert.equal(row?.value, 150n);
    assert.equal(row?.change?.perSecond, 25);
    assert.equal(row?.trouble, undefined);
    assert.equal(find('SomethingNew')?.words, undefined);
  });

  it('mark what speaks of trouble, where it moved', () => {
    assert.equal(find('RetransSegs')?.trouble, 'retransmits');
    assert.equal(find('ListenDrops')?.trouble, 'listenQueue');
    const [first] = statisticsRows(now, { ...now, takenAt: 1_000 }, false);
    assert.ok(
      first?.rows.every(({ trouble }) => trouble === undefined),
      'nothing moved',
    );
    const unknown = statisticsRows(now, undefined, false).flatMap(({ rows }) => rows);
    assert.ok(unknown.every(({ change, trouble }) => change === undefined && trouble === undefined));
  });

  it('know a gauge from a counter', () => assert.equal(find('CurrEstab')?.change, undefined));

  it('tell how far counters moved since the view was opened, and what they would speak of', () => {
    const opened = { takenAt: 500, sections: tcp(-1, 1, 20, 4, 0) };
    const rows = statisticsRows(now, now, false, opened).flatMap((section) => section.rows);
    const of = (key: string): CounterRow | undefined => rows.find((row) => row.key === key);
    assert.equal(of('OutSegs')?.sinceOpened, 130n);
    assert.equal(of('RetransSegs')?.sinceOpened, 0n);
    assert.equal(of('RetransSegs')?.meaning, 'retransmits');
    assert.equal(of('RetransSegs')?.trouble, undefined);
    assert.deepEqual([of('CurrEstab')?.isLevel, of('CurrEstab')?.sinceOpened], [true, undefined]);
  });

  it('leave out what is 0 and what is a setting, unless all is asked for', () => {
    assert.equal(find('InErrs'), undefined);
    assert.equal(find('MaxConn'), undefined);
    assert.equal(find('InErrs', true)?.value, 0n);
    assert.equal(find('MaxConn', true)?.value, -1n);
    assert.deepEqual(
      statisticsRows(now, before, false).map(({ hidden }) => hidden),
      [2, 0],
    );
  });

  it('leave out a section without rows', () => {
    const sections = parseSnmp(bytes('Udp: InErrors\nUdp: 0\n')).rows;
    assert.deepEqual(statisticsRows({ takenAt: 1, sections }, undefined, false), []);
    assert.equal(statisticsRows({ takenAt: 1, sections }, undefined, true).length, 1);
  });

  it('tell which histogram of ICMP a counter belongs to', () => {
    const sections = parseSnmp6(bytes('Icmp6InMsgs 5\nIcmp6InEchos 3\nIcmp6OutEchoReplies 2\n')).rows;
    const rows = statisticsRows({ takenAt: 1, sections }, undefined, false).flatMap(
      (section) => section.rows,
    );
    assert.deepEqual(
      rows.map(({ words, histogram }) => [histogram, words]),
      [
        [undefined, 'ICMP messages received'],
        ['input', 'echo requests'],
        ['output', 'echo replies'],
      ],
    );
  });
});

describe('counters that speak of trouble', () => {
  it('are known in every section, also behind the name of IPv6 protocols', () => {
    assert.equal(troubleOf('Udp', 'RcvbufErrors'), 'receiveBuffer');
    assert.equal(troubleOf('Udp6', 'Udp6RcvbufErrors'), 'receiveBuffer');
    assert.equal(troubleOf('Tcp', 'InCsumErrors'), 'checksums');
    assert.equal(troubleOf('Sctp', 'SctpChecksumErrors'), 'checksums');
    assert.equal(troubleOf('TcpExt', 'TCPAbortOnMemory'), 'memory');
    assert.equal(troubleOf('Tcp', 'InSegs'), undefined);
  });
});

describe('the counters of an interface', () => {
  const counters = (line: string) => {
    const { rows } = parseDev(bytes(`Inter-| bytes\n face |bytes compressed\n${line}\n`));
    const [row] = rows;
    assert.ok(row);
    return row;
  };
  const before = counters('eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0');

  it('have rates, and tell what was lost', () => {
    const now = counters('eth0: 5000 30 0 2 0 0 0 0 2000 20 0 0 0 0 0 0');
    const changes = interfaceChanges(now, before, 2_000);
    assert.equal(changes.rxBytes?.perSecond, 2_000);
    assert.equal(changes.txBytes?.perSecond, 0);
    assert.ok(isLoss('rxDropped', changes));
    assert.ok(!isLoss('rxErrors', changes) && !isLoss('rxPackets', changes));
  });

  it('have no rate where they began anew, or were not read before', () => {
    const anew = counters('eth0: 10 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0');
    assert.equal(interfaceChanges(anew, before, 2_000).rxBytes, undefined);
    assert.deepEqual(interfaceChanges(anew, undefined, 2_000), {});
  });

  it('belong to an interface that is up, up without a link, or down', () => {
    const flags = [0x1043, 0x1003, 0x1002].map((bits) => stateOf({ flags: bits } as InterfaceFacts));
    assert.deepEqual(flags, ['up', 'noCarrier', 'down']);
  });
});
