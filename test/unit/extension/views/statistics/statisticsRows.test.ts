import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { NetworkTable } from '../../../../../src/core/model/networkTable';
import { parseSnmp } from '../../../../../src/core/procfs/snmp';
import { protocolRows } from '../../../../../src/extension/views/statistics/statisticsRows';
import type { Row } from '../../../../../src/extension/views/tree/row';

function reading(takenAt: number, established: number, segments: number, again: number) {
  const text = `Tcp: CurrEstab OutSegs RetransSegs\nTcp: ${established} ${segments} ${again}\nTcpExt: TCPOFOQueue Unheard\nTcpExt: 3 7\n`;
  const sections = parseSnmp(new TextEncoder().encode(text)).rows;
  return { takenAt, contents: { sections } } as unknown as NetworkTable<'statistics'>;
}

describe('the rows of statistics', () => {
  const opened = reading(1_000, 5, 100, 1);
  const before = reading(3_599_000, 5, 150, 4);
  const now = reading(3_601_000, 4, 150, 4);
  const rows = protocolRows(now, before, false, opened).flatMap(({ children = [] }) => children);
  const find = (id: string): Row => {
    const row = rows.find((each) => each.id === id);
    assert.ok(row, id);
    return row;
  };
  const tooltip = async (id: string): Promise<string> => {
    const told = await find(id).tooltip?.();
    assert.ok(told);
    return told
      .flatMap(({ heading, fields }) => [heading, ...fields.map((field) => field.filter(Boolean).join(': '))])
      .filter(Boolean)
      .join('\n');
  };

  it('count since the view was opened beside all since boot', () => {
    assert.equal(find('Tcp.OutSegs').description, '150 (+50) · OutSegs');
    assert.equal(find('Tcp.OutSegs').spoken, 'segments sent out, 150, 50 since the view was opened');
    assert.equal(find('TcpExt.Unheard').description, '7');
  });

  it('say of a level what it is now, and not how far it moved', async () => {
    assert.equal(find('Tcp.CurrEstab').description, '4 · CurrEstab');
    const told = await tooltip('Tcp.CurrEstab');
    assert.match(told, /Now: 4/);
    assert.doesNotMatch(told, /since/i);
  });

  it('explain a counter in its tooltip, by its name in the kernel, in the place of its label', async () => {
    const told = await tooltip('Tcp.OutSegs');
    assert.match(told, /^Tcp OutSegs\n/);
    assert.match(told, /Pieces of connections that were sent/);
    assert.doesNotMatch(told, /segments sent out/);
    assert.match(told, /In all, since boot: 150/);
    assert.match(told, /In the 1 h since the view was opened: \+50/);
    assert.match(await tooltip('TcpExt.TCPOFOQueue'), /before those in front of them/);
  });

  it('tell of a counter of trouble what it means before it moves again', async () => {
    assert.equal(find('Tcp.RetransSegs').trouble, undefined);
    assert.match(await tooltip('Tcp.RetransSegs'), /got lost or were not confirmed/);
  });

  it('say that a counter nobody explains is the kernel’s', async () => {
    assert.match(await tooltip('TcpExt.Unheard'), /not explained here/);
  });
});
