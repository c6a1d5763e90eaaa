import type { TrafficPlace } from '../../core/model/traffic';
import type { HostMessage } from '../../core/traffic/messages';
import type { Event } from '../lifetime';

/** What a place of the page is reached by. */
export interface PageLink {
  readonly place: TrafficPlace;
  readonly isVisible: boolean;
  /** Resolves once the page has it; perhaps never, where it is hidden meanwhile. */
  readonly post: (message: HostMessage) => PromiseLike<unknown>;
  /** Whatever the page sends. */
  readonly onMessage: Event<unknown>;
  readonly onDidChangeVisibility: Event<void>;
}
