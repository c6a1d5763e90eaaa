import assert from 'node:assert/strict';
import { engineUser } from '../../../../src/node/containers/engineUser';

describe('who runs the engine of a container', () => {
  const users = new Map([
    [10, 1000],
    [20, 0],
    [30, 999],
    [40, 1000],
  ]);
  const of = (keepers: readonly number[] | undefined, pid?: number): number | undefined =>
    engineUser({ ...(keepers && { keepers }), ...(pid !== undefined && { pid }) }, 1000, (each) =>
      users.get(each),
    );

  it('is who runs what keeps its ports', () => {
    assert.deepEqual([of([10], 30), of([20], 30), of([5, 20], 10)], [1000, 0, 0]);
  });

  it('is told by its first process only where that is root’s or one’s own', () => {
    assert.deepEqual(
      [of([], 20), of(undefined, 40), of([5], 30), of([], 5), of([])],
      [0, 1000, undefined, undefined, undefined],
    );
  });

  it('is read of /proc', () => {
    assert.equal(engineUser({ keepers: [process.pid] }, 0), process.geteuid?.());
  });
});
