/** What commands tell of a history that is made up, in a real window. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  HistoryAnswer,
  HistoryEntry,
  HistoryQuestion,
  HistoryStatus,
} from '../../src/core/model/history';
import type { NetstatApi } from '../../src/extension/api';
import { listener, seen, VITE } from '../unit/historyEntries';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

const FREE = 6553;

/** Milliseconds since 1970, so many minutes ago, as a moment that the kernel told. */
function ago(minutes: number): { readonly after: number; readonly by: number } {
  const by = Date.now() - minutes * 60_000;
  return { after: by, by };
}

describe('the history', () => {
  let api: NetstatApi;
  let asked: HistoryQuestion[];
  let entries: readonly HistoryEntry[];
  let status: HistoryStatus;
  const own = ['history', 'historyStatus', 'historyText', 'clearHistory'] as const;

  before(async () => {
    api = await netstat();
  });
  beforeEach(() => {
    asked = [];
    status = {
      record: 'listeners',
      recorder: 'this',
      bytes: 4096,
      entries: 2,
      revision: 1,
      since: ago(60).by,
    };
    entries = [
      listener({ port: FREE, opened: ago(9), closed: ago(4.5), ending: 'closed' }),
      listener({ port: FREE, owners: seen(VITE), opened: ago(4), closed: ago(2), ending: 'closed' }),
    ];
    const made: Pick<NetstatApi['engine'], (typeof own)[number]> = {
      history: async (question): Promise<HistoryAnswer> => {
        asked.push(question);
        return { entries: question.kinds === undefined ? entries : [], status };
      },
      historyStatus: async () => status,
      historyText: async ({ question, format }) => {
        asked.push(question);
        return `${format} of ${question.port}\n`;
      },
      clearHistory: async () => {
        entries = [];
        status = { ...status, entries: 0, bytes: 0 };
        return status;
      },
    };
    Object.assign(api.engine, made);
  });
  afterEach(async () => {
    for (const name of own) Reflect.deleteProperty(api.engine, name);
    await stopPrograms();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace
      .getConfiguration()
      .update('netstat.history.record', undefined, vscode.ConfigurationTarget.Global);
  });

  function shown(): vscode.TextDocument {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'netstat-history');
    assert.ok(document);
    return document;
  }

  it('of a port without a row is told in a document, and read again', async () => {
    await vscode.commands.executeCommand('netstat.showHistory', String(FREE));
    const document = shown();
    assert.match(
      document.getText(),
      new RegExp(
        [
          `^History of port ${FREE} \\(TCP\\)$`,
          `^ {2}\\S+ {2}vite \\(4310\\) stopped listening on ${FREE}$`,
          `^ {2}\\S+ {2}taken by vite \\(4310\\)$`,
          `^ {2}\\S+ {2}node \\(4242\\) began to listen on ${FREE}$`,
        ].join('[^]*'),
        'm',
      ),
    );
    assert.equal(asked[0]?.port, FREE);
    entries = [];
    await vscode.commands.executeCommand('netstat.refreshHistory');
    await until('the document as it is now', () => document.getText().includes('Nothing that was recorded'));
  });

  it('of a row is that of its port', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.showHistory', await rowOf(api, told.port));
    assert.ok(shown().getText().startsWith(`History of port ${told.port} (TCP)\n`));
    assert.deepEqual([asked[0]?.port, asked[0]?.protocol], [told.port, 'tcp']);
  });

  it('has connections recorded with a click on a link in its document', async () => {
    await vscode.commands.executeCommand('netstat.showHistory', String(FREE));
    const document = shown();
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const target = links.find(({ range }) => document.getText(range) === 'Record Connections, Too')?.target;
    assert.ok(target, `${links.length} links`);
    const [argument] = JSON.parse(target.query) as [string];
    await vscode.commands.executeCommand(target.path, argument);
    const record = vscode.workspace.getConfiguration().get('netstat.history.record');
    assert.equal(record, 'connections');
  });

  it('is exported as it is chosen', async () => {
    await vscode.commands.executeCommand('netstat.showHistory', String(FREE));
    asked = [];
    const exporting = vscode.commands.executeCommand('netstat.exportHistory', shown().uri);
    const document = await until('the export', async () => {
      const { document: found } = vscode.window.activeTextEditor ?? {};
      if (found?.isUntitled === true && found.getText() !== '') return found;
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return undefined;
    });
    await exporting;
    assert.equal(document.getText(), `text of ${FREE}\n`);
    // Other questions may have been asked meanwhile.
    const { from = 0 } = asked.find((each) => each.from !== undefined) ?? {};
    assert.ok(Math.abs(Date.now() - 600_000 - from) < 60_000, 'the first choice is the last 10 minutes');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is deleted only after a question that says how much goes', async () => {
    const { showWarningMessage } = vscode.window;
    const questions: string[] = [];
    let answer: string | undefined;
    Object.assign(vscode.window, {
      showWarningMessage: async (question: string, { detail = '' }: vscode.MessageOptions) => {
        questions.push(`${question}\n${detail}`);
        return answer;
      },
    });
    try {
      await vscode.commands.executeCommand('netstat.clearHistory');
      assert.match(questions[0] ?? '', /^Delete the history of this machine\?\n2 entries \(4\.0 KiB\) go/);
      assert.equal(entries.length, 2);
      answer = 'Delete';
      await vscode.commands.executeCommand('netstat.clearHistory');
      assert.equal(entries.length, 0);
      await vscode.commands.executeCommand('netstat.clearHistory');
      assert.equal(questions.length, 2, 'where nothing is kept nobody is asked');
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  });

  it('is a part of why a port is busy', async () => {
    await vscode.commands.executeCommand('netstat.explainPort', String(FREE));
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^What was here before, the newest first\n.*vite \(4310\) stopped listening/m);
  });

  it('is opened by Find Port Owner', async () => {
    const finding = vscode.commands.executeCommand('netstat.findPortOwner', String(FREE));
    await until('the history', async () => {
      if (vscode.window.activeTextEditor?.document.uri.scheme === 'netstat-history') return true;
      if (asked.length === 0) return undefined;
      // The row behind that of the free port.
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return undefined;
    });
    await finding;
    assert.ok(shown().getText().startsWith(`History of port ${FREE} (TCP)\n`));
  });
});
