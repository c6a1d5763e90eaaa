import * as vscode from 'vscode';
import { type PageAction, ROW_SECTION, type RowContext } from '../../core/traffic/messages';
import type { TrafficKind } from '../../core/model/traffic';
import { refreshCommands } from '../commands/refresh.contributions';
import { connectionCommands } from '../connections/closeConnection.contributions';
import { detailsCommands } from '../details/details.contributions';
import { killCommands } from '../kill/kill.contributions';
import { namespaceCommands } from '../namespaces/namespaces.contributions';
import type { TrafficPlace } from './trafficPlace';

/** What keys of the page do, and the commands that do it for rows. */
const OF_ROWS = {
  kill: killCommands.killProcess.id,
  close: connectionCommands.closeConnection.id,
  details: detailsCommands.showDetails.id,
} as const;

const OF_PAGE = {
  refresh: refreshCommands.refresh.id,
  chooseNamespace: namespaceCommands.selectNamespace.id,
} as const;

/** What an action may need of the tab of the editor. */
export interface EditorTab {
  /** Shows it. */
  open(): void;
  /** Shows it with a row selected, and its details open. */
  reveal(row: number, kind: TrafficKind): void;
}

/**
 * Does what a key of the page asks for: the command that its menu has, which asks what it asks from anywhere. Nothing happens where a
 * row is needed and none is meant. In the panel there is no room for details: the tab of the editor has them.
 */
export async function act(
  place: TrafficPlace,
  action: PageAction,
  ids: readonly number[],
  tab: EditorTab,
): Promise<void> {
  const kind = place.shownLast?.rows.kind;
  const [first] = ids;
  switch (action) {
    case 'openEditor':
      if (first !== undefined && kind !== undefined) return tab.reveal(first, kind);
      return tab.open();
    case 'refresh':
    case 'chooseNamespace':
      await vscode.commands.executeCommand(OF_PAGE[action]);
      return;
    case 'details':
    case 'kill':
    case 'close': {
      if (first === undefined || kind === undefined) return;
      const { place: name } = place.link;
      if (action === 'details' && name === 'panel') return tab.reveal(first, kind);
      const context: RowContext = {
        webviewSection: ROW_SECTION,
        trafficPlace: name,
        trafficKind: kind,
        trafficRow: first,
        trafficRows: ids,
        preventDefaultContextMenuItems: true,
      };
      await vscode.commands.executeCommand(OF_ROWS[action], context);
    }
  }
}
