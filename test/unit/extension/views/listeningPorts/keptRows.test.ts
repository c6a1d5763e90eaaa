import '../../fakeVscode';
import assert from 'node:assert/strict';
import type { NamespacePart } from '../../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { type NamespacePorts, NamespacePortsCache } from '../../../../../src/core/ports/namespacePorts';
import { KeptRows } from '../../../../../src/extension/views/listeningPorts/keptRows';
import type { PortRow } from '../../../../../src/extension/views/listeningPorts/portRows';
import { containerId, dbContainer, dockerProxy } from '../../../knownContainers';
import { dbFacts, partOf, withParts } from '../../../namespaces';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const OWNERS = [dockerProxy(), process()];
const MACHINE = snapshot([{ local: ['0.0.0.0', 15_432], pids: [700] }, { pids: [42] }], OWNERS, {
  containers: [dbContainer()],
});
const [PLAIN, PUBLISHED] = listeningPorts(MACHINE);
const OTHER = dbFacts({ key: 'n8', containers: [{ runtime: 'docker', id: containerId('b') }] });

describe('rows of ports that are kept', () => {
  const cache = new NamespacePortsCache();
  const nothing = partOf(snapshot([]), dbFacts());
  const postgres = partOf(snapshot([{ local: ['0.0.0.0', 5432] }]), dbFacts());
  const inside = (part: NamespacePart, other: readonly MadeSocket[] = []): readonly NamespacePorts[] =>
    cache.portsOf(withParts(MACHINE, [part, partOf(snapshot(other), OTHER)]));
  let rows: KeptRows;
  let made: number;
  const row = (port = PLAIN, at = inside(nothing)): PortRow => {
    assert.ok(port);
    return rows.row(port, at, () => {
      made++;
      return { id: port.id, label: '', port };
    });
  };
  beforeEach(() => {
    rows = new KeptRows();
    made = 0;
  });

  it('are the same while the port is, and what rows are made of beside it', () => {
    rows.begin(['none', 1]);
    const first = row();
    rows.begin(['none', 1]);
    assert.equal(row(), first);
    assert.equal(made, 1);
    assert.ok(PLAIN);
    row({ ...PLAIN });
    assert.equal(made, 2, 'another port');
    rows.begin(['unit', 1]);
    row();
    assert.equal(made, 3, 'grouped by something else');
    rows.forget();
    row();
    assert.equal(made, 4);
  });

  it('are others where the port leads to something else inside its container, not where another one changed', () => {
    row(PUBLISHED, inside(nothing));
    row(PUBLISHED, inside(nothing, [{ local: ['0.0.0.0', 80] }]));
    assert.equal(made, 1);
    row(PUBLISHED, inside(postgres));
    assert.equal(made, 2);
    row(PUBLISHED, []);
    assert.equal(made, 3);
  });
});
