import assert from 'node:assert/strict';
import { Hearing, type HeardClosings } from '../../../../../src/node/engine/history/hearing';
import { closings, FakeEar } from './fakeHistory';

const NOW = 1_700_000_000_000;

describe('hearing which sockets close', () => {
  let ears: FakeEar[];
  let heard: string[];
  let looks: number;
  let hearing: Hearing;

  beforeEach(() => {
    ears = [];
    heard = [];
    looks = 0;
    const open = (): FakeEar[] => {
      ears.push(new FakeEar());
      return ears.slice(-1);
    };
    const tell = ({ rows, lost, wasBusy, from, to }: HeardClosings): void => {
      looks++;
      if (rows.at.length === 0 && lost === 0) return;
      const span = `${from - NOW}..${to - NOW}`;
      heard.push([...rows.cookie, `lost ${lost}`, ...(wasBusy ? ['busy'] : []), span].join(' '));
    };
    hearing = new Hearing(open, tell, NOW);
  });

  const told = (): string[] => heard.splice(0);
  const ear = (): FakeEar => ears.at(-1) ?? assert.fail('nobody listens');

  /** The thread of the Traffic page, with what it has to hand on. */
  const thread = {
    told: [] as number[][],
    isWhole: true,
    lost: 0,
    now: NOW,
    handOn(): void {
      const rows = closings(...thread.told.flat());
      thread.told = [];
      hearing.heard({ rows, lost: thread.lost, isWhole: thread.isWhole }, thread.now);
      thread.lost = 0;
    },
  };
  beforeEach(() => Object.assign(thread, { told: [], isWhole: true, lost: 0, now: NOW }));

  it('tells what closed since the last look, at each, though that may be nothing', () => {
    assert.equal(hearing.isDeaf, false);
    assert.equal(hearing.hear(NOW + 1_000), 1_000);
    assert.deepEqual([told(), looks], [[], 1]);
    ear().told.push(closings(1, 2));
    hearing.hear(NOW + 2_000);
    assert.deepEqual(told(), ['1 2 lost 0 1000..2000']);
  });

  it('looks sooner as more comes', () => {
    ear().told.push(closings(...Array.from({ length: 200 }, (_, i) => i + 1)));
    assert.equal(Math.round(hearing.hear(NOW + 1_000)), 208);
  });

  it('tells how many were lost, and whether a pass kept it from listening', () => {
    ear().lost = 7;
    hearing.hear(NOW + 1_000);
    hearing.wasBusy(80);
    ear().lost = 9;
    hearing.hear(NOW + 1_100);
    ear().lost = 1;
    hearing.hear(NOW + 1_200);
    assert.deepEqual(told(), ['lost 7 0..1000', 'lost 9 busy 1000..1100', 'lost 1 1100..1200']);
  });

  it('says that it is deaf where the kernel does not tell', () => {
    assert.equal(
      new Hearing(
        () => [],
        () => assert.fail(),
        NOW,
      ).isDeaf,
      true,
    );
  });

  it('leaves listening to the thread of a page once that has begun, and misses nothing', () => {
    thread.isWhole = false;
    hearing.shareWith(thread, NOW);
    ear().told.push(closings(1, 2));
    thread.told.push([2]);
    hearing.hear(NOW + 1_000);
    assert.equal(ear().isOpen, true, 'the thread has not begun yet');
    thread.isWhole = true;
    thread.now = NOW + 2_000;
    ear().told.push(closings(3, 4));
    thread.told.push([1, 3]);
    hearing.hear(NOW + 2_000);
    assert.equal(ear().isOpen, false);
    thread.now = NOW + 3_000;
    thread.told.push([4, 5]);
    hearing.hear(NOW + 3_000);
    const cookies = told().map((line) => line.split(' lost')[0]);
    assert.deepEqual(cookies, ['2', '1 2', '1 3', '3 4', '4 5']);
    assert.equal(ears.length, 1);
  });

  it('hands on what the thread lost', () => {
    hearing.shareWith(thread, NOW);
    thread.now = NOW + 500;
    hearing.hear(NOW + 500);
    thread.now = NOW + 1_000;
    thread.lost = 12;
    hearing.hear(NOW + 1_000);
    assert.deepEqual(told(), ['lost 12 500..1000']);
  });

  it('listens again before the thread ends', () => {
    hearing.shareWith(thread, NOW);
    hearing.hear(NOW);
    assert.equal(ear().isOpen, false);
    thread.told.push([1, 2]);
    thread.now = NOW + 1_000;
    const before = ears.length;
    hearing.shareWith(undefined, NOW + 1_000);
    assert.deepEqual([ears.length, ear().isOpen], [before + 1, true]);
    ear().told.push(closings(2, 3));
    hearing.hear(NOW + 1_100);
    assert.deepEqual(told(), ['1 2 lost 0 0..1000', '2 3 lost 0 1000..1100']);
  });

  it('listens itself where the thread dies or listens elsewhere, and says that something may be missing', () => {
    hearing.shareWith(thread, NOW);
    hearing.hear(NOW);
    thread.now = NOW + 1_000;
    hearing.hear(NOW + 1_000);
    told();
    hearing.heard(undefined, NOW + 1_700);
    assert.deepEqual(told(), ['lost undefined 1000..1700']);
    assert.equal(ear().isOpen, true);
    ear().told.push(closings(8));
    thread.isWhole = false;
    thread.now = NOW + 2_000;
    hearing.hear(NOW + 2_000);
    assert.deepEqual(told(), ['8 lost 0 1700..2000']);
  });

  it('leaves nothing open', () => {
    hearing.close();
    assert.deepEqual(
      ears.map(({ isOpen }) => isOpen),
      [false],
    );
  });
});
