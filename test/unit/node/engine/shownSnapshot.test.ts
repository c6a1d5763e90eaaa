import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { ShownSnapshot } from '../../../../src/node/engine/shownSnapshot';
import { process, snapshot } from '../../snapshots';

const ALL = { shown: { kind: 'all' } } as const;
const namespaces = { wish: ALL, parts: [], unread: [] };

function at(takenAt: number, pid: number, more: Partial<Snapshot> = {}): Snapshot {
  return snapshot([], [process({ pid })], { takenAt, ...more });
}

describe('what pages are made of', () => {
  it('is the last snapshot, and what the last pass was asked for of other namespaces for a while', () => {
    const shown = new ShownSnapshot();
    const told = (): unknown => {
      const now = shown.shown([]);
      return [now?.takenAt, now?.namespaces, [...(now?.processes.keys() ?? [])]];
    };
    shown.note(at(1_000, 42, { namespaces }), ALL);
    assert.deepEqual(told(), [1_000, namespaces, [42]]);
    shown.note(at(2_000, 43), undefined);
    assert.deepEqual(told(), [2_000, namespaces, [42, 43]]);
    shown.note(at(12_000, 43), undefined);
    assert.deepEqual(told(), [12_000, undefined, [43]]);
  });

  it('has none of them once nothing is wished', () => {
    const shown = new ShownSnapshot();
    shown.note(at(1_000, 42, { namespaces }), ALL);
    shown.note(at(1_001, 42), { shown: { kind: 'own' } });
    assert.equal(shown.shown([])?.namespaces, undefined);
  });

  it('is the same object while snapshot and containers are the same', () => {
    const shown = new ShownSnapshot();
    assert.equal(shown.shown([]), undefined);
    const last = at(1_000, 42);
    shown.note(last, undefined);
    assert.equal(shown.shown([]), last);
    const containers = [{ runtime: 'docker', id: 'a', networks: [], ports: [], isHere: true }] as const;
    const named = shown.shown(containers);
    assert.equal(named?.containers, containers);
    assert.equal(shown.shown(containers), named);
  });
});
