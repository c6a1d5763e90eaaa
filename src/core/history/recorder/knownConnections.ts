import type { HistoryMoment } from '../../model/history';
import type { InetColumns } from '../../model/inetTable';
import { transportAt } from '../../ports/listeningPorts';
import { endsIdentity, identityWith } from '../../query/page/identity';
import { unmapped } from '../../text/address';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import { leadsHere } from '../../traffic/unseenRows';
import { AddressTexts } from './addressTexts';
import type { Acceptors } from './acceptors';
import type { Changes } from './changes';
import { type Connection, End, type Ends, endsAt, type Identities, isWhole, lastWord } from './connection';
import { connectionEntry, MOST_STATES } from './connectionEntry';
import {
  count,
  differ,
  identitiesOf,
  isConnection,
  isOtherWord,
  isSameRow,
  NO_IDENTITIES,
  TCP6,
  TCP_ESTABLISHED,
} from './connectionRows';
import { ConnectionIndex, cutKey, otherCutKey } from './connectionIndex';
import { partOf } from './coverage';
import { Holding } from './holding';
import { between, exactly } from './moments';
import { OverConnections } from './overConnections';
import type { Programs } from './programs';
import { holdersAt, type TakenPass } from './takenPass';
import { ToldBefore } from './toldBefore';

/** Ends of connections that are known at once; those beyond are counted in a gap. They take about 1.3 kB each. */
export const MOST_ENDS = 20_000;

/** Addresses of this machine that are remembered. */
const MOST_ADDRESSES = 1000;

/** Every connection from passes and the kernel's last words: one that is within this machine once, with both ends. */
export class KnownConnections {
  readonly #changes: Changes;
  readonly #programs: Programs;
  readonly #acceptors: Acceptors;
  readonly #index = new ConnectionIndex();
  readonly #toldBefore = new ToldBefore();
  readonly #over: OverConnections;
  /** The ends of the last pass in the order of its rows: the next one has most of them in the same order. */
  readonly #rows: End[] = [];
  #next = 0;
  readonly #own = new Set<string>();
  readonly #texts = new AddressTexts();
  /** Ends that this pass has beyond {@link MOST_ENDS}. */
  beyond = 0;
  #beyondBefore = 0;

  constructor(changes: Changes, programs: Programs, acceptors: Acceptors) {
    this.#changes = changes;
    this.#programs = programs;
    this.#acceptors = acceptors;
    this.#over = new OverConnections(acceptors, (connection) => this.#tell(connection));
  }

  get isWaiting(): boolean {
    return this.#over.size > 0;
  }

