import type * as vscode from 'vscode';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import type { Action } from './findActions';

/** An answer in the quick pick; without a port it only tells something. */
export interface FindItem extends vscode.QuickPickItem {
  readonly port?: ListeningPort;
  readonly buttons?: readonly ActionButton[];
}

/** A button of an answer. */
export interface ActionButton extends vscode.QuickInputButton {
  readonly action: Action;
}
