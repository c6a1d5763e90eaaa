import type * as vscode from 'vscode';
import type { Grouping, SocketView, SortOrder } from '../../../core/model/page';
import { arrangements } from '../../ids';
import { type Disposable, Emitter, type Event } from '../../lifetime';

/** By what a view is grouped, and by what the rows of a group are sorted. */
export interface Arranged {
  readonly groupBy: Grouping;
  readonly sortBy: SortOrder;
}

/** How one view is arranged; kept for the workspace. */
export class Arrangement implements Disposable {
  readonly view: SocketView;
  readonly #memento: vscode.Memento;
  readonly #changed = new Emitter<void>();
  #current: Arranged;

  constructor(view: SocketView, memento: vscode.Memento) {
    this.view = view;
    this.#memento = memento;
    const { groupBy, sortBy } = arrangements[view];
    this.#current = {
      groupBy: known(groupBy, memento.get(this.#key('groupBy'))),
      sortBy: known(sortBy, memento.get(this.#key('sortBy'))),
    };
  }

  /** It is arranged in another way. */
  readonly onDidChange: Event<void> = this.#changed.event;

  get current(): Arranged {
    return this.#current;
  }

  /** Arranges in another way from now on. */
  async choose(choice: Partial<Arranged>): Promise<void> {
    this.#current = { ...this.#current, ...choice };
    this.#changed.fire();
    for (const [kind, value] of Object.entries(choice)) await this.#memento.update(this.#key(kind), value);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #key(kind: string): string {
    return `netstat.${this.view}.${kind}`;
  }
}

/** What was kept may be from another version. */
function known<T extends string>(choices: readonly [T, ...T[]], kept: unknown): T {
  return choices.find((choice) => choice === kept) ?? choices[0];
}
