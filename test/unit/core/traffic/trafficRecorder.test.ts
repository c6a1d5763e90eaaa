import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TrafficRecorder } from '../../../../src/core/traffic/trafficRecorder';
import { assertProperty } from '../../property';
import { process } from '../../snapshots';
import { connection, has, listener, Machine, type MadeConnection, type MadeMessage } from './readings';

describe('TrafficRecorder: rates and totals', () => {
  it('divides what was sent by the time that was measured', () => {
    const machine = new Machine();
    const first = machine.sample([connection({ sent: 5_000, received: 70 })]);
    assert.equal(first.step, undefined);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    const second = machine.sample([connection({ sent: 9_000, received: 70 })], { step: 2_000 });
    assert.equal(second.step, 2_000);
    const { sent, sentRate, receivedRate } = machine.row(0);
    assert.deepEqual([sent, sentRate, receivedRate], [9_000, 2_000, 0]);
    assert.deepEqual([...second.connections.sent], [4_000]);
    assert.deepEqual([...second.connections.ids], [machine.row(0)['id']]);
  });

  it('counts a connection that was opened since the last sample from 0', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    const sample = machine.sample([connection(), connection({ cookie: 2, sent: 300, received: 20 })]);
    assert.equal(sample.opened, 1);
    assert.equal(machine.row(1)['sentRate'], 300);
    assert.equal(machine.row(1)['receivedRate'], 20);
    assert.equal(has(machine.row(1)['flags'], 'isOlder'), false);
    assert.equal(machine.row(1)['firstSeen'], sample.takenAt);
  });

  it('takes nothing of a first sample for new', () => {
    const machine = new Machine();
    const sample = machine.sample([connection(), listener(80)]);
    assert.equal(sample.opened, undefined);
    assert.equal(sample.closed, undefined);
    for (const row of [0, 1]) {
      assert.equal(has(machine.row(row)['flags'], 'isOlder'), true);
      assert.equal(machine.row(row)['changedAt'], 0);
    }
  });

  it('knows no rates of sockets that the kernel does not count for', () => {
    const machine = new Machine();
    const udp = { protocol: 'udp', remote: ['10.0.0.9', 53], state: 1, inode: 77 } as const;
    const rows = [udp, listener(80, { sent: 0, received: 0 }), { ...udp, remote: undefined, state: 7 }];
    for (let n = 0; n < 3; n++) machine.sample(rows as MadeConnection[]);
    for (const row of [0, 1, 2]) {
      assert.notEqual(machine.slot(row), -1);
      assert.equal(machine.row(row)['sentRate'], Number.NaN);
      assert.equal(machine.row(row)['sent'], Number.NaN);
    }
  });

  it('never has a negative rate or a spike of counters that run back', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 5_000, received: 900 })]);
    machine.sample([connection({ sent: 4_000, received: 100 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['sent']], [0, 5_000]);
    machine.sample([connection({ sent: 5_010, received: 901 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['receivedRate']], [10, 1]);
  });

  it('takes off what says that the other end is done', () => {
    const machine = new Machine();
    machine.sample([connection({ received: 200 })]);
    const sample = machine.sample([connection({ received: 201, state: 8 })]);
    const { received, receivedRate, changedAt } = machine.row(0);
    assert.deepEqual([received, receivedRate, changedAt], [200, 0, sample.takenAt]);
  });

  it('counts payload of a connection in the making from 0', () => {
    const machine = new Machine();
    machine.sample([connection({ state: 3, sent: Number.NaN, received: Number.NaN })]);
    machine.sample([connection({ sent: 40, received: 2 })]);
    assert.deepEqual([machine.row(0)['sentRate'], machine.row(0)['receivedRate']], [40, 2]);
  });

  it('keeps totals while the kernel does not answer over netlink, and the row', () => {
    const machine = new Machine();
    machine.sample([connection({ sent: 10 })]);
    machine.sample([connection({ sent: 20 })]);
    const { id } = machine.row(0);
    const plain = connection({
      cookie: 0,
      local: ['10.0.0.1', 40_001],
      sent: Number.NaN,
      received: Number.NaN,
    });
    machine.sample([plain]);
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual([machine.row(0)['sent'], machine.row(0)['sentRate']], [20, Number.NaN]);
    machine.sample([connection({ sent: 50 })]);
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual([machine.row(0)['sent'], machine.row(0)['sentRate']], [50, 30]);
  });

  it('gives sockets without a cookie that are alike rows of their own', () => {
    const machine = new Machine();
    const udp = { protocol: 'udp', remote: ['10.0.0.9', 53], state: 1 } as const;
    machine.sample([udp, udp]);
    const ids = [machine.row(0)['id'], machine.row(1)['id']];
    machine.sample([udp, udp]);
    assert.deepEqual([machine.row(0)['id'], machine.row(1)['id']], ids);
    assert.notEqual(ids[0], ids[1]);
  });

  it('gives a socket that the kernel lists twice one slot', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.sample([connection(), connection({ state: 4 })]);
    assert.equal(machine.slot(1), -1);
  });

  it('counts sockets by state, and marks what changed its state', () => {
    const machine = new Machine();
    const { states } = machine.sample([connection(), connection({ cookie: 2 }), listener(80)]);
    assert.deepEqual([states[1], states[10], states.length], [2, 1, 13]);
  });
});

