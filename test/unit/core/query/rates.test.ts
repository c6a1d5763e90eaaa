import assert from 'node:assert/strict';
import fc from 'fast-check';
import { counterChange, counterIncrease } from '../../../../src/core/query/rates';
import { formatBytes } from '../../../../src/core/text/quantity';

describe('what a counter did', () => {
  it('is how far it moved', () => {
    assert.equal(counterIncrease(5n, 12n), 7n);
    assert.equal(counterIncrease(5n, 5n), 0n);
  });

  it('goes on where it wrapped, at 32 and at 64 bits', () => {
    assert.equal(counterIncrease(2n ** 32n - 10n, 5n), 15n);
    assert.equal(counterIncrease(2n ** 64n - 10n, 5n), 15n);
  });

  it('is unknown where the counter began anew', () => {
    assert.equal(counterIncrease(1_000n, 3n), undefined);
    assert.equal(counterIncrease(2n ** 40n, 3n), undefined);
    assert.equal(counterIncrease(2n ** 63n, 3n), undefined);
  });

  it('is never negative, and a small step is found across every wrap', () => {
    const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(fc.property(uint64, uint64, (before, after) => (counterIncrease(before, after) ?? 0n) >= 0n));
    const step = fc.bigInt({ min: 1n, max: 2n ** 20n });
    fc.assert(
      fc.property(fc.constantFrom(32n, 64n), step, step, (bits, back, by) => {
        const before = 2n ** bits - back;
        const after = (before + by) % 2n ** bits;
        assert.equal(counterIncrease(before, after), by);
      }),
    );
  });

  it('has a rate by the time between the readings', () => {
    assert.deepEqual(counterChange(10n, 40n, 2_000), { increase: 30n, perSecond: 15 });
    assert.equal(counterChange(undefined, 40n, 2_000), undefined, 'there was no reading before');
    assert.equal(counterChange(10n, 40n, 0), undefined, 'the clock stood still');
    assert.equal(counterChange(10n, 40n, -5), undefined, 'the clock was set back');
  });
});

describe('bytes as text', () => {
  it('stand in the largest unit they fill', () => {
    const texts = [0, 1023, 1024, 1_572_864, 2n ** 40n, 2n ** 64n - 1n].map(formatBytes);
    assert.deepEqual(texts, ['0 B', '1023 B', '1.0 KiB', '1.5 MiB', '1.0 TiB', '16.0 EiB']);
    assert.equal(formatBytes(1_048_575), '1.0 MiB', 'never 1024.0 of a unit');
  });
});
