import type * as vscode from 'vscode';
import { withRecent } from '../../core/netstat/commandLine/commandLine';

const MOST = 30;

/** What was typed and used, such as command lines without the name of the program; the last one first. */
export class History {
  readonly #state: vscode.Memento;
  readonly #key: string;

  /** @param key names it in `state` */
  constructor(state: vscode.Memento, key: string) {
    this.#state = state;
    this.#key = key;
  }

  get lines(): readonly string[] {
    return this.#state.get<readonly string[]>(this.#key, []);
  }

  async add(line: string): Promise<void> {
    await this.#state.update(this.#key, withRecent(this.lines, line, MOST));
  }

  async remove(line: string): Promise<void> {
    await this.#state.update(
      this.#key,
      this.lines.filter((each) => each !== line),
    );
  }
}
