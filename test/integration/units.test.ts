/** Lines about units as a real terminal gets them: typed, and not run. */
import assert from 'node:assert/strict';
import { readdirSync, realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import type { LikelyOwner } from '../../src/core/model/likelyOwner';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { isUnitName } from '../../src/core/units/unitName';
import { snapshot } from '../unit/snapshots';
import { skipWithReason } from '../skip';
import { netstat, until } from './netstat';

const FOLDERS = ['/usr/lib/systemd/system', '/lib/systemd/system'];

/** A row with a likely owner, as a view has it. */
function rowOf(unit: string): unknown {
  const likelyOwner: LikelyOwner = {
    unit,
    unitOf: 'system',
    processes: [],
    count: 1,
    evidence: ['madeInGroup'],
  };
  const [port] = listeningPorts(snapshot([{ local: ['0.0.0.0', 5432], likelyOwner }]));
  return { row: { port } };
}

describe('commands on units', () => {
  let terminal: vscode.Terminal;
  let input = '';

  before(async () => {
    await netstat();
    let isOpen = false;
    const pty: vscode.Pseudoterminal = {
      onDidWrite: () => ({ dispose: () => undefined }),
      open: () => void (isOpen = true),
      close: () => undefined,
      handleInput: (data) => void (input += data),
    };
    terminal = vscode.window.createTerminal({ name: 'Lines', pty });
    terminal.show();
    await until('terminal', () => (isOpen && vscode.window.activeTerminal === terminal) || undefined);
  });
  after(() => terminal.dispose());

  it('type their lines into the active terminal, and leave them to the user', async () => {
    const lines = {
      proveOwner: "sudo ss -Hltunp 'sport = :5432'",
      showUnitStatus: "systemctl status -- 'web.service'",
      followUnitJournal: "journalctl -u 'web.service' -f",
    };
    for (const [command, line] of Object.entries(lines)) {
      input = '';
      await vscode.commands.executeCommand(`netstat.${command}`, rowOf('web.service'));
      await until(line, () => input.length >= line.length || undefined);
      assert.equal(input, line, 'no return key is among what is typed');
    }
  });

  it('type nothing of a name that could do more', async () => {
    input = '';
    await vscode.commands.executeCommand('netstat.showUnitStatus', rowOf("a'; touch x #.service"));
    await vscode.commands.executeCommand('netstat.showUnitStatus', rowOf('b.service'));
    const line = "systemctl status -- 'b.service'";
    await until(line, () => input.length >= line.length || undefined);
    assert.equal(input, line);
  });

  it('open the file of a unit', async function () {
    const name = namesIn(FOLDERS).find((each) => isUnitName(each) && !each.includes('@'));
    if (name === undefined) return skipWithReason(this, 'this machine has no file of a unit');
    await vscode.commands.executeCommand('netstat.openUnitFile', rowOf(name));
    const path = vscode.window.activeTextEditor?.document.uri.fsPath ?? '';
    assert.ok(realpathSync(path).endsWith(`/${name}`), path);
  });
});

/** Plain files alone: links may lead to other names. */
function namesIn(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    } catch {
      return [];
    }
  });
}
