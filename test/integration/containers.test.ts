import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { ContainerFacts } from '../../src/core/model/container';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { dbContainer, dockerProxy } from '../unit/knownContainers';
import { snapshot } from '../unit/snapshots';
import { netstat, until } from './netstat';

/** What VS Code passes of a row of Listening Ports. */
function rowOf(facts: Partial<ContainerFacts>): unknown {
  const containers = [dbContainer(facts)];
  const socket = { local: ['0.0.0.0', 15_432], uid: 0, pids: [700] } as const;
  const [port] = listeningPorts(snapshot([socket], [dockerProxy()], { containers }));
  return { row: { port } };
}

describe('commands on containers', () => {
  let folder: vscode.Uri;
  before(async () => {
    await netstat();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('type lines into the active terminal, and leave them to the user', async () => {
    let isOpen = false;
    let input = '';
    const pty: vscode.Pseudoterminal = {
      onDidWrite: () => ({ dispose: () => undefined }),
      open: () => void (isOpen = true),
      close: () => undefined,
      handleInput: (data) => void (input += data),
    };
    const terminal = vscode.window.createTerminal({ name: 'Lines of containers', pty });
    terminal.show();
    await until('terminal', () => (isOpen && vscode.window.activeTerminal === terminal) || undefined);
    const { id } = dbContainer();
    const docker = 'docker -H unix:///var/run/docker.sock';
    for (const [command, line] of [
      ['followContainerLogs', `${docker} logs -f ${id}`],
      ['openContainerShell', `${docker} exec -it ${id} sh`],
    ] as const) {
      input = '';
      await vscode.commands.executeCommand(`netstat.${command}`, rowOf({ name: "$(id)'; id" }));
      await until(line, () => input.length >= line.length || undefined);
      assert.equal(input, line, 'no return key is among what is typed');
    }
    terminal.dispose();
  });

  it('open the Compose file at the service', async () => {
    const file = vscode.Uri.joinPath(folder, 'shop', 'compose.yaml');
    const text = 'services:\n  web:\n    image: web\n  db:\n    image: postgres:16\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await vscode.commands.executeCommand('netstat.openComposeFile', rowOf({ composeFiles: [file.fsPath] }));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file.fsPath);
    assert.equal(editor.selection.active.line, 3);
  });

  it('open nothing that is no such file, and wait for none', async () => {
    const pipe = vscode.Uri.joinPath(folder, 'pipe.yml').fsPath;
    execFileSync('mkfifo', [pipe]);
    for (const composeFiles of [
      [pipe],
      ['/etc/hostname'],
      ['../compose.yaml'],
      ['/dev/zero'],
      [folder.fsPath],
    ]) {
      await vscode.commands.executeCommand('netstat.openComposeFile', rowOf({ composeFiles }));
      assert.equal(vscode.window.activeTextEditor, undefined, composeFiles[0]);
    }
    execFileSync('rm', [pipe]);
  });

  it('copy what a container is called', async () => {
    await vscode.commands.executeCommand('netstat.copyContainerId', rowOf({}));
    assert.equal(await vscode.env.clipboard.readText(), dbContainer().id);
  });
});
