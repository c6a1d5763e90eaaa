import type * as vscode from 'vscode';
import { arrangements } from './arrangement.contributions';
import { type Disposable, Emitter, type Event } from '../lifetime';

/** A view whose rows can be grouped and sorted. */
export type ArrangedView = keyof typeof arrangements;

/** By what a view is grouped, and by what the rows of a group are sorted. */
export interface Arranged<View extends ArrangedView = ArrangedView> {
  readonly groupBy: (typeof arrangements)[View]['groupBy'][number];
  readonly sortBy: (typeof arrangements)[View]['sortBy'][number];
}

type Choices<T> = readonly [T, ...T[]];

/** How one view is arranged; kept for the workspace. */
export class Arrangement<View extends ArrangedView = ArrangedView> implements Disposable {
  readonly view: View;
  readonly #memento: vscode.Memento;
  readonly #changed = new Emitter<void>();
  #current: Arranged<View>;

  constructor(view: View, memento: vscode.Memento) {
    this.view = view;
    this.#memento = memento;
    const { groupBy, sortBy } = arrangements[view];
    this.#current = {
      groupBy: known(groupBy as Choices<Arranged<View>['groupBy']>, memento.get(this.#key('groupBy'))),
      sortBy: known(sortBy as Choices<Arranged<View>['sortBy']>, memento.get(this.#key('sortBy'))),
    };
  }

  /** It is arranged in another way. */
  readonly onDidChange: Event<void> = this.#changed.event;

  get current(): Arranged<View> {
    return this.#current;
  }

  /** Arranges in another way from now on. */
  async choose(choice: Partial<Arranged<View>>): Promise<void> {
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
function known<T extends string>(choices: Choices<T>, kept: unknown): T {
  return choices.find((choice) => choice === kept) ?? choices[0];
}
