import assert from 'node:assert/strict';
import { printHistory } from '../../../../src/core/print/historyPrint';
import type { HistoryEntry } from '../../../../src/core/model/history';
import { connection, listener } from '../../historyEntries';

const NOON = new Date(2026, 10, 27, 12).getTime();

function began(hours: number, port = 3000): HistoryEntry {
  const by = new Date(2026, 10, 27, hours, 5, 7).getTime();
  return listener({ port, opened: { after: by, by } });
}

describe('entries of the history, copied', () => {
  it('are their story as text, of the part that is asked for', () => {
    const told = '11:05:07  node (4242) began to listen on 3000\n';
    assert.equal(printHistory([{ entries: [began(11)] }], 'text', NOON), told);
    const part = { entries: [began(11), began(10)], from: NOON - 3_600_000 };
    assert.equal(printHistory([part], 'text', NOON), told);
  });

  it('are a JSON object where there is one, and a list of several', () => {
    const one = JSON.parse(printHistory([{ entries: [began(11)] }], 'json', NOON)) as Record<string, unknown>;
    assert.deepEqual([one['table'], one['kind']], ['history', 'listener']);
    assert.match(JSON.stringify(one), /"port":3000/);
    const chosen = [{ entries: [began(11)] }, { entries: [connection()] }];
    const two = JSON.parse(printHistory(chosen, 'json', NOON)) as Record<string, unknown>[];
    assert.deepEqual(
      two.map(({ kind }) => kind),
      ['listener', 'connection'],
    );
  });

  it('are a line of CSV each, behind one of columns', () => {
    const [columns = '', line = ''] = printHistory([{ entries: [began(11)] }], 'csv', NOON).split('\n');
    assert.match(columns, /^table,kind,/);
    assert.match(line, /^history,listener,/);
  });
});
