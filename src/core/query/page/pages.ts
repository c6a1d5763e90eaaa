import type { PageChanges, PageRequest, SocketView } from '../../model/page';
import type { Scope, Snapshot } from '../../model/snapshot';
import { PageKeeper } from './pageKeeper';

/** The pages of all views, each as its asker last had it. */
export class Pages {
  readonly #keepers: Record<SocketView, PageKeeper> = {
    connections: new PageKeeper(),
    unixSockets: new PageKeeper(),
  };

  /**
   * What is another in the page asked for.
   * @param snapshot the last one that was taken; where it lacks the view's sockets, the page is empty and its sequence 0
   * @throws where the filter expression is wrong
   */
  changes(snapshot: Snapshot | undefined, request: PageRequest): PageChanges {
    const keeper = this.#keepers[request.view];
    const hasSockets = snapshot !== undefined && SCOPES[request.view].includes(snapshot.scope);
    return keeper.changes(hasSockets ? snapshot : undefined, request);
  }
}

/** The scopes that hold the sockets of a view. */
const SCOPES: Readonly<Record<SocketView, readonly Scope[]>> = {
  connections: ['inet', 'all'],
  unixSockets: ['all'],
};
