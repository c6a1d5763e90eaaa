import type { NewNotice } from '../../../core/history/recorder/notices';
import { knownRequests, NetworkNotices, noticesAddress } from '../../../core/netlink/networkNotices';
import type { SystemCalls } from '../../system/systemCalls';
import { Netlink, NETLINK } from '../sockets/netlink';
import { NetlinkEar } from '../sockets/netlinkEar';

/** A message of an interface with all its attributes is of some 1,500 bytes; the kernel makes none of more than a page or two. */
const SIZE = 32 * 1024;

/** Messages that are taken in one go. */
const MOST_AT_ONCE = 1_000;

/** What the kernel told of interfaces, addresses and routes. */
export interface HeardNotices {
  readonly notices: readonly NewNotice[];
  /** Messages that did not fit in the queue. */
  readonly lost: number;
}

/** A socket of rtnetlink(7) that is told how interfaces, addresses and routes change, in the network namespace it was made in. */
export class NoticeSocket {
  readonly #ear: NetlinkEar;
  readonly #notices: NetworkNotices;

  private constructor(ear: NetlinkEar, notices: NetworkNotices) {
    this.#ear = ear;
    this.#notices = notices;
  }

  /** Begins to listen where the calling thread is; nothing where the kernel does not tell. */
  static open(calls: SystemCalls, littleEndian: boolean): NoticeSocket | undefined {
    const address = noticesAddress(littleEndian);
    const ear = NetlinkEar.open(calls, { protocol: NETLINK.route, address, size: SIZE });
    if (ear === undefined) return undefined;
    const notices = new NetworkNotices(littleEndian);
    const questions = knownRequests(littleEndian).map((request) => ({
      request,
      take: (bytes: Uint8Array) => notices.know(bytes),
    }));
    // One after the other in sockets of their own: what breaks off costs some notices that say nothing new.
    for (const question of questions) new Netlink(calls, littleEndian, 'route').ask([question]);
    return new NoticeSocket(ear, notices);
  }

  /** What was told since the last time. @param at the time, in milliseconds since 1970 */
  take(at: number): HeardNotices {
    this.#ear.drain((bytes) => this.#notices.take(bytes, at), MOST_AT_ONCE);
    return { notices: this.#notices.told(), lost: this.#ear.takeLost() };
  }

  close(): void {
    this.#ear.close();
  }
}
