import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CHUNK, UnpackedRows, chunkOf, packRows } from '../../../../../src/core/traffic/history/packedRows';
import { assertProperty } from '../../../property';
import { type MadeRow, rowFigures } from './madeRows';

const amount = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 70_000 }),
  fc.double({ min: 0, max: 1e15, noNaN: true }),
);

const rows = fc.array(
  fc.record({
    gap: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 2 ** 40 })),
    received: amount,
    sent: amount,
    roundTrip: amount,
  }),
  { maxLength: 3 * CHUNK },
);

describe('packed rows', () => {
  it('are what was packed, all of them and chunk by chunk, as exact as they were', () => {
    assertProperty(rows, (made) => {
      const figures = rowFigures(withIds(made));
      const packed = packRows(figures);
      const all = new UnpackedRows().unpack(packed);
      assert.equal(all.length, figures.length);
      for (const name of ['ids', 'received', 'sent', 'roundTrip'] as const)
        assert.deepEqual([...all[name].subarray(0, all.length)], [...figures[name]], name);
      const some = new UnpackedRows();
      for (const [i, id] of figures.ids.entries()) {
        const chunk = chunkOf(packed, id);
        assert.equal(chunk, Math.floor(i / CHUNK));
        some.unpackChunk(packed, chunk);
        assert.equal(some.ids[i % CHUNK], id);
        assert.equal(some.sent[i % CHUNK], figures.sent[i]);
      }
    });
  });

  it('take 8 bytes for what a connection usually does in a step', () => {
    const usual = Array.from({ length: 1000 }, (_, i) => ({
      id: 3 * i + 1,
      received: 40_000,
      sent: 700,
      roundTrip: 20_000,
    }));
    assert.ok(packRows(rowFigures(usual)).bytes.length <= 8 * 1000 + 3);
  });

  it('have nothing where numbers are none', () => {
    const odd = packRows(rowFigures([{ id: 5, received: Number.NaN, sent: -1, roundTrip: 0 }]));
    const { received, sent } = new UnpackedRows().unpack(odd);
    assert.deepEqual([received[0], sent[0]], [0, 0]);
  });
});

function withIds(made: readonly (Omit<MadeRow, 'id'> & { readonly gap: number })[]): MadeRow[] {
  let id = 0;
  return made.map(({ gap, ...row }) => ({ ...row, id: (id += gap) }));
}
