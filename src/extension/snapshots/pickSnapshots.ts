import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { accepted } from '../accepted';
import { ago, clock } from '../started';
import { pickMoment } from './pickMoment';
import type { SavedSnapshot, SnapshotStore } from './store';

/** One side of a comparison: a snapshot that was saved, a moment of the history (milliseconds since 1970), or how things are now. */
export type Side =
  | { readonly kind: 'saved'; readonly saved: SavedSnapshot }
  | { readonly kind: 'moment'; readonly at: number }
  | { readonly kind: 'now' };

interface SnapshotItem extends vscode.QuickPickItem {
  /** What it stands for; a moment has to be asked for. */
  readonly side: Side | { readonly kind: 'anyMoment' };
}

/**
 * Asks for the two sides of a comparison, the second of which may be how things are now.
 * @param since how far the history reaches back, in milliseconds since 1970; absent where there is none
 */
export async function pickSnapshots(
  store: SnapshotStore,
  since: number | undefined,
): Promise<{ readonly before: Side; readonly after: Side } | undefined> {
  const moments: SnapshotItem[] =
    since === undefined
      ? []
      : [
          {
            side: { kind: 'anyMoment' },
            label: l10n.t('A moment of the history…'),
            description: l10n.t('as far back as {0}', clock(since)),
            iconPath: new ThemeIcon('watch'),
          },
        ];
  const ask = async (title: string, ...given: PickArguments): Promise<Side | undefined> => {
    const { side } = (await pick(store, title, ...given)) ?? {};
    if (side?.kind !== 'anyMoment') return side;
    const at = await pickMoment(title, since ?? 0);
    return at === undefined ? undefined : { kind: 'moment', at };
  };
  const first = await ask(l10n.t('Snapshot to compare (1/2)'), () => true, [], moments);
  if (first === undefined) return undefined;
  const now: SnapshotItem = { side: { kind: 'now' }, label: l10n.t('Now'), iconPath: new ThemeIcon('pulse') };
  const isOther = ({ takenAt }: SavedSnapshot): boolean => takenAt !== timeOf(first);
  const second = await ask(l10n.t('Compare with (2/2)'), isOther, [now], moments);
  if (second === undefined) return undefined;
  return timeOf(first) <= timeOf(second)
    ? { before: first, after: second }
    : { before: second, after: first };
}

/** When a side was, in milliseconds since 1970; how things are now comes last. */
export function timeOf(side: Side): number {
  if (side.kind === 'now') return Infinity;
  return side.kind === 'moment' ? side.at : side.saved.takenAt;
}

type PickArguments = [
  isOffered: (saved: SavedSnapshot) => boolean,
  first: readonly SnapshotItem[],
  last: readonly SnapshotItem[],
];

function pick(
  store: SnapshotStore,
  title: string,
  ...[isOffered, first, last]: PickArguments
): Promise<SnapshotItem | undefined> {
  const quickPick = vscode.window.createQuickPick<SnapshotItem>();
  const fill = async (): Promise<void> => {
    const saved = (await store.list()).filter(isOffered);
    quickPick.items = [...first, ...saved.map(itemOf), ...last];
    quickPick.busy = false;
  };
  quickPick.title = title;
  quickPick.placeholder = l10n.t('Saved snapshots, the latest first');
  quickPick.busy = true;
  quickPick.onDidTriggerItemButton(async ({ item }) => {
    if (item.side.kind === 'saved') await store.remove(item.side.saved);
    await fill();
  });
  void fill();
  return accepted(quickPick);
}

function itemOf(saved: SavedSnapshot): SnapshotItem {
  return {
    side: { kind: 'saved', saved },
    label: clock(saved.takenAt),
    description: l10n.t('{0} sockets, {1}', saved.sockets, ago(saved.takenAt)),
    iconPath: new ThemeIcon('history'),
    buttons: [{ iconPath: new ThemeIcon('trash'), tooltip: l10n.t('Delete this snapshot') }],
  };
}
