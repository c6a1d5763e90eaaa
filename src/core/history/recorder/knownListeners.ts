import type { HistoryEnding, HistoryMoment } from '../../model/history';
import { addressAt } from '../../model/inetTable';
import { unixSocketAt } from '../../model/unixTable';
import { isUnixListener } from '../../netstat/sockets/unixRow';
import { transportAt } from '../../ports/listeningPorts';
import { latin1 } from '../../procfs/scan';
import { inetIdentity } from '../../query/page/identity';
import { isListening } from '../../query/socketState';
import { formatAddress } from '../../text/address';
import { decodeByteText } from '../../text/utf8';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import type { Changes } from './changes';
import { isReadBy, partOf, type StillScope, UNIX_PART } from './coverage';
import { EndedSockets } from './endedSockets';
import { Holding, type HolderRow } from './holding';
import { endedListener, type Listening, listenerEntry, type Waiting } from './listening';
import { between, exactly } from './moments';
import type { Programs } from './programs';
import { holdersAt, isSameAddress, type TakenPass, unixHoldersAt } from './takenPass';

/** Listeners that are known at once; what is beyond is not told of. A machine has hundreds. */
export const MOST_LISTENERS = 20_000;

/** The codes of TCP are the first two: see INET_PROTOCOLS. */
const TCP6 = 1;

/** Which sockets wait for others, whose they are, and since when: from passes, and the ends of TCP's from the kernel, too. */
export class KnownListeners {
  readonly #changes: Changes;
  readonly #programs: Programs;
  /** By what they are known by: see {@link Waiting}. */
  readonly #all = new Map<number, Listening>();
  readonly #byCookie = new Map<number, Listening>();
  /** TCP's. */
  readonly #byPort = new Map<number, readonly Listening[]>();
  /** Those that ended by the kernel's word: a pass that began before it may have them still. */
  readonly #ended = new EndedSockets();
  /** When sockets were told to have ended that may be listeners of which no cookie is known, by their ends. */
  readonly #hints = new Map<string, number[]>();
  /** When a socket that listened, or was bound, ended last on a port. */
  readonly #news = new Map<number, number>();
  /** How many this pass has beyond {@link MOST_LISTENERS}. */
  beyond = 0;
  #beyondBefore = 0;

