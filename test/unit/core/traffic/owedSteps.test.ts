import assert from 'node:assert/strict';
import { OwedSteps } from '../../../../src/core/traffic/owedSteps';

describe('bytes of several steps', () => {
  it('are spread over as much time as they took, and none is lost', () => {
    const owed = new OwedSteps();
    const shares = [owed.share(4, 9, 1_000, 10, 3_050, 1_000)];
    while (owed.has(4)) shares.push(owed.share(4, 9, 0, 0, 1_000, 1_000));
    assert.deepEqual(
      shares.map(({ sent }) => sent),
      [328, 328, 344],
    );
    assert.equal(
      shares.reduce((sum, { received }) => sum + received, 0),
      10,
    );
    assert.ok(owed.isEmpty);
  });

  it('are counted with those that are found out before all of them are', () => {
    const owed = new OwedSteps();
    assert.equal(owed.share(4, 9, 300, 0, 3_000, 1_000).sent, 100);
    assert.equal(owed.share(4, 9, 100, 0, 2_000, 1_000).sent, 150);
    assert.equal(owed.share(4, 9, 0, 0, 1_000, 1_000).sent, 150);
  });

  it('are no other connection’s that has the slot by then', () => {
    const owed = new OwedSteps();
    owed.share(4, 9, 300, 0, 3_000, 1_000);
    assert.equal(owed.share(4, 10, 0, 0, 1_000, 1_000).sent, 0);
  });

  it('are all in one step where they are of that alone', () => {
    const owed = new OwedSteps();
    assert.deepEqual(owed.share(4, 9, 300, 20, 1_000, 1_000), { sent: 300, received: 20 });
    assert.ok(owed.isEmpty);
  });
});
