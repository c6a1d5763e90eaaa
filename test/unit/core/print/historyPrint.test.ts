import assert from 'node:assert/strict';
import { printHistory } from '../../../../src/core/print/historyPrint';
import type { HistoryEntry } from '../../../../src/core/model/history';
import { connection, listener, program, seen } from '../../historyEntries';

const NOON = new Date(2026, 10, 27, 12).getTime();

function began(hours: number, day = 27, more: Parameters<typeof listener>[0] = {}): HistoryEntry {
  const by = new Date(2026, 10, day, hours, 5, 7).getTime();
  return listener({ opened: { after: by, by }, ...more });
}

describe('entries of the history, printed', () => {
  it('are their story as text, in local time', () => {
    assert.equal(
      printHistory([began(11), began(23, 26)], 'text', NOON),
      '11:05:07             node (4242) began to listen on 3000\n' +
        '2026-11-26 23:05:07  node (4242) began to listen on 3000\n',
    );
  });

  it('are a JSON object each, which says all of it and names its table', () => {
    const entry = began(11, 27, { owners: seen(program('nodé', 7)) });
    const one = JSON.parse(Buffer.from(printHistory([entry], 'json', NOON), 'latin1').toString()) as object;
    assert.deepEqual(one, { table: 'history', ...entry });
    const two = JSON.parse(printHistory([began(1), connection()], 'json', NOON)) as object[];
    assert.equal(two.length, 2);
  });

  it('are lines of CSV with the columns of all kinds', () => {
    const [columns = '', first = '', second = ''] = printHistory(
      [began(11), connection({ sent: 5 })],
      'csv',
      NOON,
    ).split('\n');
    assert.ok(columns.startsWith('table,kind,id,'));
    const cell = (line: string, name: string): string | undefined => {
      const cells = line.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)/g) ?? [];
      return cells[columns.split(',').indexOf(name)];
    };
    assert.deepEqual([cell(first, 'kind'), cell(first, 'port')], ['listener', '3000']);
    assert.deepEqual([cell(second, 'kind'), cell(second, 'sent')], ['connection', '5']);
    assert.equal(cell(second, 'foreign.address'), '10.0.0.9');
  });
});
