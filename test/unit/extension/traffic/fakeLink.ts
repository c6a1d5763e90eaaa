import type { TrafficPlace } from '../../../../src/core/model/traffic';
import type { HostMessage } from '../../../../src/core/traffic/messages';
import { Emitter } from '../../../../src/extension/lifetime';
import type { PageLink } from '../../../../src/extension/traffic/pageLink';

/** A place of the page without a page: tests send what one would, and see what it is told. */
export class FakeLink implements PageLink {
  readonly place: TrafficPlace;
  readonly posted: HostMessage[] = [];
  readonly #messages = new Emitter<unknown>();
  readonly #visibility = new Emitter<void>();
  isVisible = true;
  /** How a message reaches the page: at once, unless a test says otherwise. */
  onPost: (message: HostMessage) => Promise<unknown> = async () => true;

  constructor(place: TrafficPlace = 'editor') {
    this.place = place;
  }

  readonly onMessage = this.#messages.event;
  readonly onDidChangeVisibility = this.#visibility.event;

  readonly post = (message: HostMessage): Promise<unknown> => {
    this.posted.push(message);
    return this.onPost(message);
  };

  send(message: unknown): void {
    this.#messages.fire(message);
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.#visibility.fire();
  }

  /** What it was told of a kind. */
  told<Kind extends HostMessage['kind']>(kind: Kind): Extract<HostMessage, { kind: Kind }>[] {
    return this.posted.filter(
      (message): message is Extract<HostMessage, { kind: Kind }> => message.kind === kind,
    );
  }
}
