import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { USUAL_COLUMNS } from '../../../../src/core/traffic/messages';
import { FilterState } from '../../../../src/extension/filter/filterState';
import type { ShownNamespaces } from '../../../../src/extension/namespaces/tableReading';
import { TrafficState } from '../../../../src/extension/traffic/trafficState';
import { snapshot } from '../../snapshots';
import { FakeMemento } from '../memento';

const OWN: ShownNamespaces = { shown: { kind: 'own' }, facts: [] };

function state(
  taken: Snapshot | undefined,
  {
    workspace = new FakeMemento(),
    namespaces = OWN,
  }: { workspace?: FakeMemento; namespaces?: ShownNamespaces } = {},
): TrafficState {
  return new TrafficState({
    workspace,
    user: new FakeMemento(),
    filter: new FilterState(workspace),
    monitor: { isPaused: false, snapshot: taken, namespaces },
    units: () => 'bits',
    names: () => 'numbers',
  });
}

describe('what places of the Traffic page share', () => {
  it('begins as usual, and as settings say', () => {
    assert.deepEqual(state(undefined).shared, {
      filter: '',
      isPinned: false,
      isPaused: false,
      columns: USUAL_COLUMNS,
      units: 'bits',
      names: 'numbers',
      namespace: '',
      emptiness: '',
      isKnown: false,
    });
  });

  it('is as it was kept, but for what another version or another hand wrote', async () => {
    const workspace = new FakeMemento();
    const before = state(undefined, { workspace });
    await before.arrange([{ column: 'pid' }]);
    await before.pin(true);
    await before.filter.set('pid:1');
    const { columns, isPinned, filter } = state(undefined, { workspace }).shared;
    assert.deepEqual([columns, isPinned, filter], [[{ column: 'pid' }], true, 'pid:1']);
    workspace.kept.set('netstat.traffic.columns', [{ column: 'colour' }]);
    workspace.kept.set('netstat.traffic.pinned', 'yes');
    const after = state(undefined, { workspace }).shared;
    assert.deepEqual([after.columns, after.isPinned], [USUAL_COLUMNS, false]);
  });

  it('says in words whose network is shown', () => {
    const namespaces: ShownNamespaces = { shown: { kind: 'all' }, facts: [] };
    assert.equal(state(snapshot([]), { namespaces }).shared.namespace, 'all network namespaces');
  });

  it('says why nothing can be known, and nothing where something is, or may be', () => {
    const emptiness = (more: Partial<Snapshot>): string => state(snapshot([], [], more)).shared.emptiness;
    assert.equal(emptiness({}), '');
    assert.match(emptiness({ platform: 'unsupported' }), /^Netstat reads the socket tables of Linux/);
    assert.match(emptiness({ platform: 'wsl1' }), /^WSL 1 keeps/);
    const denied = { file: 'self/net/tcp', status: 'denied', rows: 0 } as const;
    assert.match(emptiness({ sources: [denied] }), /^This user may not read/);
    assert.match(emptiness({ sources: [{ ...denied, status: 'missing' as never }] }), /^This system has no/);
    const unix = { file: 'self/net/unix', status: 'ok', rows: 3 } as const;
    assert.match(
      emptiness({ sources: [denied, unix] }),
      /^This user may not read/,
      'it is about the Internet',
    );
  });
});
