import type * as vscode from 'vscode';
import { type Filter, type FilterError, isError } from '../../core/query/filter/filter';
import { NO_FILTER, parseFilter } from '../../core/query/filter/parse';
import { readTyped } from '../../core/query/filter/typed';
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
    const filter = typeof kept === 'string' ? parseFilter(kept) : NO_FILTER;
    if (typeof kept === 'string' && !isError(filter)) this.#show(kept.trim(), filter);
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

  /**
   * Filters for now by what is being typed, as far as it can be read. Where it can never become right, which is returned, the
   * filter stays as it is.
   */
  preview(typed: string): FilterError | undefined {
    const read = readTyped(typed);
    if (isError(read)) return read;
    this.#show(read.expression, read.filter);
    return undefined;
  }

  /** Filters by the expression from now on, in this workspace. Where it is wrong or unfinished everything stays as it is. */
  async set(expression: string): Promise<FilterError | undefined> {
    const filter = parseFilter(expression);
    if (isError(filter)) return filter;
    this.#show(expression.trim(), filter);
    await this.#memento.update(this.#key, this.#expression);
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #show(expression: string, filter: Filter): void {
    const isNew = expression !== this.#expression;
    this.#expression = expression;
    this.#filter = filter;
    if (isNew) this.#changed.fire();
  }
}
