import assert from 'node:assert/strict';
import type { HistoryWish } from '../../../../../src/core/model/history';
import { History } from '../../../../../src/node/engine/history/history';
import { closings, FakeMachine, START } from './fakeHistory';

const WISH: HistoryWish = {
  ...{ record: 'listeners', keepHours: 24, keepMegabytes: 64, interval: 10_000, by: 'window' },
};
const DEED = {
  deed: { kind: 'stopContainer', container: 'abc' },
  outcome: 'stopped',
} as const;

describe('recording the history', () => {
  let machine: FakeMachine;
  let history: History;

  beforeEach(() => {
    machine = new FakeMachine();
    history = new History(machine, machine);
  });

  const told = (): string[] => machine.told();
  /** Begins, and forgets how. */
  async function begin(wish: HistoryWish = WISH): Promise<void> {
    history.record(wish);
    await machine.wait(0);
    told();
  }

  it('begins with a pass, which is written at once', () => {
    history.record(WISH);
    assert.deepEqual(told(), ['open', 'lock', 'look', 'pass listening 3000', 'write 1', 'trim']);
    assert.deepEqual(history.status, {
      ...{ record: 'listeners', recorder: 'this', folder: '/history', bytes: 1, entries: 1, revision: 1 },
    });
    assert.deepEqual(
      machine.statuses.map(({ recorder, revision }) => [recorder, revision]),
      [
        ['this', 1],
        ['this', 1],
      ],
    );
  });

  it('looks at tables alone while nothing changes, and writes nothing but signs of life', async () => {
    await begin();
    await machine.wait(60_000);
    const lines = told();
    assert.deepEqual([...new Set(lines)].toSorted(), ['beat', 'look', 'still listening']);
    const looks = lines.filter((line) => line === 'look').length;
    assert.ok(looks === 6, `${looks} looks in a minute`);
    assert.ok(lines.filter((line) => line === 'beat').length >= 4, 'who gives none for 45 s counts as dead');
  });

  it('looks for owners where listeners changed', async () => {
    await begin();
    machine.sockets.push({ local: ['127.0.0.1', 8080], inode: 8 });
    await machine.wait(10_000);
    assert.deepEqual(
      told().filter((line) => line !== 'beat'),
      ['look', 'pass listening 3000 8080', 'write 1'],
    );
    // The same port, and another socket.
    machine.sockets[1] = { local: ['127.0.0.1', 8080], inode: 9 };
    await machine.wait(10_000);
    assert.ok(told().includes('pass listening 3000 8080'));
  });

  it('makes no pass while others have them made, and takes those in', async () => {
    await begin();
    for (let i = 0; i < 10; i++) {
      await machine.wait(2_000);
      history.took(machine.snapshot(), i % 5 !== 0);
    }
    const lines = told().filter((line) => line !== 'beat');
    assert.ok(!lines.includes('look'));
    assert.equal(lines.filter((line) => line.startsWith('pass')).length, 2);
    assert.equal(lines.filter((line) => line.startsWith('still')).length, 8);
  });

  it('looks at the table of UNIX sockets as often, and over everything only where their listeners are others', async () => {
    machine.unix = [5];
    history.record(WISH);
    assert.deepEqual(told().slice(2), ['pass all 3000', 'write 1', 'trim']);
    await machine.wait(30_000);
    const quiet = told().filter((line) => line !== 'beat');
    assert.deepEqual([...new Set(quiet)], ['still unix', 'look', 'still listening']);
    assert.equal(quiet.filter((line) => line === 'still unix').length, 3);
    machine.unix = [5, 6];
    await machine.wait(10_000);
    assert.deepEqual(
      told().filter((line) => line !== 'beat'),
      ['pass all 3000', 'write 1'],
    );
    // Whoever has only ports in sight sees none of them.
    for (let i = 0; i < 5; i++) {
      await machine.wait(2_000);
      history.took({ ...machine.snapshot(), scope: 'listening' }, true);
    }
    const beside = told();
    assert.ok(beside.includes('still unix') && !beside.includes('look'), beside.join());
  });

  it('makes one at once where a listener is gone, and not one after the other', async () => {
    await begin();
    assert.ok(machine.recorder);
    machine.recorder.needsPass = true;
    machine.passTakes = 20;
    machine.sockets.push({ local: ['127.0.0.1', 8080], inode: 8 });
    machine.ears[0]?.told.push(closings(5));
    await machine.wait(1_200);
    assert.deepEqual(told(), ['closed 5', 'look', 'pass listening 3000 8080', 'write 2']);
    const before = machine.now;
    for (let i = 0; i < 100; i++) {
      machine.ears[0]?.told.push(closings(6 + i));
      await machine.wait(10);
    }
    const looks = told().filter((line) => line === 'look').length;
    // A look takes nothing where nothing changed; never more than ten a second.
    assert.ok(looks >= 1 && looks <= (machine.now - before) / 100 + 1, `${looks} looks`);
  });

  it('reads all sockets where every connection is recorded, but only once a counter moved', async () => {
    machine.areStill = false;
    await begin({ ...WISH, record: 'connections' });
    machine.areStill = true;
    await machine.wait(10_000);
    assert.deepEqual(
      told().filter((line) => line !== 'beat'),
      ['look', 'still listening', 'still inet'],
    );
    machine.areStill = false;
    await machine.wait(10_000);
    assert.deepEqual(
      told().filter((line) => line !== 'beat'),
      ['pass inet 3000', 'write 1'],
    );
  });

  it('reads all sockets for connections although others have listeners read all the time', async () => {
    machine.areStill = false;
    await begin({ ...WISH, record: 'connections' });
    for (let i = 0; i < 12; i++) {
      await machine.wait(2_000);
      history.took({ ...machine.snapshot(), scope: 'listening' }, false);
    }
    assert.equal(told().filter((line) => line.startsWith('pass inet')).length, 2);
  });

  it('writes at most once a second, all that came meanwhile', async () => {
    await begin();
    const times: number[] = [];
    for (let i = 0; i < 300; i++) {
      machine.ears[0]?.told.push(closings(i + 1, i + 1_001));
      await machine.wait(10);
      if (told().some((line) => line.startsWith('write'))) times.push(machine.now);
    }
    assert.ok(times.length >= 2);
    for (const [i, time] of times.entries()) assert.ok(time - (times[i - 1] ?? -1_000) >= 990);
    assert.ok(machine.statuses.length <= times.length + 2);
  });

  it('writes much bit by bit, and hears meanwhile what comes', async () => {
    await begin();
    const [ear] = machine.ears;
    assert.ok(ear && machine.recorder);
    machine.recorder.more = 2_500;
    ear.told.push(closings(1));
    await machine.wait(1_300);
    assert.deepEqual(
      told().filter((line) => line.startsWith('write')),
      ['write 1000', 'write 1000', 'write 501'],
    );
    machine.recorder.more = 2_500;
    ear.told.push(closings(2));
    await machine.wait(1_010);
    history.record(undefined);
    const lines = told().filter((line) => /^write|interrupted/.test(line));
    assert.equal(
      lines.reduce((sum, line) => sum + Number(/^write (\d+)/.exec(line)?.[1] ?? 0), 0),
      2_502,
      'nothing is left out at the end',
    );
  });

  it('gives memory back once it has begun, and from time to time while much is written', async () => {
    await begin();
    const write = async (seconds: number, changes: number): Promise<number> => {
      const before = machine.returned;
      for (let second = 0; second < seconds; second++) {
        if (machine.recorder) machine.recorder.more = changes - 1;
        history.took({ ...machine.snapshot(), scope: 'listening' }, false);
        await machine.wait(1_000);
      }
      return machine.returned - before;
    };
    assert.equal(await write(9, 1), 0);
    assert.equal(await write(60, 1), 1);
    assert.equal(await write(100, 100), 5);
    // What was written since counts.
    await write(30, 1);
    assert.equal(await write(300, 1), 0);
  });

  it('trims from time to time, while something is written', async () => {
    await begin();
    for (let i = 0; i < 30; i++) {
      machine.ears[0]?.told.push(closings(i + 1));
      await machine.wait(10_000);
    }
    const trims = told().filter((line) => line === 'trim').length;
    assert.ok(trims >= 4 && trims <= 6, `${trims} in five minutes`);
  });

  it('tells of what the kernel says of interfaces, and of what was lost there', async () => {
    await begin();
    const at = { after: START, by: START };
    machine.notices = {
      notices: [{ kind: 'notice', at, subject: 'interface', change: 'up', device: 'eth0', count: 1 }],
      lost: 3,
    };
    await machine.wait(1_000);
    assert.deepEqual(told(), ['interface up', 'gap lost 0..1000 3', 'write 2']);
  });

  it('knows the time that nobody recorded, and that the kernel does not tell', () => {
    machine.since = START - 5_000;
    machine.isDeaf = true;
    history.record(WISH);
    assert.deepEqual(told().slice(2, 4), ['gap ended -5000..0', 'gap unheard 0..0']);
  });

  it('knows that the machine slept, that the time was set, and that a pass was slow', async () => {
    await begin();
    machine.slept = 3_600_000;
    await machine.wait(1_000);
    assert.deepEqual(told(), ['gap sleep 0..3601000', 'beat', 'write 1'], 'it is alive, says it at once');
    machine.set = -100_000;
    await machine.wait(1_000);
    assert.deepEqual(told().slice(0, 1), [`gap clock 3602000..${3_602_000 - 100_000}`]);
    machine.passTakes = 900;
    const [ear] = machine.ears;
    assert.ok(ear);
    machine.duringPass = () => (ear.lost = 40);
    machine.sockets.push({ local: ['127.0.0.1', 8080], inode: 8 });
    await machine.wait(10_000);
    assert.match(told().join('\n'), /^gap slow \d+\.\.\d+ 40$/m);
  });

  it('ends in order: what is open is not watched any more, all is written, and the next one may begin', async () => {
    await begin();
    machine.ears[0]?.told.push(closings(1));
    await machine.wait(10);
    history.record(undefined);
    assert.deepEqual(told(), ['closed 1', 'interrupted 10', 'write 2', 'release', 'close']);
    assert.equal(machine.isIdle, true);
    assert.equal(machine.ears[0]?.isOpen, false);
    assert.deepEqual(machine.statuses.at(-1)?.recorder, 'none');
    history.took(machine.snapshot(), false);
    history.record(undefined);
    assert.deepEqual(told(), []);
  });

  it('goes on in another way without a break, and in the same way without a new beginning', async () => {
    await begin();
    history.record({ ...WISH, interval: 30_000 });
    await machine.wait(29_000);
    assert.deepEqual(new Set(told()), new Set(['beat']));
    history.record({ ...WISH, record: 'connections' });
    assert.deepEqual(told().slice(0, 2), ['interrupted 29000', 'write 1']);
    assert.equal(history.status.recorder, 'this');
  });

  it('leaves recording to another process, tries again when it is asked again, and notes what is done', async () => {
    machine.isTaken = true;
    history.record(WISH);
    assert.deepEqual(told(), ['open', 'taken by another']);
    assert.deepEqual([history.status.recorder, machine.statuses.length, machine.isIdle], ['other', 1, true]);
    history.note(DEED);
    assert.deepEqual(told(), ['write 1']);
    assert.deepEqual(machine.written, [
      {
        kind: 'add',
        entry: { kind: 'action', at: { after: START, by: START }, by: 'window', pid: 4000, ...DEED },
      },
    ]);
    machine.isTaken = false;
    history.record(WISH);
    assert.deepEqual(told().slice(0, 1), ['lock']);
    assert.equal(machine.statuses.at(-1)?.recorder, 'this');
  });

  it('stops where another process took it for dead, and writes no more', async () => {
    await begin();
    machine.beats = false;
    machine.ears[0]?.told.push(closings(1));
    await machine.wait(20_000);
    assert.equal(history.status.recorder, 'other');
    assert.equal(machine.isIdle, true);
    assert.ok(!told().slice(-1).includes('write 1'));
  });

  it('notes nothing of an agent where nobody records, since then nothing may be to be kept', () => {
    machine.isRecordedBySomebody = false;
    history.record({ ...WISH, by: 'agent' });
    history.note(DEED);
    assert.deepEqual([told(), history.isNoting], [[], false]);
    machine.isRecordedBySomebody = true;
    history.note(DEED);
    assert.deepEqual(told(), ['open', 'write 1']);
  });

  it('notes what an agent does, records nothing, and writes nothing at all where nothing is to be kept', () => {
    history.record({ ...WISH, by: 'agent' });
    history.note(DEED);
    assert.deepEqual(told(), ['open', 'write 1']);
    assert.deepEqual(
      machine.written.map((change) => 'by' in change.entry && change.entry.by),
      ['agent'],
    );
    history.record({ ...WISH, record: 'off' });
    told();
    history.note(DEED);
    history.note(undefined);
    assert.deepEqual([told(), history.isNoting, machine.isIdle], [[], false, true]);
  });

  it('does nothing on a machine that it is not told of', () => {
    const none = new History(machine);
    none.record(WISH);
    none.note(DEED);
    assert.deepEqual(none.status, {
      ...{ record: 'listeners', recorder: 'none', bytes: 0, entries: 0, revision: 0 },
    });
    assert.deepEqual(told(), []);
  });

  it('forgets everything when it is asked to, and begins anew', async () => {
    await begin();
    history.clear();
    assert.deepEqual(told(), [
      'interrupted 0',
      'write 1',
      'clear',
      'look',
      'pass listening 3000',
      'write 1',
      'trim',
    ]);
  });

  it('ends where it fails itself, says so, lets another one try, and leaves the engine alone', async () => {
    await begin();
    assert.ok(machine.recorder);
    machine.recorder.pass = () => {
      throw new Error('a fault of ours');
    };
    history.took(machine.snapshot(), false);
    assert.deepEqual(told(), ['log recording failed: a fault of ours', 'release']);
    assert.deepEqual([history.status.recorder, machine.isIdle], ['none', true]);
    history.took(machine.snapshot(), false);
    history.heard(undefined);
    history.record(WISH);
    assert.equal(history.status.recorder, 'this');
  });

  it('goes on where a pass fails, and says so', async () => {
    await begin();
    machine.listeners = () => {
      throw new Error('/proc is gone');
    };
    await machine.wait(10_000);
    assert.deepEqual(
      told().filter((line) => line !== 'beat'),
      ['log a pass for the history failed: /proc is gone'],
    );
    assert.equal(machine.isIdle, false);
  });
});
