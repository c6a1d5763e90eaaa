import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { accepted } from '../accepted';
import { ago, clock } from '../started';
import type { SavedSnapshot, SnapshotStore } from './store';

interface SnapshotItem extends vscode.QuickPickItem {
  /** Absent where it stands for how things are now. */
  readonly saved?: SavedSnapshot;
}

/** Asks for the two snapshots to compare, the second of which may be how things are now. */
export async function pickSnapshots(
  store: SnapshotStore,
): Promise<{ readonly before: SavedSnapshot; readonly after: SavedSnapshot | undefined } | undefined> {
  const first = await pick(store, l10n.t('Snapshot to compare (1/2)'), () => true, []);
  if (first?.saved === undefined) return undefined;
  const { saved } = first;
  const now: SnapshotItem = { label: l10n.t('Now'), iconPath: new ThemeIcon('pulse') };
  const second = await pick(store, l10n.t('Compare with (2/2)'), ({ takenAt }) => takenAt !== saved.takenAt, [
    now,
  ]);
  if (second === undefined) return undefined;
  const [before = saved, after] = [saved, ...(second.saved === undefined ? [] : [second.saved])].toSorted(
    (a, b) => a.takenAt - b.takenAt,
  );
  return { before, after };
}

function pick(
  store: SnapshotStore,
  title: string,
  isOffered: (saved: SavedSnapshot) => boolean,
  others: readonly SnapshotItem[],
): Promise<SnapshotItem | undefined> {
  const quickPick = vscode.window.createQuickPick<SnapshotItem>();
  const fill = async (): Promise<void> => {
    const saved = (await store.list()).filter(isOffered);
    quickPick.items = [...others, ...saved.map(itemOf)];
    quickPick.busy = false;
  };
  quickPick.title = title;
  quickPick.placeholder = l10n.t('Saved snapshots, the latest first');
  quickPick.busy = true;
  quickPick.onDidTriggerItemButton(async ({ item }) => {
    if (item.saved !== undefined) await store.remove(item.saved);
    await fill();
  });
  void fill();
  return accepted(quickPick);
}

function itemOf(saved: SavedSnapshot): SnapshotItem {
  return {
    saved,
    label: clock(saved.takenAt),
    description: l10n.t('{0} sockets, {1}', saved.sockets, ago(saved.takenAt)),
    iconPath: new ThemeIcon('history'),
    buttons: [{ iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Delete this snapshot') }],
  };
}
