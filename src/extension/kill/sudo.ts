import * as vscode from 'vscode';
import type { SignalName } from '../../core/model/engine';

/** The line with which a user who may do so sends what was denied: kill(1) as POSIX has it. */
export function sudoLine(signal: SignalName, pids: readonly number[]): string {
  const option = signal === 'SIGTERM' ? '' : `-s ${signal.slice('SIG'.length)} `;
  return `sudo kill ${option}${pids.join(' ')}`;
}

/** Types the line into a new terminal and leaves it to the user to run it. */
export function typeSudo(signal: SignalName, pids: readonly number[]): vscode.Terminal {
  const terminal = vscode.window.createTerminal({ name: 'Netstat' });
  terminal.show();
  terminal.sendText(sudoLine(signal, pids), false);
  return terminal;
}