  constructor(changes: Changes, programs: Programs) {
    this.#changes = changes;
    this.#programs = programs;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Whether one was missed of which the kernel did not tell. */
  get isWaiting(): boolean {
    for (const { gone } of this.#all.values()) if (gone !== undefined) return true;
    return false;
  }

  /** All of TCP's on a port. */
  ofTcp(port: number): readonly Listening[] {
    return this.#byPort.get(port) ?? [];
  }

  /** Whether a socket that may have listened on a port ended at that time or later, as far as it is known. */
  hadNews(port: number, since: number): boolean {
    return (this.#news.get(port) ?? Number.NEGATIVE_INFINITY) >= since;
  }

  /** Nobody asks for earlier news any more. */
  forgetNews(before: number): void {
    for (const [port, at] of this.#news) if (at < before) this.#news.delete(port);
  }

  pass(pass: TakenPass): void {
    this.#beyondBefore = this.beyond;
    this.beyond = 0;
    const { inet } = pass;
    // First: what is written later stands above it, and ports are asked for more.
    if (pass.coverage.has(UNIX_PART)) this.#unix(pass);
    for (let row = 0; row < inet.inode.length; row++) if (isListening(inet, row)) this.#inet(pass, row);
    for (const listening of this.#all.values()) {
      if (listening.seenIn !== pass.sequence && pass.coverage.has(listening.part))
        this.#missed(listening, pass);
    }
    this.#hints.clear();
    this.#ended.forget(pass.start);
  }

  /** They were there still, at that time; nobody looked whose they are. */
  still(at: number, scope: StillScope): void {
    for (const listening of this.#all.values()) {
      const isRead = isReadBy(scope, listening.part);
      if (isRead && listening.gone === undefined) listening.lastSeen = Math.max(listening.lastSeen, at);
    }
  }

  /**
   * Takes the kernel's word that a socket ended which listened, or was bound alone.
   * @returns whether it was a listener that is known, or may have been: a pass is to tell who has its port now
   */
  told(rows: DestroyedColumns, at: number): boolean {
    const when = rows.at[at] ?? 0;
    this.#news.set(rows.localPort[at] ?? 0, when);
    const listening = this.#byCookie.get(rows.cookie[at] ?? 0);
    if (listening !== undefined) {
      const { gone } = listening;
      const moment = gone === undefined || gone.by > when ? exactly(when) : gone;
      this.#ended.add(listening.number, when);
      this.#end(listening, moment, 'closed');
      return true;
    }
    for (const each of this.ofTcp(rows.localPort[at] ?? 0)) {
      if (each.cookie !== 0 || !isAt(each, rows, at)) continue;
      const ends = endsOf(each);
      const known = this.#hints.get(ends);
      if (known === undefined) this.#hints.set(ends, [when]);
      else known.push(when);
      return true;
    }
    return false;
  }

  /** The kernel's words were lost: that there was none says nothing. */
  lost(): void {
    this.#hints.clear();
  }

  /** Nobody watches any more. */
  interrupted(at: number): void {
    for (const listening of this.#all.values()) {
      const { gone, lastSeen } = listening;
      this.#end(listening, gone ?? between(lastSeen, at), gone === undefined ? 'unwatched' : 'closed');
    }
    this.#hints.clear();
  }

  #inet(pass: TakenPass, row: number): void {
    const { inet, cookies } = pass;
    const inode = inet.inode[row] ?? 0;
    const number = inode === 0 ? -inetIdentity(inet, row) : inode;
    const known = this.#all.get(number);
    const cookie = cookies?.[row] ?? 0;
    const code = inet.protocol[row] ?? 0;
    if (known !== undefined) {
      const isIt =
        known.code === code &&
        known.port === inet.localPort[row] &&
        isSameAddress(known.words, 0, inet.localAddress, row) &&
        (cookie === 0 || known.cookie === 0 || known.cookie === cookie);
      if (isIt) {
        this.#seen(pass, known, holdersAt(pass, row));
        if (cookie !== 0 && known.cookie === 0) {
          known.cookie = cookie;
          this.#byCookie.set(cookie, known);
        }
        return;
      }
      this.#end(known, between(known.lastSeen, pass.end), 'closed');
    }
    const isIPv6 = inet.isIPv6[row] === 1;
    const words = inet.localAddress.slice(row * 4, row * 4 + 4);
    const waiting = {
      protocol: transportAt(inet, row) ?? 'tcp',
      code,
      part: partOf(code, true),
      isIPv6,
      words,
      address: formatAddress(addressAt(words, 0), isIPv6),
      port: inet.localPort[row] ?? 0,
      number,
      cookie,
    };
    this.#opened(pass, waiting, holdersAt(pass, row));
  }

  #unix(pass: TakenPass): void {
    const { unix, unixDoubts } = pass.snapshot;
    for (let row = 0; row < unix.inode.length; row++) {
      const [state = 0, flags = 0, number = 0] = [unix.state[row], unix.flags[row], unix.inode[row]];
      // What a program may have made up is not told as what happened.
      if (number === 0 || !isUnixListener({ state, flags }) || unixDoubts.rows.has(row)) continue;
      const known = this.#all.get(number);
      if (known !== undefined && known.code < 0) {
        this.#seen(pass, known, unixHoldersAt(pass, row));
        continue;
      }
      if (known !== undefined) this.#end(known, between(known.lastSeen, pass.end), 'closed');
      const { path: bytes } = unixSocketAt(unix, row);
      const path = decodeByteText(latin1(bytes, 0, bytes.length));
      const none = { isIPv6: false, words: new Uint32Array(), address: '', port: 0, cookie: 0 };
      const waiting = { ...none, protocol: 'unix', code: -1, part: UNIX_PART, path, number };
      this.#opened(pass, waiting, unixHoldersAt(pass, row));
    }
  }

  #seen(pass: TakenPass, listening: Listening, row: HolderRow): void {
    listening.seenIn = pass.sequence;
    listening.gone = undefined;
    const { holding } = listening;
    const outcome = holding.look(row);
    listening.lastSeen = pass.start;
    if (outcome === 'changed') this.#put(listening);
    if (outcome !== 'others' && outcome !== 'nobody') return;
    // Until when its owners were seen to have it, and from when not any more.
    const moment = between(holding.heldAt, outcome === 'others' ? pass.end : (holding.lostBy ?? pass.end));
    this.#end(listening, moment, outcome === 'others' ? 'handedOver' : 'unwatched');
    this.#add(pass, listening, row, moment, outcome === 'others');
  }

  #opened(pass: TakenPass, waiting: Waiting, row: HolderRow): void {
    if (this.#ended.has(waiting.number, pass.start)) return;
    if (this.#all.size >= MOST_LISTENERS) {
      this.beyond++;
      return;
    }
    // One that was beyond before may be older.
    const after = this.#beyondBefore === 0 ? pass.coverage.before(waiting.part) : undefined;
    this.#add(pass, waiting, row, between(after, pass.end), false);
  }

  #add(pass: TakenPass, waiting: Waiting, row: HolderRow, opened: HistoryMoment, isTakenOver: boolean): void {
    const listening: Listening = {
      ...waiting,
      key: this.#changes.nextKey(),
      opened,
      isTakenOver,
      holding: new Holding(row, this.#programs),
      seenIn: pass.sequence,
      lastSeen: pass.start,
      gone: undefined,
    };
    this.#all.set(waiting.number, listening);
    if (waiting.cookie !== 0) this.#byCookie.set(waiting.cookie, listening);
    if (isTcp(waiting)) this.#byPort.set(waiting.port, [...this.ofTcp(waiting.port), listening]);
    this.#put(listening);
  }

  /** A pass does not have it any more. What the kernel tells of it may be on its way. */
  #missed(listening: Listening, pass: TakenPass): void {
    const moment = listening.gone ?? between(listening.lastSeen, pass.end);
    const isTold = isTcp(listening) && pass.isHearing;
    const hint = this.#hint(listening);
    if (hint !== undefined) this.#end(listening, exactly(Math.min(hint, moment.by)), 'closed');
    else if (isTold && listening.gone === undefined) listening.gone = moment;
    else this.#end(listening, moment, 'closed');
  }

