import type { GroupSubject, Grouping, SocketRow, SortOrder } from '../../model/page';
import type { CompiledFilter } from '../filter/compile';
import type { Folds } from './inetFolds';
import type { RowSource, Sign } from './pageSource';

/** The rows of one source, and behind them those of another. In a group they stand in that order too. */
export class JoinedRows implements RowSource {
  readonly length: number;
  readonly #first: RowSource;
  readonly #second: RowSource;
  #signed: readonly number[] | undefined;
  readonly folds: Folds;

  constructor(first: RowSource, second: RowSource) {
    this.#first = first;
    this.#second = second;
    this.length = first.length + second.length;
    this.folds = {
      key: (row) => this.#sourceOf(row).folds?.key(this.#own(row)) ?? 0,
      areAlike: (a, b) => this.#sourceOf(a).folds?.areAlike(this.#own(a), this.#own(b)) === true,
    };
  }

  includes(row: number): boolean {
    return this.#sourceOf(row).includes(this.#own(row));
  }

  isListening(row: number): boolean {
    return this.#sourceOf(row).isListening(this.#own(row));
  }

  passing(filter: CompiledFilter): (row: number) => boolean {
    const [first, second] = [this.#first.passing(filter), this.#second.passing(filter)];
    const { length } = this.#first;
    return (row) => (row < length ? first(row) : second(row - length));
  }

  groupKey(row: number, grouping: Grouping): string | number {
    return this.#sourceOf(row).groupKey(this.#own(row), grouping);
  }

  subject(row: number, grouping: Grouping): GroupSubject {
    return this.#sourceOf(row).subject(this.#own(row), grouping);
  }

  compare(a: number, b: number, order: SortOrder): number {
    const [first, second] = [this.#sourceOf(a), this.#sourceOf(b)];
    return first === second ? first.compare(this.#own(a), this.#own(b), order) : a - b;
  }

  identity(row: number): number {
    return this.#sourceOf(row).identity(this.#own(row));
  }

  state(row: number): number {
    return this.#sourceOf(row).state(this.#own(row));
  }

  namespaceKey(row: number): string | undefined {
    return this.#sourceOf(row).namespaceKey(this.#own(row));
  }

  sign(row: number): Sign | undefined {
    return this.#sourceOf(row).sign(this.#own(row));
  }

  get signed(): readonly number[] {
    const { length } = this.#first;
    return (this.#signed ??= [...this.#first.signed, ...this.#second.signed.map((row) => length + row)]);
  }

  row(row: number): SocketRow {
    return this.#sourceOf(row).row(this.#own(row));
  }

  #sourceOf(row: number): RowSource {
    return row < this.#first.length ? this.#first : this.#second;
  }

  #own(row: number): number {
    return row < this.#first.length ? row : row - this.#first.length;
  }
}
