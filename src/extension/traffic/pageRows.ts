import { l10n, window } from 'vscode';
import type { TrafficRow } from '../../core/model/traffic';
import { readRowContext } from '../../core/traffic/pageMessage';
import { messageText } from '../../core/text/clean';
import type { ContainersState } from '../containers/containersState';
import { type SharedEngine, using } from '../sharedEngine';
import type { TooltipSources } from '../views/listeningPorts/portTooltip';
import type { RowNode } from '../views/tree/row';
import { nodesOfTraffic } from './rowNodes';

/** Where rows of the page are looked up. */
export interface PageRowsSources extends Omit<TooltipSources, 'engine' | 'snapshot'> {
  readonly engine: SharedEngine;
  readonly monitor: { readonly snapshot: ReturnType<TooltipSources['snapshot']> };
  readonly containers: Pick<ContainersState, 'list'>;
}

/** Finds what rows of the page stand for, by their ids; what is gone is said. Nothing where it is no row of the page's. */
export class PageRows {
  readonly #sources: PageRowsSources;

  constructor(sources: PageRowsSources) {
    this.#sources = sources;
  }

  /** The rows that a menu of the page is meant for. @param context what VS Code passes: it comes from the page */
  async rows(context: unknown): Promise<readonly TrafficRow[]> {
    const read = readRowContext(context);
    if (read === undefined) return [];
    const { engine } = this.#sources;
    try {
      const found = await using(engine, () => engine.trafficRow(read.ids));
      const rows = found.filter((row) => row !== undefined);
      // Where several are chosen, those that are left are acted on, and a question names them.
      if (rows.length === 0) {
        void window.showInformationMessage(
          l10n.t('The row is gone: what it stood for is not kept any more. Choose another one.'),
        );
      }
      return rows;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const said = l10n.t('The row could not be looked up: {0}. Try again.', reason);
      void window.showErrorMessage(messageText(said));
      return [];
    }
  }

  /** The same as rows of the trees. */
  async nodes(context: unknown): Promise<readonly RowNode[]> {
    const { monitor, containers, ...sources } = this.#sources;
    const rows = await this.rows(context);
    return nodesOfTraffic(rows, { ...sources, snapshot: () => monitor.snapshot }, containers.list ?? []);
  }
}
