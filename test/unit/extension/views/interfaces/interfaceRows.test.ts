import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { InterfaceFacts } from '../../../../../src/core/model/interface';
import type { NetworkTable } from '../../../../../src/core/model/networkTable';
import { parseDev } from '../../../../../src/core/procfs/dev';
import { interfaceRows } from '../../../../../src/extension/views/interfaces/interfaceRows';
import type { Row } from '../../../../../src/extension/views/tree/row';
import { DEV_HEADER } from '../../../node/machineTables';

const UP = 0x1043;
const WITHOUT_LINK = 0x1003;
const DOWN = 0x1002;

/** What /proc/net/dev tells of an interface that received and sent so many packets, and dropped some that arrived. */
function facts(name: string, flags: number, packets: number, dropped = 0): InterfaceFacts {
  const line = `${name}: ${packets * 100} ${packets} 0 ${dropped} 0 0 0 0 0 0 0 0 0 0 0 0\n`;
  const [counters] = parseDev(new TextEncoder().encode(DEV_HEADER + line)).rows;
  return {
    ...{ name, index: 1, flags, mtu: 1500, metric: 0, txQueueLength: 1000, hardwareType: 1 },
    ...{ hardwareAddress: [2, 0, 0, 0, 0, 1], ipv4: [], ipv6: [], counters },
  } as unknown as InterfaceFacts;
}

function reading(takenAt: number, ...interfaces: readonly InterfaceFacts[]): NetworkTable<'interfaces'> {
  const { length } = interfaces;
  return {
    ...{ name: 'interfaces', takenAt, contents: { interfaces }, total: length, matching: length },
    ...{ sources: [], issues: [], filter: '' },
  } as unknown as NetworkTable<'interfaces'>;
}

function below({ children = [] }: Row, ...path: readonly string[]): Row {
  const [label, ...rest] = path;
  const child = children.find((each) => each.label === label);
  assert.ok(child, label);
  return rest.length === 0 ? child : below(child, ...rest);
}

async function tooltip(row: Row): Promise<string> {
  const told = await row.tooltip?.();
  assert.ok(told);
  return told
    .flatMap(({ heading, fields }) => [heading, ...fields.map((field) => field.filter(Boolean).join(': '))])
    .filter(Boolean)
    .join('\n');
}

describe('the rows of interfaces', () => {
  const opened = reading(
    1_000,
    facts('down0', DOWN, 900),
    facts('cable0', WITHOUT_LINK, 0),
    facts('idle0', UP, 0),
    facts('quiet0', UP, 500),
    facts('busy0', UP, 10, 5),
  );
  const before = reading(
    61_000,
    facts('down0', DOWN, 900),
    facts('cable0', WITHOUT_LINK, 0),
    facts('idle0', UP, 0),
    facts('quiet0', UP, 500),
    facts('busy0', UP, 20, 8),
  );
  const now = { ...before, takenAt: 63_000 };

  it('are first those that move something, last those that are down', () => {
    const names = interfaceRows(now, before, opened).map(({ label }) => label);
    assert.deepEqual(names, ['busy0', 'quiet0', 'idle0', 'cable0', 'down0']);
    // What stood still in the last two seconds keeps its place: rows that jump cannot be read.
    assert.deepEqual(
      interfaceRows(now, now, opened).map(({ label }) => label),
      names,
    );
    assert.deepEqual(
      interfaceRows(opened, undefined, opened).map(({ label }) => label),
      ['quiet0', 'busy0', 'idle0', 'cable0', 'down0'],
    );
  });

  it('are marked for packets that were lost since the view was opened, however long ago', () => {
    const [busy, quiet] = interfaceRows(now, before, opened);
    assert.match(busy?.description ?? '', /^up · 3 lost/);
    assert.match(busy?.spoken ?? '', /up, 3 lost/);
    assert.equal(busy?.trouble, 'dropped: more since the view was opened');
    assert.equal(quiet?.trouble, undefined);
    assert.doesNotMatch(quiet?.description ?? '', /lost/);
    const [first] = interfaceRows(opened, undefined, opened).filter(({ label }) => label === 'busy0');
    assert.equal(first?.trouble, undefined, 'what was lost before is no news');
  });

  it('count since the view was opened beside all', () => {
    const [busy] = interfaceRows(now, before, opened);
    assert.ok(busy);
    const packets = below(busy, 'Received', 'packets');
    assert.equal(packets.description, '20 (+10)');
    assert.equal(packets.spoken, 'packets, 20, 10 since the view was opened');
    assert.equal(below(busy, 'Received', 'errors').description, '0');
  });

  it('explain each counter in its tooltip', async () => {
    const [busy] = interfaceRows(now, before, opened);
    assert.ok(busy);
    const told = await tooltip(below(busy, 'Received', 'dropped'));
    assert.match(told, /no room for them/);
    assert.match(told, /In all, since the interface was made: 8/);
    assert.match(told, /In the 1 min since the view was opened: \+3/);
    for (const direction of ['Received', 'Transmitted']) {
      for (const row of below(busy, direction).children ?? []) {
        const [, meaning = ''] = (await tooltip(row)).split('\n');
        assert.ok(meaning.length > 20, row.label);
      }
    }
  });
});
