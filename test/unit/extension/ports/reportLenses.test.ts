import '../fakeVscode';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Reported, ReportLenses } from '../../../../src/extension/ports/reportLenses';

describe('what a report offers above its answer', () => {
  const question = { port: 3000, transport: 'tcp' } as const;
  const uri = vscode.Uri.file('/report');
  const offered = (report: Reported | undefined): unknown[] => {
    const lenses = new ReportLenses(
      () => report,
      () => ({ dispose: () => undefined }),
    );
    return lenses
      .provideCodeLenses({ uri })
      .map(({ command }) => [command?.title, command?.command, command?.arguments]);
  };

  it('frees a port that is taken, or uses one nearby', () => {
    assert.deepEqual(offered({ question, verdict: 'busy', near: 3001 }), [
      ['Free Port…', 'netstat.freePort', ['3000/tcp']],
      ['Use 3001', 'netstat.useFreePort', ['3000/tcp']],
      ['Read Again', 'netstat.refreshReport', [uri]],
    ]);
  });

  it('does no more than read again where the port is free', () => {
    assert.deepEqual(offered({ question, verdict: 'free', near: undefined }), [
      ['Read Again', 'netstat.refreshReport', [uri]],
    ]);
    assert.deepEqual(offered(undefined), []);
  });
});
