import { advance } from './connectionFigures';
import type { ConnectionStore } from './connectionStore';
import type { TrafficPass } from './trafficPass';

/** A slot of which its other end is to say more. */
interface Asking {
  readonly slot: number;
  readonly id: number;
  /** Of the pass in which that was told. */
  readonly sequence: number;
  /** The id of the other end that was asked first: ends may be another connection's by the next pass. */
  asked?: number | undefined;
}

/**
 * What other ends on this machine are asked for: the one byte that a message does not tell from a FIN; and the figures of a
 * connection that was aborted, which has none of its own.
 */
export class AskedEnds {
  readonly #store: ConnectionStore;
  /** Slots that may have received one byte more than was told. */
  #doubts: Asking[] = [];
  #aborted: Asking[] = [];

  constructor(store: ConnectionStore) {
    this.#store = store;
  }

  doubted(pass: TrafficPass, slot: number): void {
    this.#doubts.push(this.#asking(pass, slot));
  }

  aborted(pass: TrafficPass, slot: number): void {
    this.#aborted.push(this.#asking(pass, slot));
  }

  /** Asks as long as more may be told. @returns the slots whose figures were taken from their other ends */
  ask(pass: TrafficPass): readonly number[] {
    const { columns } = this.#store;
    const moved: number[] = [];
    const more = (slot: number, sent: number, received: number): void => {
      advance(columns, slot, sent, received, columns.retransmitted[slot] ?? 0, pass.isWatched, pass.step);
      moved.push(slot);
    };
    this.#doubts = this.#doubts.filter(({ slot, id, sequence }) => {
      if (columns.id[slot] !== id) return false;
      const other = this.#store.findIdentity(columns.other[slot] ?? 0);
      // It may be told of next.
      if (other < 0) return sequence === pass.sequence;
      const received = (columns.received[slot] ?? 0) + 1;
      const isSent = columns.sent[other] === received;
      if (isSent) more(slot, columns.sent[slot] ?? 0, received);
      return !isSent && columns.closedAt[other] === 0 && columns.ended[other] === 0;
    });
    this.#aborted = this.#aborted.filter((asking) => {
      const { slot, id, sequence } = asking;
      if (columns.id[slot] !== id) return false;
      const other = this.#store.findIdentity(columns.other[slot] ?? 0);
      const otherId = columns.id[other];
      asking.asked ??= otherId;
      if (other >= 0 && other !== slot && asking.asked === otherId)
        more(slot, columns.received[other] ?? Number.NaN, columns.sent[other] ?? Number.NaN);
      // Its last figures may be told of next.
      return sequence === pass.sequence;
    });
    return moved;
  }

  #asking({ sequence }: TrafficPass, slot: number): Asking {
    return { slot, id: this.#store.columns.id[slot] ?? 0, sequence };
  }
}