  pass(pass: TakenPass): void {
    this.#beyondBefore = this.beyond;
    this.beyond = 0;
    const { inet } = pass;
    this.#next = 0;
    for (let row = 0; row < inet.inode.length; row++) if (isConnection(inet, row)) this.#row(pass, row);
    this.#rows.length = this.#next;
    for (const end of this.#index.all())
      if (end.over === undefined && end.seenIn !== pass.sequence && pass.coverage.has(end.part))
        this.#missed(end, pass);
    for (const connection of this.#over.single()) this.#complete(connection);
    this.#over.judge(pass);
  }

  /** They were there still, at that time, as they were. */
  still(at: number): void {
    for (const end of this.#index.all())
      if (end.over === undefined && end.gone === undefined) end.lastSeen = Math.max(end.lastSeen, at);
  }

  /** Takes the kernel's last word of a connection. @param from when it was listened to before */
  told(rows: DestroyedColumns, at: number, from: number): void {
    const end = this.#endOf(rows, at);
    const word = lastWord(rows, at);
    if (end !== undefined) {
      if (end.word !== undefined) return;
      end.word = word;
      this.#ended(end, end.gone !== undefined && end.gone.by < word.at ? end.gone : exactly(word.at));
      return;
    }
    const cookie = rows.cookie[at] ?? 0;
    if (this.#toldBefore.take(cookie)) return;
    const isCut = rows.remotePort[at] === 0;
    const ends = endsAt(rows, at, this.#texts);
    const numbers = isCut ? NO_IDENTITIES : identitiesOf(rows, at);
    const isWithin = this.#isWithin(rows, at, ends);
    const whole = this.#otherOf(numbers);
    const other = whole !== undefined && isOtherWord(whole.word, word) ? whole : undefined;
    if (other === undefined && this.#toldBefore.take(isCut ? cutKey(ends) : -numbers.identity)) return;
    const after = this.beyond === 0 ? this.#acceptors.before(from) : undefined;
    const opened = after === undefined ? { by: word.at } : undefined;
    const connection = other?.connection ?? this.#connection('tcp', isWithin, opened, after);
    const part = partOf(ends.isIPv6 ? TCP6 : 0, false);
    const added = new End(connection, part, ends, numbers, cookie);
    added.word = word;
    added.lastSeen = word.at;
    this.#join(added);
    this.#ended(added, exactly(word.at));
  }

  /** All that was told until then was taken. */
  heard(to: number): void {
    this.#over.heard(to);
  }

  /** The clock was set back, and says this now: what is known of times says nothing of what comes. */
  forgetTimes(now: number): void {
    this.#over.forgetTimes(now);
  }

  /** Nobody watches any more: nobody will know when what is open ends. */
  interrupted(at: number): void {
    this.#over.all();
    for (const connection of new Set([...this.#index.all()].map((end) => end.connection))) {
      const isOpen = connection.ends.some(({ over, gone }) => over === undefined && gone === undefined);
      for (const end of connection.ends) end.over ??= end.gone ?? between(end.lastSeen, at);
      this.#tell(connection, isOpen ? 'unwatched' : 'closed');
    }
    this.#toldBefore.clear();
  }

  #row(pass: TakenPass, row: number): void {
    const { inet, cookies } = pass;
    const [inode = 0, code = 0] = [inet.inode[row], inet.protocol[row]];
    const isTcp = code <= TCP6;
    const cookie = cookies?.[row] ?? 0;
    const guess = this.#rows[this.#next];
    if (guess !== undefined && isSameRow(guess, inet, row, cookie))
      return this.#seen(pass, guess, row, cookie);
    const identity = isTcp
      ? endsIdentity(inet, row, false)
      : identityWith(endsIdentity(inet, row, false), inode);
    const known = this.#index.byEnds(identity);
    if (known !== undefined) {
      const isAnother = differ(known.cookie, cookie) || differ(known.inode, inode);
      if (!isAnother && known.over === undefined) return this.#seen(pass, known, row, cookie);
      // It had ended already when it was told of, whenever these tables were read.
      if (!isAnother && (known.cookie !== 0 || pass.start <= (known.word?.at ?? pass.start))) return;
      if (known.over === undefined) this.#ended(known, between(known.lastSeen, pass.end));
    }
    const state = inet.state[row] ?? 0;
    if (cookie !== 0 && this.#toldBefore.has(cookie)) return;
    // What is whole has not heard that its other end was done: it is of a later one.
    if (this.#toldBefore.has(-identity) && state !== TCP_ESTABLISHED) return;
    if (this.#index.size >= MOST_ENDS) {
      this.beyond++;
      return;
    }
    const after = this.#beyondBefore === 0 ? pass.coverage.before(partOf(code, false)) : undefined;
    const ends = endsAt(inet, row, this.#texts);
    this.#learnAddress(ends.address);
    const numbers = { identity, otherIdentity: isTcp ? endsIdentity(inet, row, true) : 0 };
    const whole = isTcp ? this.#otherOf(numbers) : undefined;
    const other = whole?.word?.isAborted === false && state === TCP_ESTABLISHED ? undefined : whole;
    const opened = between(after, Math.min(pass.end, other?.word?.at ?? pass.end));
    const isWithin = isTcp && this.#isWithin(inet, row, ends);
    const protocol = transportAt(inet, row) ?? 'tcp';
    const connection = other?.connection ?? this.#connection(protocol, isWithin, opened, after);
    connection.opened ??= opened;
    const end = new End(connection, partOf(code, false), ends, numbers, cookie);
    end.inode = inode;
    end.holding = new Holding(holdersAt(pass, row), this.#programs);
    this.#rows[this.#next++] = end;
    if (isTcp) end.states = [{ state, since: opened }];
    end.seenIn = pass.sequence;
    end.lastSeen = pass.start;
    count(pass, row, end);
    this.#join(end);
    if (isTcp && connection.accepted === undefined) this.#direct(connection, after);
    this.#put(connection);
  }

  #seen(pass: TakenPass, end: End, row: number, cookie: number): void {
    const { inet, snapshot } = pass;
    const state = inet.state[row] ?? 0;
    this.#rows[this.#next++] = end;
    end.gone = undefined;
    let isChanged = false;
    // What its program has closed has nobody any more, and was the program's.
    const inode = inet.inode[row] ?? 0;
    if (inode !== 0) {
      end.inode = inode;
      const [from, to] = [snapshot.ownerStart[row] ?? 0, snapshot.ownerStart[row + 1] ?? 0];
      const { holding } = end;
      if (holding?.isAsBefore(snapshot, from, to, pass.start) === false)
        isChanged = holding.join(holdersAt(pass, row));
    }
    const last = end.states.at(-1);
    if (last !== undefined && last.state !== state && end.states.length < MOST_STATES) {
      end.states.push({ state, since: between(end.lastSeen, pass.end) });
      isChanged = true;
    }
    end.seenIn = pass.sequence;
    end.lastSeen = pass.start;
    count(pass, row, end);
    if (cookie !== 0 && end.cookie === 0) {
      end.cookie = cookie;
      this.#index.learn(end);
    }
    if (isChanged) this.#put(end.connection);
  }

  /** A pass does not have it any more. What the kernel tells of it may be on its way. */
  #missed(end: End, pass: TakenPass): void {
    // Of which no cookie is known it may be the one that was told to be aborted, without its foreign port.
    const cut = end.cookie === 0 ? this.#index.cutOff(cutKey(end)) : undefined;
    if (cut !== undefined) {
      end.word = cut.word;
      this.#over.delete(cut.connection);
      this.#index.remove(cut.connection);
      this.#toldBefore.add(-end.identity);
    }
    const missed = end.gone ?? between(end.lastSeen, pass.end);
    const at = cut?.word?.at ?? missed.by;
    const moment = cut !== undefined && at <= missed.by ? exactly(at) : missed;
    const isTold = cut === undefined && end.connection.protocol === 'tcp' && pass.isHearing;
    if (isTold && end.gone === undefined) end.gone = moment;
    else this.#ended(end, moment);
  }

  #ended(end: End, moment: HistoryMoment): void {
    const { connection } = end;
    end.over = moment;
    connection.toldBy = Math.max(connection.toldBy, moment.by);
    if (connection.ends.some(({ over }) => over === undefined)) this.#put(connection);
    else this.#over.add(connection);
  }

  /** The end that a last word is of, if it is known. */
  #endOf(rows: DestroyedColumns, at: number): End | undefined {
    const cookie = rows.cookie[at] ?? 0;
    const known = this.#index.byCookie(cookie);
    if (known !== undefined) return known;
    if (rows.remotePort[at] === 0) return undefined;
    const alike = this.#index.byEnds(endsIdentity(rows, at, false));
    if (alike === undefined || !differ(alike.cookie, cookie)) return alike;
    // A socket before this one had its ends. What was said of that one was lost.
    if (alike.over === undefined) this.#ended(alike, between(alike.lastSeen, rows.at[at] ?? 0));
    return undefined;
  }

  /** The other end of a connection within this machine, if that is known and has none yet. */
  #otherOf({ identity, otherIdentity }: Identities): End | undefined {
    if (identity === 0 || identity === otherIdentity) return undefined;
    const other = this.#index.byEnds(otherIdentity);
    return other?.connection.ends.length === 1 ? other : undefined;
  }

  #connection(
    protocol: string,
    isWithin: boolean,
    opened: HistoryMoment | undefined,
    after: number | undefined,
  ): Connection {
    return {
      key: this.#changes.nextKey(),
      protocol,
      ends: [],
      isWithin,
      opened,
      accepted: undefined,
      after,
      toldBy: Number.NEGATIVE_INFINITY,
      inferred: [undefined, undefined],
    };
  }

  /** An end of a connection becomes known, which may be the second one. */
  #join(end: End): void {
    const { connection } = end;
    const [other] = connection.ends;
    connection.ends.push(end);
    if (other === undefined) {
      this.#index.add(end);
      return;
    }
    connection.isWithin = true;
    this.#over.delete(connection);
    this.#index.add(end);
  }

  /**
   * Of one end the other one was not told of by now: it was aborted, and which one it is of those that were nothing else tells.
   */
  #complete(connection: Connection): void {
    const [end] = connection.ends;
    const cut = end && end.foreignPort !== 0 ? this.#index.cutOff(otherCutKey(end)) : undefined;
    if (cut === undefined) return;
    this.#over.delete(cut.connection);
    this.#index.remove(cut.connection);
    cut.connection = connection;
    this.#join(cut);
    this.#over.add(connection);
  }

  /** Who accepted it, by the listeners that there are; who connected, where there was none for sure. */
  #direct(connection: Connection, after: number | undefined): void {
    const index = connection.ends.length === 2 ? 1 : 0;
    const end = connection.ends[index];
    if (end === undefined) return;
    if (this.#acceptors.candidates(end, end.port).length > 0) connection.accepted = index;
    else if (after !== undefined && this.#acceptors.isQuiet(end.port, after))
      connection.accepted = index === 0 ? 1 : 0;
  }

  #isWithin(rows: InetColumns | DestroyedColumns, row: number, { foreignAddress }: Ends): boolean {
    return leadsHere(rows, row) || this.#own.has(unmapped(foreignAddress));
  }

  #learnAddress(address: string): void {
    if (this.#own.size < MOST_ADDRESSES) this.#own.add(unmapped(address));
  }

  /** It is over, and all of it that will be known is known. */
  #tell(connection: Connection, ending: 'closed' | 'unwatched' = 'closed'): void {
    for (const end of connection.ends) {
      if (end.word !== undefined || connection.protocol !== 'tcp') continue;
      this.#toldBefore.add(end.cookie || -end.identity);
      // It may have been aborted, and then its word does not have all of its ends.
      if (end.cookie === 0) this.#toldBefore.add(cutKey(end));
    }
    const [first] = connection.ends;
    const lacks = first !== undefined && !isWhole(connection) ? first : undefined;
    // One whose aborted end was told of alone, since its program closed it late.
    const isTold =
      lacks !== undefined && lacks.holding === undefined && this.#toldBefore.take(`of ${otherCutKey(lacks)}`);
    if (lacks !== undefined && !isTold)
      this.#toldBefore.add(lacks.foreignPort === 0 ? `of ${cutKey(lacks)}` : -lacks.otherIdentity);
    this.#index.remove(connection);
    if (!isTold) this.#changes.end(connection.key, connectionEntry(connection, ending));
  }

  #put(connection: Connection): void {
    this.#changes.put(connection.key, () => connectionEntry(connection));
  }
}
