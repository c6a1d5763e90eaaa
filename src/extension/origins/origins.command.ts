import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { messageText } from '../../core/text/clean';
import { personProcess } from '../describe';
import { originCommands } from './origins.contributions';
import type { Commands } from '../handlers';
import { type SharedEngine, using } from '../sharedEngine';
import { detailsCommands } from '../details/details.contributions';
import { pickProcessWithSockets } from '../navigate/pickProcessWithSockets';
import { processRow } from '../navigate/targets';
import { nodeOf, type RowNode } from '../views/tree/row';
import { ownerOfRow } from './ownerOfRow';
import { rootTexts, type WindowRoots } from './windowRoots';

const DEBUG_CONSOLE = 'workbench.panel.repl.view.focus';

/** The commands that lead from a row to where its process comes from. */
export const commands: Commands = ({ engine, roots, names, monitor }) => {
  /** Of the row's process; without a row, of the one that is picked among those of which it can be told. */
  const ofOwner =
    (
      title: string,
      run: (owner: ProcessOwner) => Promise<unknown>,
      isOffered?: (owner: ProcessOwner) => boolean,
    ) =>
    async (node?: unknown): Promise<unknown> => {
      const owner =
        node === undefined ? await pickProcessWithSockets(engine, title, isOffered) : ownerOf(node);
      if (owner !== undefined) return run(owner);
      if (node === undefined) return undefined;
      return vscode.window.showInformationMessage(l10n.t('Select a row with a process first.'));
    };
  const revealTerminal = async (owner: ProcessOwner): Promise<unknown> => {
    const terminal = roots.terminalOf(owner);
    if (terminal !== undefined) return terminal.show();
    if (roots.of(owner).some(({ debugSession }) => debugSession !== undefined))
      return vscode.commands.executeCommand(DEBUG_CONSOLE);
    const text = await chainOf(owner, engine, roots);
    return vscode.window.showInformationMessage(
      messageText(
        l10n.t('{0} was not started in a terminal of this window: {1}', personProcess(owner), text),
      ),
    );
  };
  /** In its details, where each parent is a link to its own. */
  const showParentChain = async (owner: ProcessOwner): Promise<unknown> => {
    const row = processRow(owner, { engine, names, roots, snapshot: () => monitor.snapshot });
    const node = nodeOf(row.id, undefined, row, undefined);
    return vscode.commands.executeCommand(detailsCommands.showDetails.id, node);
  };
  return [
    [
      originCommands.revealTerminal,
      ofOwner(l10n.t('Reveal Terminal'), revealTerminal, ({ windowRoots = [] }) => windowRoots.length > 0),
    ],
    [originCommands.showParentChain, ofOwner(l10n.t('Show Parent Chain'), showParentChain)],
    [
      originCommands.openProcessFolder,
      ofOwner(
        l10n.t('Open Folder of Process'),
        openFolderOf,
        ({ workingDirectory }) => workingDirectory !== undefined,
      ),
    ],
  ];
};

function ownerOf(node: unknown): ProcessOwner | undefined {
  const { row, mark } = Object(node) as Partial<RowNode>;
  return row === undefined || (row.port !== undefined && mark === 'closed') ? undefined : ownerOfRow(row);
}

/** What started a process: `node (pid 42) ← npm run dev (pid 41) ← bash (pid 40) ← terminal “dev”`. */
async function chainOf(owner: ProcessOwner, engine: SharedEngine, roots: WindowRoots): Promise<string> {
  const ancestors = await using(engine, () => engine.ancestors(owner.pid));
  // What started the outermost root is VS Code itself: the terminal, task or debug session stands for it.
  const outermost = owner.windowRoots?.at(-1);
  const chain = [owner, ...ancestors];
  const last = chain.findIndex(({ pid }) => pid === outermost);
  const names = (last === -1 ? chain : chain.slice(0, last + 1)).map((process) => personProcess(process));
  return [...names, ...rootTexts(roots.of(owner))].join(' ← ');
}

/** Shows the folder that a process works in: in the Explorer where the workspace has it, else in a window of its own. */
async function openFolderOf(owner: ProcessOwner): Promise<void> {
  const { workingDirectory } = owner;
  if (workingDirectory === undefined) {
    const said = messageText(
      l10n.t(
        'The working directory of {0} is not known: you may not look into the process.',
        personProcess(owner),
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
