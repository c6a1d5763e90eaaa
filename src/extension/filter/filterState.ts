import type * as vscode from 'vscode';
import { type Filter, type FilterError, isError } from '../../core/query/filter/filter';
import { NO_FILTER, parseFilter } from '../../core/query/filter/parse';
import { type Disposable, Emitter, type Event } from '../lifetime';

const KEY = 'netstat.filter';

/** The filter of all views of sockets, or one of a page's own. What is set is kept for the workspace; what is previewed is not. */
export class FilterState implements Disposable {
  readonly #memento: vscode.Memento;
  readonly #key: string;
  readonly #changed = new Emitter<void>();
  #expression = '';
  #filter = NO_FILTER;

  /** @param key where it is kept; that of the views unless told */
  constructor(memento: vscode.Memento, key = KEY) {
    this.#memento = memento;
    this.#key = key;
    const kept = memento.get<unknown>(key);
    if (typeof kept === 'string') this.#take(kept);
  }

  /** The filter changed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** As it was typed, without spaces around it; empty where everything is shown. It can be read without error. */
  get expression(): string {
    return this.#expression;
  }

  get filter(): Filter {
    return this.#filter;
  }

  /** Filters by the expression for now. Where it is wrong the filter stays as it is. */
  preview(expression: string): FilterError | undefined {
    const before = this.#expression;
    const error = this.#take(expression);
    if (this.#expression !== before) this.#changed.fire();
    return error;
  }

  /** Filters by the expression from now on, in this workspace. Where it is wrong everything stays as it is. */
  async set(expression: string): Promise<FilterError | undefined> {
    const error = this.preview(expression);
    if (error === undefined) await this.#memento.update(this.#key, this.#expression);
    return error;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #take(expression: string): FilterError | undefined {
    const filter = parseFilter(expression);
    if (isError(filter)) return filter;
    this.#expression = expression.trim();
    this.#filter = filter;
    return undefined;
  }
}
