import assert from 'node:assert/strict';
import '../fakeVscode';
import * as vscode from 'vscode';
import { Emitter } from '../../../../src/extension/lifetime';
import { typeLine } from '../../../../src/extension/terminal/typeLine';

class FakeTerminal {
  readonly sent: string[] = [];
  show(): void {}
  sendText(text: string, isRun = true): void {
    this.sent.push(`${text}${isRun ? '\n' : ''}`);
  }
}

describe('typing a line into a terminal', () => {
  const hooked = new Emitter<{ readonly terminal: FakeTerminal }>();
  let fresh: FakeTerminal;
  const before = { ...vscode.window };

  beforeEach(() => {
    fresh = new FakeTerminal();
    Object.assign(vscode.window, {
      activeTerminal: undefined,
      createTerminal: () => fresh,
      onDidChangeTerminalShellIntegration: hooked.event,
    });
  });
  after(() => {
    for (const name of ['activeTerminal', 'createTerminal', 'onDidChangeTerminalShellIntegration'])
      Reflect.deleteProperty(vscode.window, name);
    Object.assign(vscode.window, before);
  });

  it('is done at once where one is active', () => {
    const active = new FakeTerminal();
    Object.assign(vscode.window, { activeTerminal: active });
    assert.equal(typeLine('id'), true);
    assert.deepEqual([active.sent, fresh.sent], [['id'], []]);
  });

  it('waits for the prompt of a new one, and is done once', () => {
    assert.equal(typeLine('id'), true);
    hooked.fire({ terminal: new FakeTerminal() });
    assert.deepEqual(fresh.sent, []);
    hooked.fire({ terminal: fresh });
    hooked.fire({ terminal: fresh });
    assert.deepEqual(fresh.sent, ['id']);
  });

  it('waits for a while alone where the shell tells of no prompt', () => {
    const { setTimeout: ofHost } = globalThis;
    const due: (() => void)[] = [];
    Object.assign(globalThis, { setTimeout: (callback: () => void) => due.push(callback) });
    try {
      typeLine('id', {});
    } finally {
      Object.assign(globalThis, { setTimeout: ofHost });
    }
    assert.deepEqual(fresh.sent, []);
    for (const callback of due) callback();
    assert.deepEqual(fresh.sent, ['id']);
  });

  it('is not done where a character would do more than stand there', () => {
    assert.equal(typeLine('id\nls'), false);
    assert.deepEqual(fresh.sent, []);
  });
});
