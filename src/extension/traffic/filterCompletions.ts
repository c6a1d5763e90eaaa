import { type Suggestions, suggestionsOf } from '../../core/query/filter/suggest';
import type { Completion } from '../../core/traffic/messages';
import { labelText } from '../../core/text/clean';
import { completionsAt, recentLike } from '../filter/filterPick';
import type { Monitor } from '../monitor';
import type { History } from '../netstat/history';
import { type SharedEngine, using } from '../sharedEngine';
import { l10n } from 'vscode';

/** Milliseconds for which values serve: while somebody types they are not gathered anew from all sockets with each key. */
const SERVE = 10_000;
const MOST_RECENT = 5;
const MOST = 40;

/** How the page's filter can be completed: with what was used before, then with what sockets have. */
export class FilterCompletions {
  readonly #engine: SharedEngine;
  readonly #monitor: Pick<Monitor, 'snapshot'>;
  readonly #history: Pick<History, 'lines'>;
  #values: Promise<Suggestions> | undefined;
  #asked = 0;

  constructor(engine: SharedEngine, monitor: Pick<Monitor, 'snapshot'>, history: Pick<History, 'lines'>) {
    this.#engine = engine;
    this.#monitor = monitor;
    this.#history = history;
  }

  /** The ways to go on with a text at the caret. */
  async of(text: string, caret: number): Promise<Completion[]> {
    const suggestions = await this.#suggestions();
    const recent = recentLike(text.trim(), this.#history.lines).slice(0, MOST_RECENT);
    return [
      ...recent.map((line) => ({
        text: line,
        caret: line.length,
        label: labelText(line),
        description: l10n.t('recently used'),
      })),
      ...completionsAt(text, caret, suggestions).map(({ description = '', ...rest }) => ({
        ...rest,
        description,
      })),
    ].slice(0, MOST);
  }

  /** The Monitor has the listening sockets alone; those of all are with the engine. */
  #suggestions(): Promise<Suggestions> {
    const now = Date.now();
    if (this.#values === undefined || Math.abs(now - this.#asked) > SERVE) {
      this.#asked = now;
      this.#values = using(this.#engine, () => this.#engine.suggestions())
        .catch(() => undefined)
        .then((more) => more ?? suggestionsOf(this.#monitor.snapshot));
    }
    return this.#values;
  }
}
