/** What a document tells of the history. */
import '../fakeVscode';
import assert from 'node:assert/strict';
import type { HistoryAnswer, HistoryStatus } from '../../../../src/core/model/history';
import { ENGLISH } from '../../../../src/core/text/localizer';
import { documentText, historyDocument } from '../../../../src/extension/history/historyDocument';
import { subjectOf } from '../../../../src/extension/history/historySubject';
import { statusLines, troubleText } from '../../../../src/extension/history/statusTexts';
import { at, connection, exactly, listener, PLACE } from '../../historyEntries';
import { FakeEngine } from '../fakeEngine';

const STATUS: HistoryStatus = {
  record: 'listeners',
  recorder: 'this',
  folder: '/home/alice/.local/state/netstat-vscode/history',
  since: at('08:00:00'),
  bytes: 2_097_152,
  entries: 1234,
  revision: 1,
};
const words = {
  l10n: ENGLISH,
  port: 3000,
  window: 7,
  clock: {
    now: at('18:00:00'),
    time: (time: number) => new Date(time).toISOString().slice(11, 19),
    day: () => '',
  },
};
const text = (answer: Partial<HistoryAnswer>): string[] =>
  documentText('History of port 3000 (TCP)', { entries: [], status: STATUS, ...answer }, words).split('\n');

describe('the document of a history', () => {
  it('says first what is kept, where, and how more is, and then what happened', () => {
    const lines = text({ entries: [listener({ closed: exactly('14:05:41'), ending: 'closed' })] });
    assert.equal(lines[0], 'History of port 3000 (TCP)');
    assert.match(lines[1] ?? '', /^As it was known on /);
    assert.match(lines[4] ?? '', /^ {2}It reaches back to /);
    assert.deepEqual(lines.slice(5), [
      '  It is kept in /home/alice/.local/state/netstat-vscode/history (1,234 entries, 2.0 MiB), for you alone.',
      '  Recorded is who listens on which port, and what is ended or closed with Netstat. Connections are not recorded.',
      '  Record Connections, Too',
      '  Clear History…',
      '',
      'What happened, the newest first',
      '  14:05:41  node (4242) stopped listening on 3000',
      '  14:02:11  node (4242) began to listen on 3000',
      '',
    ]);
  });

  it('says at the beginning when nobody looked', () => {
    const gap = {
      id: 1,
      place: PLACE,
      kind: 'gap',
      why: 'sleep',
      from: at('10:00:00'),
      to: at('11:00:00'),
    } as const;
    const said = 'Nobody knows what happened between 10:00:00 and 11:00:00: the machine slept';
    const lines = text({ entries: [gap] });
    assert.ok(lines.includes(`  ${said}.`));
    assert.ok(lines.includes(`  11:00:00  ${said}`));
  });

  it('says that it is cut, tells no half of what was before, and leads to all of it', () => {
    const open = connection({ opened: exactly('09:00:00'), closed: exactly('14:00:00') });
    const lines = text({ entries: [open], next: { at: at('13:00:00'), id: open.id } });
    assert.equal(lines.filter((line) => line.includes('10.0.0.9')).length, 1);
    assert.deepEqual(lines.slice(-3), ['What was before is left out here.', '  Export History…', '']);
  });

  it('offers nothing that is so already, or would do nothing', () => {
    const lines = text({ status: { ...STATUS, record: 'connections', entries: 0 } });
    assert.ok(!lines.includes('  Record Connections, Too') && !lines.includes('  Clear History…'));
    assert.ok(lines.includes('  Nothing that was recorded.'));
  });

  it('is asked of the engine by what the row stands for', async () => {
    const engine = new FakeEngine();
    engine.onHistory = ({ port, address }) => {
      return { entries: port === 5432 && address === '10.0.0.5' ? [connection()] : [] };
    };
    const subject = subjectOf({ port: 5432, protocol: 'tcp', address: '10.0.0.5' });
    assert.equal(subject.title, 'History of port 5432 (TCP) with 10.0.0.5');
    assert.match(await historyDocument(subject, engine), /a connection came from 10\.0\.0\.9:51234/);
  });
});

describe('what is said of the history', () => {
  it('says why it is in memory alone, and what can be done', () => {
    const { folder: _, ...status } = STATUS;
    const lines = statusLines({ ...status, trouble: { kind: 'full', message: 'SQLITE_FULL' } });
    assert.deepEqual(lines.slice(1, 3), [
      'The history is kept in memory until VS Code ends, since the disk is full. Make room and reload the window.',
      'It is in memory (1,234 entries, 2.0 MiB).',
    ]);
    assert.match(
      troubleText({ kind: 'noSqlite', node: '20.19.0' }),
      /runs Node 20\.19\.0, which has no SQLite/,
    );
    assert.match(troubleText({ kind: 'failed', message: 'a\u202eb' }), /: a<U\+202E>b$/);
  });

  it('says how far connections reach back where that is not as far, and who records', () => {
    const lines = statusLines({ ...STATUS, connectionsSince: at('12:00:00'), recorder: 'other' });
    assert.match(lines[1] ?? '', /^Connections reach back to /);
    assert.equal(lines.at(-1), 'Another window records.');
    assert.equal(statusLines({ ...STATUS, recorder: 'none' }).at(-1), 'Nobody records at the moment.');
    assert.match(
      statusLines({ ...STATUS, record: 'off', recorder: 'none' }).at(-1) ?? '',
      /^Nothing is recorded/,
    );
  });
});
