import type * as vscode from 'vscode';
import {
  choiceKey,
  type NamespaceChoice,
  type NamespaceWish,
  OWN_NAMESPACE,
  readChoice,
} from '../../core/model/namespace';
import { type Disposable, Emitter, type Event } from '../lifetime';

const KEY = 'netstat.namespace';

/** The network namespace that all views show. It is kept for the workspace. */
export class NamespaceState implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new Emitter<void>();
  #choice: NamespaceChoice;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#choice = readChoice(memento.get<unknown>(KEY));
  }

  /** Another one was chosen. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** The same object until another one is chosen. */
  get choice(): NamespaceChoice {
    return this.#choice;
  }

  /** Shows it from now on, in this workspace. */
  async choose(choice: NamespaceChoice): Promise<void> {
    if (choiceKey(choice) === choiceKey(this.#choice)) return;
    this.#choice = choice;
    this.#changed.fire();
    await this.#memento.update(KEY, choice.kind === OWN_NAMESPACE.kind ? undefined : choice);
  }

  /**
   * What a pass is to read beside this machine's own sockets. A pass without a wish is a question, which lets the views have
   * what they were read last.
   * @param more what else wants some of others
   */
  wish({ inside = false, ends = false }: Omit<NamespaceWish, 'shown'> = {}): NamespaceWish {
    return { shown: this.#choice, ...(inside && { inside }), ...(ends && { ends }) };
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
