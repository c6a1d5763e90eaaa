import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SocketStates } from '../../core/model/comparison';
import { snapshotCommands } from './snapshots.contributions';
import { knowContainers } from '../containers/knowContainers';
import type { Commands } from '../handlers';
import { cancellable } from '../netstat/progress';
import { using } from '../sharedEngine';
import { clock } from '../started';
import { pickSnapshots, type Side } from './pickSnapshots';
import { ComparisonDocuments } from './snapshotDocuments';
import { exportSnapshot } from './export';
import { SnapshotStore } from './store';
import { momentStates } from './momentStates';
import { comparisonTexts } from './comparisonText';

/** The commands that export, save and compare snapshots of all sockets. */
export const commands: Commands = ({ context, engine }, own) => {
  const documents = own.add(new ComparisonDocuments());
  const store = new SnapshotStore(context);
  const read = (): Promise<SocketStates> =>
    using(engine, async () => {
      await knowContainers(engine);
      return engine.states();
    });

  const readSide = (side: Side): Promise<SocketStates> => {
    switch (side.kind) {
      case 'saved':
        return store.read(side.saved);
      case 'moment':
        return momentStates(engine, side.at);
      case 'now':
        return read();
    }
  };
  const compare = async (before: Side, after: Side): Promise<void> => {
    const work = async (): Promise<void> => {
      const [left, right] = [await readSide(before), await readSide(after)];
      const comparison = await using(engine, () => engine.compare(left.text, right.text));
      const texts = comparisonTexts(comparison);
      const now = after.kind === 'now' ? l10n.t('now') : clock(right.takenAt);
      await documents.show(texts.before, texts.after, l10n.t('Sockets: {0} ↔ {1}', clock(left.takenAt), now));
    };
    await cancellable(l10n.t('Comparing snapshots'), work(), () => undefined);
  };
  const save = async (): Promise<void> => {
    const saving = read().then((states) => store.save(states));
    const saved = await cancellable(l10n.t('Saving a snapshot'), saving, () => undefined);
    const compareLater = l10n.t('Compare with Now');
    const said = l10n.t('Saved a snapshot of {0} sockets.', saved.sockets);
    const offer = async (): Promise<void> => {
      const chosen = await vscode.window.showInformationMessage(said, compareLater);
      if (chosen !== undefined) await reported(() => compare({ kind: 'saved', saved }, { kind: 'now' }));
    };
    void offer();
  };
  const pickAndCompare = async (): Promise<void> => {
    const { since } = await using(engine, () => engine.historyStatus());
    if (since === undefined && (await store.list()).length === 0) {
      const saveNow = l10n.t('Save Snapshot');
      const said = l10n.t(
        'There is no snapshot to compare with. Save one, and compare it later with how things are then.',
      );
      if ((await vscode.window.showInformationMessage(said, saveNow)) !== undefined) await save();
      return;
    }
    const picked = await pickSnapshots(store, since);
    if (picked !== undefined) await compare(picked.before, picked.after);
  };
  return [
    [snapshotCommands.saveSnapshot, () => reported(save)],
    [snapshotCommands.compareSnapshots, () => reported(pickAndCompare)],
    [snapshotCommands.exportSnapshot, () => reported(() => exportSnapshot(engine))],
  ];
};

async function reported(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(l10n.t('The snapshot could not be handled: {0}. Try again.', reason));
  }
}
