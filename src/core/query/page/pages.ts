import type { PageChanges, PageRequest, SocketView } from '../../model/page';
import type { Scope, Snapshot } from '../../model/snapshot';
import { PageDiffer } from './pageDiffer';

/** The pages of all views, each as its client last had it. */
export class Pages {
  readonly #differs: Record<SocketView, PageDiffer> = {
    connections: new PageDiffer(),
    unixSockets: new PageDiffer(),
  };

  /**
   * What changed in the page asked for.
   * @param snapshot the last one that was taken; where it lacks the view's sockets, the page is empty and its sequence 0
   * @throws where the filter expression is wrong
   */
  changes(snapshot: Snapshot | undefined, request: PageRequest): PageChanges {
    const differ = this.#differs[request.view];
    const hasSockets = snapshot !== undefined && SCOPES[request.view].includes(snapshot.scope);
    return differ.changes(hasSockets ? snapshot : undefined, request);
  }
}

/** The scopes that hold the sockets of a view. */
const SCOPES: Readonly<Record<SocketView, readonly Scope[]>> = {
  connections: ['inet', 'all'],
  unixSockets: ['all'],
};
