import type * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import type { ReadRows } from '../tree/readRows';
import type { Snapshot } from '../../../core/model/snapshot';
import type { RowNode } from '../tree/row';
import { leadsInside } from './portRows';

/** What decides whether it is worth to read what listens inside containers. */
export interface InsideSources {
  readonly monitor: Pick<Monitor, 'refresh'>;
  readonly tree: Pick<vscode.TreeView<RowNode>, 'visible' | 'onDidExpandElement' | 'onDidCollapseElement'>;
  readonly source: Pick<ReadRows<Snapshot>, 'find'>;
  /** Whether the group of all that is inside is shown. */
  readonly showsInside: () => boolean;
}

/**
 * Whether passes are to read the network namespaces of containers for Listening Ports: where it is in sight, and shows
 * what listens inside them, in a group or below a published port that is open.
 */
export class InsideWanted implements Disposable {
  readonly #sources: InsideSources;
  readonly #disposables = new DisposableStore();
  readonly #open = new Set<string>();

  constructor(sources: InsideSources) {
    this.#sources = sources;
    const { tree, monitor } = sources;
    this.#disposables.add(
      tree.onDidExpandElement(({ element }) => {
        if (!leadsInside(element)) return;
        const wasWanted = this.now;
        this.#open.add(element.id);
        // One who opens a row waits for what is below it.
        if (!wasWanted && this.now) void monitor.refresh();
      }),
    );
    this.#disposables.add(tree.onDidCollapseElement(({ element }) => void this.#open.delete(element.id)));
  }

  /** Whether they are wanted now. */
  get now(): boolean {
    const { tree, source, showsInside } = this.#sources;
    if (!tree.visible) return false;
    // A row that has gone is not collapsed first.
    for (const id of this.#open) if (source.find(id) === undefined) this.#open.delete(id);
    return this.#open.size > 0 || showsInside();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
