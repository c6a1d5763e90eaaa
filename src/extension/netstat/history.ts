import type * as vscode from 'vscode';
import { withRecent } from '../../core/netstat/commandLine';

const KEY = 'netstat.history';
const MOST = 30;

/** The command lines that were run, without the name of the program; the last one first. */
export class History {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get lines(): readonly string[] {
    return this.#state.get<readonly string[]>(KEY, []);
  }

  async add(line: string): Promise<void> {
    await this.#state.update(KEY, withRecent(this.lines, line, MOST));
  }

  async remove(line: string): Promise<void> {
    await this.#state.update(
      KEY,
      this.lines.filter((each) => each !== line),
    );
  }
}
