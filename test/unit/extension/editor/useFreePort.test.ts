import { FakeTerminal } from '../units/fakeTerminal';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerUseFreePort } from '../../../../src/extension/editor/useFreePort';

describe('the link of a hover to a free port', () => {
  let screen: FakeTerminal;
  let free: number | undefined;
  let registered: { dispose(): unknown };

  beforeEach(() => {
    screen = new FakeTerminal();
    free = 3001;
    Object.assign(vscode.window, { visibleTextEditors: [] });
    registered = registerUseFreePort(async () => free);
  });
  afterEach(() => {
    registered.dispose();
    screen.dispose();
  });

  const follow = (...args: readonly unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand('netstat.writeFreePort', ...args);

  it('copies the number where no file has the port any more, as the command does', async () => {
    await follow(3000, 0, 0, 4);
    assert.equal(screen.copied, '3001');
    assert.match(screen.said, /^Port 3001 is free, and its number is copied\./);
  });

  it('says that none is free, in the same words', async () => {
    free = undefined;
    await follow(3000);
    assert.equal(screen.copied, '');
    assert.match(screen.said, /^No port shortly above 3000 is free/);
  });

  it('does nothing for who calls it with anything else', async () => {
    await follow('3000');
    assert.deepEqual([screen.copied, screen.messages], ['', []]);
  });
});
