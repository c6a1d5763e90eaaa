import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { leaders } from '../../core/ports/leaders';
import { groupOwners } from '../../core/query/groupOwners';
import { messageText } from '../../core/text/clean';
import { copy } from '../commands/copy';
import { processName } from '../describe';
import { originCommands } from './origins.contributions';
import type { Commands } from '../handlers';
import { type SharedEngine, using } from '../sharedEngine';
import { isGroupNode, isPortNode, isSocketNode } from '../views/tree/row';
import { rootTexts, type WindowRoots } from './windowRoots';

const DEBUG_CONSOLE = 'workbench.panel.repl.view.focus';

/** The commands that lead from a row to where its process comes from. */
export const commands: Commands = ({ engine, roots }) => {
  const ofOwner = (run: (owner: ProcessOwner) => Promise<unknown>) => (node?: unknown) => {
    const owner = ownerOf(node);
    if (owner !== undefined) return run(owner);
    return vscode.window.showInformationMessage(l10n.t('Select a row with a process first.'));
  };
  const revealTerminal = async (owner: ProcessOwner): Promise<unknown> => {
    const terminal = roots.terminalOf(owner);
    if (terminal !== undefined) return terminal.show();
    if (roots.of(owner).some(({ debugSession }) => debugSession !== undefined))
      return vscode.commands.executeCommand(DEBUG_CONSOLE);
    const text = await chainOf(owner, engine, roots);
    return vscode.window.showInformationMessage(
      messageText(l10n.t('{0} was not started in a terminal of this window: {1}', processName(owner), text)),
    );
  };
  const showParentChain = async (owner: ProcessOwner): Promise<void> => {
    const terminal = roots.terminalOf(owner);
    const text = await chainOf(owner, engine, roots);
    const reveal = terminal === undefined ? [] : [l10n.t('Reveal Terminal')];
    const copyIt = l10n.t('Copy');
    const chosen = await vscode.window.showInformationMessage(messageText(text), ...reveal, copyIt);
    if (chosen === copyIt) await copy([text]);
    else if (chosen !== undefined) terminal?.show();
  };
  return [
    [originCommands.revealTerminal, ofOwner(revealTerminal)],
    [originCommands.showParentChain, ofOwner(showParentChain)],
    [originCommands.openProcessFolder, ofOwner(openFolderOf)],
  ];
};

function ownerOf(node: unknown): ProcessOwner | undefined {
  if (isPortNode(node)) return node.mark === 'closed' ? undefined : node.row.port.leader;
  if (isSocketNode(node)) return leaders(node.row.socket.owners)[0];
  const { subject } = (isGroupNode(node) && node.row.group) || {};
  return subject && leaders(groupOwners(subject))[0];
}

/** What started a process: `node (pid 42) ← npm run dev (pid 41) ← bash (pid 40) ← terminal “dev”`. */
async function chainOf(owner: ProcessOwner, engine: SharedEngine, roots: WindowRoots): Promise<string> {
  const ancestors = await using(engine, () => engine.ancestors(owner.pid));
  // What started the outermost root is VS Code itself: the terminal, task or debug session stands for it.
  const outermost = owner.windowRoots?.at(-1);
  const chain = [owner, ...ancestors];
  const last = chain.findIndex(({ pid }) => pid === outermost);
  const names = (last === -1 ? chain : chain.slice(0, last + 1)).map(processName);
  return [...names, ...rootTexts(roots.of(owner))].join(' ← ');
}

/** Shows the folder that a process works in: in the Explorer where the workspace has it, else in a window of its own. */
async function openFolderOf(owner: ProcessOwner): Promise<void> {
  const { workingDirectory } = owner;
  if (workingDirectory === undefined) {
    const said = messageText(
      l10n.t(
        'The working directory of {0} is not known: you may not look into the process.',
        processName(owner),
      ),
    );
    void vscode.window.showInformationMessage(said);
    return;
  }
  const uri = vscode.Uri.file(workingDirectory);
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}
