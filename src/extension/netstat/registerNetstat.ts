import * as vscode from 'vscode';
import { checkLine } from '../../core/netstat/commandLine/commandLine';
import { netstatCommands } from './netstat.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { askCommandLine } from './commandPick';
import { NetstatDocuments } from './netstatDocuments';
import { History } from './history';
import { registerLinks } from './netstatLinks';
import { problemOf } from './commandPickItems';
import type { Session } from './session';

/**
 * Registers "Run netstat Command…" and what can be done with its documents.
 * @param workerPath the bundled `dist/netstatWorker.js`
 */
export function registerNetstat(context: vscode.ExtensionContext, workerPath: string): Disposable {
  const disposables = new DisposableStore();
  const history = new History(context.globalState, 'netstat.history');
  const documents = disposables.add(new NetstatDocuments(workerPath));
  disposables.add(registerLinks());

  const run = async (line: string): Promise<void> => {
    const checked = checkLine(line);
    if (checked.kind !== 'runnable') {
      void vscode.window.showErrorMessage(problemOf(checked) ?? '');
      return;
    }
    await history.add(checked.args.join(' '));
    await documents.show(checked.args);
  };
  const ask = async (beginning: string): Promise<void> => {
    const line = await askCommandLine(history, beginning);
    if (line !== undefined) await run(line);
  };
  const register = (command: string, action: (argument: unknown) => unknown): void =>
    void disposables.add(vscode.commands.registerCommand(command, action));
  const registerForDocument = (command: string, action: (session: Session) => unknown): void =>
    register(command, (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      const session = uri && documents.sessionOf(uri);
      return session && action(session);
    });

  register(netstatCommands.runNetstat.id, (line) => (typeof line === 'string' ? run(line) : ask('')));
  registerForDocument(netstatCommands.rerunNetstat.id, (session) => documents.run(session));
  registerForDocument(netstatCommands.editCommandLine.id, ({ args }) => ask(args.join(' ')));
  registerForDocument(netstatCommands.startLive.id, (session) =>
    documents.run(session, ['-c', ...session.args]),
  );
  registerForDocument(netstatCommands.stopLive.id, (session) => session.stop());
  return disposables;
}