describe('TrafficRecorder: gaps', () => {
  it('knows no rate behind a gap, nor takes anything for new or counts it in sums', () => {
    const machine = new Machine();
    const processes = [process()];
    const row = (sent: number): MadeConnection => connection({ sent, pids: [42] });
    machine.sample([row(0)], { processes });
    machine.sample([row(10)], { processes });
    const late = machine.sample([row(5_000), connection({ cookie: 2, sent: 9 })], {
      processes,
      step: 60_000,
    });
    assert.deepEqual([late.step, late.opened, late.connections.ids.length], [undefined, undefined, 0]);
    assert.equal(machine.row(0)['sent'], 5_000);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(has(machine.row(1)['flags'], 'isOlder'), true);
    assert.equal(machine.sums('processes', '42 100')['sent'], 10);
    machine.sample([row(5_001)], { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 11);
  });

  it('is told that nobody watches', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.recorder.interrupt();
    assert.equal(machine.sample([connection({ sent: 10 })]).step, undefined);
    assert.equal(machine.sample([connection({ sent: 20 })]).step, 1_000);
    assert.equal(machine.row(0)['sentRate'], 10);
  });

  it('counts what the machine did until it slept, but not how fast', () => {
    const machine = new Machine();
    machine.sample([connection({ pids: [42] })], { processes: [process()] });
    machine.wall += 3_600_000;
    const sample = machine.sample([connection({ pids: [42], sent: 70 })], { processes: [process()] });
    assert.equal(sample.step, undefined);
    assert.equal(machine.row(0)['sentRate'], Number.NaN);
    assert.equal(machine.sums('processes', '42 100')['sent'], 70);
    assert.equal(sample.opened, 0);
  });

  it('goes on in time where the wall clock is set back', () => {
    const machine = new Machine();
    const before = machine.sample([connection()]);
    machine.wall -= 3_600_000;
    const sample = machine.sample([connection({ sent: 5 })]);
    assert.deepEqual([sample.takenAt - before.takenAt, sample.step], [1_000, 1_000]);
    assert.equal(machine.row(0)['sentRate'], 5);
  });

  it('takes what closed in a gap for closed when it was seen last', () => {
    const machine = new Machine();
    const before = machine.sample([connection()]);
    const sample = machine.sample([], { step: 1_000 });
    assert.equal(sample.closed, 1);
    machine.sample([connection({ cookie: 2 })]);
    const last = machine.sample([connection({ cookie: 2 })]);
    assert.equal(machine.sample([], { step: 90_000 }).closed, undefined);
    assert.deepEqual(
      machine.closed.map(({ closedAt }) => closedAt),
      [before.takenAt + 1_000, last.takenAt],
    );
  });
});

