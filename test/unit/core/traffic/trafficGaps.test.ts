import assert from 'node:assert/strict';
import type { NamespaceChoice } from '../../../../src/core/model/namespace';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { uncounted } from '../../../../src/core/model/trafficTable';
import { ShownSockets } from '../../../../src/core/query/page/shownSockets';
import { trafficGaps } from '../../../../src/core/traffic/trafficGaps';
import { DB_FACTS, namespacePart, withParts } from '../../namespaces';
import { snapshot } from '../../snapshots';

const BYTES = ['receivedRate', 'sentRate', 'received', 'sent'];
const COUNTED = [...BYTES, 'roundTrip', 'retransmitted', 'congestionWindow'];

const gapsOf = (whole: Snapshot, choice?: NamespaceChoice) => {
  const sockets = ShownSockets.of(whole, choice);
  assert.ok(sockets !== undefined);
  return trafficGaps(sockets);
};
const all = (columns: readonly string[], gap: string) =>
  Object.fromEntries(columns.map((column) => [column, gap]));

/** A listener, a socket of UDP in a state that has that number, too, and a connection. */
const machine = (received: number): Snapshot => {
  const traffic = uncounted(3);
  traffic.received[2] = received;
  return { ...snapshot([{}, { protocol: 'udp', state: 1 }, { state: 1 }]), traffic };
};

describe('columns of traffic without values', () => {
  it('are none where the kernel counts, and none where there is nothing to count', () => {
    assert.deepEqual(gapsOf(machine(0)), {});
    assert.deepEqual(gapsOf({ ...snapshot([{}]), traffic: uncounted(1) }), {});
  });

  it('are all where the kernel cannot be asked', () => {
    assert.deepEqual(gapsOf(snapshot([{}])), all(COUNTED, 'noNetlink'));
  });

  it('are those of bytes where the kernel is too old to count them', () => {
    assert.deepEqual(gapsOf(machine(Number.NaN)), all(BYTES, 'oldKernel'));
  });

  it('are those of another namespace for who may not enter it, also among those of all', () => {
    const uncountedPart = namespacePart(DB_FACTS);
    const countedPart = namespacePart(DB_FACTS, { traffic: uncounted(0) });
    const shown = { kind: 'all' } as const;
    for (const choice of [shown, { kind: 'container', id: DB_FACTS.containers[0]?.id ?? '' }] as const) {
      const more = { wish: { shown: choice }, shown: DB_FACTS.key };
      assert.deepEqual(
        gapsOf(withParts(machine(5), [uncountedPart], more), choice),
        all(COUNTED, 'otherNamespace'),
      );
      assert.deepEqual(gapsOf(withParts(machine(5), [countedPart], more), choice), {});
      assert.deepEqual(
        gapsOf(withParts(snapshot([{}]), [uncountedPart], more), choice),
        all(COUNTED, 'noNetlink'),
      );
    }
    assert.deepEqual(gapsOf(withParts(machine(5), [uncountedPart], { wish: { shown } })), {});
  });
});
