import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('runs where the sockets are: in the workspace extension host', () => {
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('contributes the view "Listening Ports", which takes the focus', async () => {
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
});
