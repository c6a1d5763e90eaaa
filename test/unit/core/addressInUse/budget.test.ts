import assert from 'node:assert/strict';
import { Budget } from '../../../../src/core/addressInUse/budget';
import { ComplaintReader } from '../../../../src/core/addressInUse/complaints';

const IN_USE = 'Error: listen EADDRINUSE: address already in use :::3000\n';
const FLOOD = 'nothing to be seen here\n'.repeat(100_000);

describe('the budget of output', () => {
  it('is so much a second, for all that share it', () => {
    let now = 500;
    const budget = new Budget(() => now);
    assert.equal(budget.take(200_000), true);
    assert.equal(budget.take(200_000), false);
    assert.equal(budget.take(50_000), true, 'what is left is left');
    now = 1_000;
    assert.equal(budget.take(200_000), true);
    now = 900;
    assert.equal(budget.take(200_000), true, 'a clock that goes back stops nothing');
  });

  it('passes over what is too much, but for the end', () => {
    const budget = new Budget(() => 0);
    const reader = new ComplaintReader(() => '', budget);
    reader.take(FLOOD);
    reader.take(IN_USE);
    reader.take(FLOOD);
    assert.equal(reader.end(), undefined);
    const failing = new ComplaintReader(() => '', budget);
    failing.take(FLOOD);
    failing.take(IN_USE);
    assert.equal(failing.end()?.port, 3000);
  });

  it('is new in the next second', () => {
    let now = 0;
    const reader = new ComplaintReader(() => '', new Budget(() => now));
    reader.take(FLOOD);
    now = 1_000;
    reader.take(IN_USE);
    assert.equal(reader.hasComplaint, true);
  });
});
