import { ownTypist } from '../../node/self';
import { selectionIn } from '../commands/selectedRows';
import { type Disposable, DisposableStore } from '../lifetime';
import { registerRowCommand } from '../rowCommand';
import type { RegisteredView } from '../views/tree/registerView';
import { unitActions } from './unitActions';

/** Registers the commands that prove who has a socket, and that look at units. */
export function registerUnits(views: readonly RegisteredView[]): Disposable {
  const disposables = new DisposableStore();
  for (const [command, run] of unitActions(() => selectionIn(views), ownTypist))
    disposables.add(registerRowCommand(command.id, run));
  return disposables;
}
