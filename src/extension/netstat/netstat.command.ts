import * as vscode from 'vscode';
import { checkLine } from '../../core/netstat/commandLine/commandLine';
import { netstatCommands } from './netstat.contributions';
import type { Commands } from '../handlers';
import { askCommandLine } from './commandPick';
import { NetstatDocuments } from './netstatDocuments';
import { History } from './history';
import { registerLinks } from './netstatLinks';
import { problemOf } from './commandPick';
import type { Session } from './session';

/** "Run netstat Command…" and what can be done with its documents. */
export const commands: Commands = ({ context, shipped }, own) => {
  const history = new History(context.globalState, 'netstat.history');
  const documents = own.add(new NetstatDocuments(shipped('netstatWorker.js')));
  own.add(registerLinks((uri) => documents.sessionOf(uri)?.args));

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
  const ofDocument = (action: (session: Session) => unknown) => (argument: unknown) => {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const session = uri && documents.sessionOf(uri);
    return session && action(session);
  };
  const { runNetstat, rerunNetstat, editCommandLine, startLive, stopLive } = netstatCommands;
  return [
    [runNetstat, (line: unknown) => (typeof line === 'string' ? run(line) : ask(''))],
    [rerunNetstat, ofDocument((session) => documents.run(session))],
    [editCommandLine, ofDocument(({ args }) => ask(args.join(' ')))],
    [startLive, ofDocument((session) => documents.run(session, ['-c', ...session.args]))],
    [stopLive, ofDocument((session) => session.stop())],
  ];
};
