import type { Disposable } from '../lifetime';
import type { KillTarget } from '../../core/kill/targets';

/** A view with rows that have owners. */
export interface KillSource {
  /** The view's id: its key bindings pass it, since a key comes without a row. */
  readonly view: string;
  selection(): readonly unknown[];
  /** What a row stands for, nothing known where its owner is not; undefined where it is not a row of this view. */
  targetsOf(node: unknown): readonly KillTarget[] | undefined;
}

/** The views that commands about processes are for. */
export class KillSources {
  readonly #sources = new Set<KillSource>();

  add(source: KillSource): Disposable {
    this.#sources.add(source);
    return { dispose: () => this.#sources.delete(source) };
  }

  /**
   * What a command is meant for.
   * @param args what VS Code passes: the row and all selected rows; a view's id, whose selection is meant; or
   *   nothing, where the one view that has a selection is meant
   * @returns undefined where there is no row
   */
  targetsFor([subject, rows]: readonly unknown[]): readonly KillTarget[] | undefined {
    const nodes = Array.isArray(rows) ? (rows as readonly unknown[]) : this.#nodesFor(subject);
    const found = nodes.flatMap((node) => this.#targetsOf(node) ?? []);
    return nodes.some((node) => this.#targetsOf(node) !== undefined) ? found : undefined;
  }

  #nodesFor(subject: unknown): readonly unknown[] {
    if (subject !== undefined && typeof subject !== 'string') return [subject];
    const views = [...this.#sources].filter(({ view }) => subject === undefined || view === subject);
    const [selection = [], ...others] = views
      .map((source) => source.selection())
      .filter(({ length }) => length > 0);
    return others.length === 0 ? selection : [];
  }

  #targetsOf(node: unknown): readonly KillTarget[] | undefined {
    for (const source of this.#sources) {
      const targets = source.targetsOf(node);
      if (targets !== undefined) return targets;
    }
    return undefined;
  }
}
