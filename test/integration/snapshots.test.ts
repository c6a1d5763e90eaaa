import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { momentStates } from '../../src/extension/snapshots/momentStates';
import { isInOwnNetwork } from '../host/ownNetwork';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

const accept = (): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

/** Runs a command whose questions are all answered by their first choice, until `ask` has its answer. */
async function accepting<T>(command: string, ask: () => T | undefined): Promise<T> {
  const running = vscode.commands.executeCommand(command);
  const answer = await until(`the end of ${command}`, async () => {
    const found = ask();
    if (found === undefined) await accept();
    return found;
  });
  await running;
  return answer;
}

describe('snapshots', () => {
  before(netstat);
  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // A view that has the focus takes it again when it is refreshed, and a quick pick that just opened is closed by it.
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  });
  afterEach(stopPrograms);
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('are compared with how things are later, side by side', async () => {
    const closing = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.saveSnapshot');
    await stopPrograms();
    const opening = await startProgram(tcpServer('127.0.0.1'));
    const { original, modified } = await accepting('netstat.compareSnapshots', () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    });
    const [before, after] = await Promise.all(
      [original, modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    const line = ({ pid, told: { port } }: typeof opening): RegExp =>
      new RegExp(`^ {2}LISTEN .*\\(${pid}\\) +tcp 127\\.0\\.0\\.1:${port} \\*:\\*$`, 'm');
    assert.match(before ?? '', line(closing));
    assert.match(after ?? '', line(opening));
    assert.doesNotMatch(after ?? '', line(closing));
    assert.equal(before?.split('\n')[0], after?.split('\n')[0], 'the counts are on both sides');
  });

  it('may be moments of the history, of which nothing differs but what did', async () => {
    const { engine } = await netstat();
    const closing = await startProgram(tcpServer('127.0.0.1'));
    await until('it in the history', async () => {
      await engine.scan('listening', true);
      const { entries } = await engine.history({ port: closing.told.port, most: 1 });
      return entries.length > 0;
    });
    const at = Date.now();
    await stopPrograms();
    const opening = await startProgram(tcpServer('127.0.0.1'));
    const [before, now] = [await momentStates(engine, at), await engine.states()];
    const { opened, closed, changed, unknown } = await engine.compare(before.text, now.text);
    const name = ({ told: { port } }: typeof opening): string => `tcp 127.0.0.1:${port} *:*`;
    const ours = [name(opening), name(closing)];
    const isOurs = (socket: { readonly name: string }): boolean =>
      !isInOwnNetwork() || ours.includes(socket.name);
    assert.ok(opened.some((socket) => socket.name === name(opening)));
    assert.ok(
      closed.some((socket) => socket.name === name(closing) && socket.owners.includes(`(${closing.pid})`)),
    );
    assert.deepEqual(
      [...opened, ...closed, ...changed.map(({ after }) => after)].filter((socket) => !isOurs(socket)),
      [],
    );
    assert.ok(unknown?.connections);
  });

  it('are exported whole, without command lines unless they are ticked', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const document = await accepting('netstat.exportSnapshot', () => {
      const { document: shown } = vscode.window.activeTextEditor ?? {};
      return shown?.isUntitled === true && shown.getText() !== '' ? shown : undefined;
    });
    const text = document.getText();
    assert.match(text, new RegExp(`^tcp .* 127\\.0\\.0\\.1:${told.port} .* ${pid}/`, 'm'));
    assert.match(text, /^Active UNIX domain sockets/m);
    assert.doesNotMatch(text, /createServer/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
