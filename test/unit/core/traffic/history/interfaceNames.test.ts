import assert from 'node:assert/strict';
import { InterfaceNames } from '../../../../../src/core/traffic/history/interfaceNames';

describe('InterfaceNames', () => {
  it('gives each a place of its own for good, from 1 on, also after it was restored', () => {
    const names = new InterfaceNames();
    const none = (): number[] => [];
    assert.deepEqual(
      ['lo', 'eth0', 'lo'].map((name) => names.placeOf(name, none)),
      [1, 2, 1],
    );
    const restored = InterfaceNames.restore(names.all);
    assert.deepEqual(
      ['eth0', 'wlan0', 'lo'].map((name) => restored.placeOf(name, none)),
      [2, 3, 1],
    );
  });

  it('does not grow with each that comes and goes', () => {
    const names = new InterfaceNames();
    const kept = names.placeOf('eth0', () => []);
    for (let i = 0; i < 50_000; i++) names.placeOf(`veth${i}`, () => [kept]);
    assert.ok(names.all.length < 1_100, `${names.all.length}`);
    assert.equal(
      names.placeOf('eth0', () => []),
      kept,
    );
  });
});