describe('TrafficRecorder: handed over', () => {
  it('goes on with the same rows, sums and closed ones', () => {
    const machine = new Machine();
    const processes = [process()];
    machine.sample([connection({ pids: [42] }), connection({ cookie: 2 })], { processes });
    machine.sample([connection({ pids: [42], sent: 5 })], { processes });
    const { id } = machine.row(0);
    const closed = machine.closed.map((row) => row['id']);
    const kept = machine.recorder.keep();
    machine.recorder = TrafficRecorder.restore(structuredClone(kept));
    const first = machine.sample([connection({ pids: [42], sent: 9 }), connection({ cookie: 3 })], {
      processes,
    });
    assert.equal(machine.row(0)['id'], id);
    assert.deepEqual(
      [first.step, first.opened, machine.row(0)['sentRate']],
      [undefined, undefined, Number.NaN],
    );
    assert.equal(first.sequence, 3);
    assert.ok((machine.row(1)['id'] ?? 0) > (id ?? 0));
    assert.deepEqual(
      machine.closed.map((row) => row['id']),
      closed,
    );
    assert.equal(machine.sums('processes', '42 100')['sent'], 5);
    machine.sample([connection({ pids: [42], sent: 10 })], { processes });
    assert.equal(machine.sums('processes', '42 100')['sent'], 6);
    assert.equal(machine.row(0)['sentRate'], 1);
  });

  it('does not take for closed what went meanwhile', () => {
    const machine = new Machine();
    machine.sample([connection()]);
    machine.recorder = TrafficRecorder.restore(machine.recorder.keep());
    machine.sample([]);
    assert.deepEqual([machine.closed.length, machine.recorder.connections.count], [0, 0]);
  });
});

describe('TrafficRecorder: any life of connections', () => {
  /** One step of one connection: how it goes on, and how many bytes it sends. */
  const moves = fc.array(
    fc.array(
      fc.record({
        does: fc.constantFrom('open', 'send', 'close', 'brief', 'rest'),
        which: fc.nat(5),
        bytes: fc.nat(1_000),
        isLost: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    { maxLength: 12 },
  );

  it('adds up to what was sent, and never to less than nothing', () => {
    assertProperty(moves, (steps) => {
      const machine = new Machine();
      const living = new Map<number, { sent: number; cookie: number }>();
      let cookie = 1;
      let [all, lost] = [0, 0];
      const total = (of: 'processes' | 'hosts'): number =>
        machine.recorder[of].columns.sent.reduce((sum, each) => sum + each, 0);
      const ends = (number: number): Pick<MadeMessage, 'local' | 'remote'> => ({
        local: ['10.0.0.1', number],
        remote: ['10.0.0.2', 443],
      });
      const rows = (): MadeConnection[] =>
        [...living.values()].map((each) => connection({ ...each, ...(ends(each.cookie) as object) }));
      machine.sample([]);
      let counted = 0;
      for (const step of steps) {
        const closed: MadeMessage[] = [];
        for (const { does, which, bytes, isLost } of step) {
          const known = living.get(which);
          if (does === 'brief') {
            const mine = cookie++;
            if (isLost) continue;
            all += bytes;
            closed.push({ cookie: mine, ...ends(mine), sent: bytes, received: 0 });
          } else if (does === 'open' && known === undefined) {
            living.set(which, { sent: bytes, cookie: cookie++ });
            all += bytes;
          } else if (known !== undefined && does !== 'open') {
            known.sent += bytes;
            all += bytes;
            if (does !== 'close') continue;
            living.delete(which);
            if (!isLost) closed.push({ ...known, ...ends(known.cookie), received: 0 });
            else lost += known.sent;
          }
        }
        const sample = machine.sample(rows(), { closed });
        for (const each of [...sample.connections.sent, ...sample.processes.sent]) assert.ok(each >= 0);
        counted += sample.connections.sent.reduce((sum, each) => sum + each, 0);
        for (const column of ['sentRate', 'receivedRate'] as const)
          for (const rate of machine.recorder.connections.columns[column]) assert.ok(!(rate < 0));
      }
      const [byProcess, byHost] = [total('processes'), total('hosts')];
      assert.equal(byProcess, byHost);
      assert.equal(byProcess, counted);
      assert.ok(byProcess <= all && byProcess >= all - lost, `${byProcess} of ${all}, ${lost} lost`);
    });
  });
});
