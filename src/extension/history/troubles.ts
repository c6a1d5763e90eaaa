import * as vscode from 'vscode';
import type { HistoryStatus } from '../../core/model/history';
import { messageText } from '../../core/text/clean';
import { troubleText } from './statusTexts';

const KEY = 'history.toldTrouble';

/** Says once why the history is in memory alone, and not again before that was over. */
export class Troubles {
  readonly #state: vscode.Memento;

  /** @param state outlives the session: what was said yesterday need not be said today */
  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  tell({ record, trouble }: Pick<HistoryStatus, 'record' | 'trouble'>): void {
    if (record === 'off') return;
    const told = this.#state.get<string>(KEY);
    if (trouble?.kind === told) return;
    void this.#state.update(KEY, trouble?.kind);
    if (trouble !== undefined) void vscode.window.showWarningMessage(messageText(troubleText(trouble)));
  }
}