  /** When a socket of its ends was told to have ended, if it was one alone. */
  #hint(listening: Listening): number | undefined {
    const hints = listening.cookie === 0 ? this.#hints.get(endsOf(listening)) : undefined;
    return hints?.length === 1 ? hints[0] : undefined;
  }

  #put(listening: Listening): void {
    this.#changes.put(listening.key, () => listenerEntry(listening));
  }

  #end(listening: Listening, moment: HistoryMoment, ending: HistoryEnding): void {
    this.#all.delete(listening.number);
    if (isTcp(listening)) {
      const others = this.ofTcp(listening.port).filter((each) => each !== listening);
      if (others.length > 0) this.#byPort.set(listening.port, others);
      else this.#byPort.delete(listening.port);
    }
    if (ending === 'closed')
      this.#news.set(listening.port, Math.max(moment.by, this.#news.get(listening.port) ?? 0));
    if (listening.cookie !== 0) this.#byCookie.delete(listening.cookie);
    this.#changes.end(listening.key, endedListener(listening, moment, ending));
  }
}

function isTcp({ code }: Waiting): boolean {
  return code >= 0 && code <= TCP6;
}

function endsOf({ isIPv6, words, port }: Waiting): string {
  return `${isIPv6} ${words.join()} ${port}`;
}

function isAt(listening: Waiting, rows: DestroyedColumns, at: number): boolean {
  return (
    listening.isIPv6 === (rows.isIPv6[at] === 1) && isSameAddress(listening.words, 0, rows.localAddress, at)
  );
}
