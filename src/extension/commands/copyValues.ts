import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { clean } from '../../core/text/clean';
import { copyValueCommands } from './copyValues.contributions';
import { DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import type { CopyValues, RowNode } from '../views/table/row';
import type { TableViews } from '../views/tables';
import { copy } from './copy';

/** What each command copies; the first value there is where nothing is named. */
const KEYS: Readonly<Record<string, keyof CopyValues | undefined>> = {
  [copyValueCommands.copyValue.id]: undefined,
  [copyValueCommands.copyDestination.id]: 'destination',
  [copyValueCommands.copyGateway.id]: 'gateway',
  [copyValueCommands.copyInterfaceAddress.id]: 'address',
  [copyValueCommands.copyHardwareAddress.id]: 'hardwareAddress',
  [copyValueCommands.copyGroup.id]: 'group',
  [copyValueCommands.copyOriginal.id]: 'original',
  [copyValueCommands.copyReply.id]: 'reply',
};

/** Registers the commands that copy a value of a row of the table views. */
export function registerCopyValues(tables: TableViews): DisposableStore {
  const disposables = new DisposableStore();
  for (const [command, key] of Object.entries(KEYS)) {
    disposables.add(
      registerRowCommand(command, async (target?: RowNode | string, nodes?: readonly RowNode[]) => {
        const rows = rowsFor(tables, target, nodes);
        const texts = rows.map(({ row }) => valueOf(row.copyValues ?? {}, key) ?? '');
        if (texts.every((text) => text === '')) {
          void vscode.window.showInformationMessage(l10n.t('Select a row that has something to copy first.'));
          return;
        }
        await copy(texts);
      }),
    );
  }
  return disposables;
}

/** The rows that were clicked; where a key was pressed, it names its view, whose selection counts. */
function rowsFor(
  { routes, interfaces, multicastGroups, statistics, nat }: TableViews,
  target: RowNode | string | undefined,
  nodes: readonly RowNode[] | undefined,
): readonly RowNode[] {
  if (typeof target !== 'string') return nodes ?? (target === undefined ? [] : [target]);
  const focused = [routes, interfaces, multicastGroups, statistics, nat].find(
    ({ provider }) => provider.view === target,
  );
  return focused?.tree.selection ?? [];
}

function valueOf(values: CopyValues, key: keyof CopyValues | undefined): string | undefined {
  const text = key === undefined ? Object.values(values)[0] : values[key];
  return text === undefined ? undefined : clean(text);
}
