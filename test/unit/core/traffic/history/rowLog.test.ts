import assert from 'node:assert/strict';
import { RowLog } from '../../../../../src/core/traffic/history/rowLog';
import { rowFigures } from './madeRows';

const MINUTE = 60_000;
const KEEPING = { steps: 5 * MINUTE, part: MINUTE, all: 60 * MINUTE, most: 1e9 };

/** One step behind the other, in each of which the rows 1 to `rows` receive a byte. */
function filled(keeping: typeof KEEPING, steps: number, step: number, rows = 1): RowLog {
  const log = new RowLog(keeping);
  const figures = rowFigures(
    Array.from({ length: rows }, (_, i) => ({ id: i + 1, received: 1, sent: 2, roundTrip: 300 })),
  );
  for (let i = 0; i < steps; i++) log.add({ from: i * step, to: (i + 1) * step, measured: step }, figures);
  return log;
}

describe('RowLog', () => {
  it('keeps steps for their time, then minutes of the clock, and nothing beyond the hour', () => {
    const log = filled(KEEPING, 3600, 2_000);
    const end = 3600 * 2_000;
    const { pieces } = log;
    assert.ok(pieces.every(({ from }, i) => i === 0 || from === pieces[i - 1]?.to));
    assert.equal(pieces.at(-1)?.to, end);
    const steps = pieces.filter(({ measured }) => measured === 2_000);
    assert.ok(steps.length >= 150 && steps.length <= 151);
    const minutes = pieces.filter(({ from, measured }) => measured === MINUTE && from % MINUTE === 0);
    assert.equal(minutes.length, pieces.length - steps.length);
    assert.ok((pieces[0]?.from ?? 0) >= end - 61 * MINUTE && (pieces[0]?.from ?? 0) <= end - 59 * MINUTE);
    assert.equal(
      pieces.reduce((sum, { received }) => sum + received, 0),
      (end - (pieces[0]?.from ?? 0)) / 2_000,
    );
  });

  it('drops the oldest first where there is no room: minutes, and then steps, but never the newest', () => {
    const log = filled({ ...KEEPING, most: 60_000 }, 400, 2_000, 200);
    assert.ok(log.size <= 60_000, `${log.size}`);
    assert.equal(log.pieces.at(-1)?.to, 800_000);
    assert.ok(log.pieces.length > 10);
    assert.ok((log.pieces[0]?.from ?? 0) > 500_000);
    assert.equal(filled({ ...KEEPING, most: 10 }, 5, 2_000, 200).pieces.length, 1);
  });

  it('merges many steps that grow old at once bit by bit', () => {
    const log = filled(KEEPING, 20, 15_000, 50_000);
    const figures = rowFigures([{ id: 1, received: 1, sent: 1 }]);
    let before = log.pieces.length;
    for (let i = 0; i < 8; i++) {
      log.add({ from: 600_000 + i, to: 600_001 + i, measured: 1 }, figures);
      const merged = before + 1 - log.pieces.length;
      assert.ok(merged <= 8, `${merged} at once`);
      before = log.pieces.length;
    }
    assert.ok(log.pieces.length <= 5 + 8 + 1, `${log.pieces.length} are left`);
  });

  it('puts nothing into a minute across a time that was not measured', () => {
    const log = new RowLog(KEEPING);
    const figures = rowFigures([{ id: 1, received: 10, sent: 0 }]);
    log.add({ from: 0, to: 10_000, measured: 10_000 }, figures);
    log.add({ from: 40_000, to: 50_000, measured: 10_000 }, figures);
    log.add({ from: 899_000, to: 900_000, measured: 1_000 }, figures);
    assert.deepEqual(
      log.pieces.map(({ from, to }) => [from, to]),
      [
        [0, 10_000],
        [40_000, 50_000],
        [899_000, 900_000],
      ],
    );
  });
});
