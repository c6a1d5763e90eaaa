import type { HistoryMoment } from '../../model/history';
import type { InetColumns } from '../../model/inetTable';
import { transportAt } from '../../ports/listeningPorts';
import { endsIdentity, identityWith } from '../../query/page/identity';
import { TCP_TIME_WAIT } from '../../query/socketState';
import { unmapped } from '../../text/address';
import type { DestroyedColumns } from '../../traffic/destroyedSockets';
import { leadsHere } from '../../traffic/unseenRows';
import type { Acceptors } from './acceptors';
import type { Changes } from './changes';
import { type Connection, type End, type Ends, endsAt, isWhole, lastWord } from './connection';
import { connectionEntry, MOST_STATES } from './connectionEntry';
import { ConnectionIndex } from './connectionIndex';
import { partOf } from './coverage';
import { Holding } from './holding';
import { between, exactly } from './moments';
import { OverConnections } from './overConnections';
import type { Programs } from './programs';
import { holdersAt, type TakenPass } from './takenPass';
import { ToldBefore } from './toldBefore';

/** Ends of connections that are known at once; those beyond are counted in a gap. They take about 1 kB each. */
export const MOST_ENDS = 20_000;

/** Addresses of this machine that are remembered. */
const MOST_ADDRESSES = 1000;

/** Both ends of a connection are told of within milliseconds. After losses no more is taken for the other end of one. */
const PAIRED_WITHIN = 1000;

/** Codes of INET_PROTOCOLS: TCP's are the first two, and udplite6 is the last of those that are connected. */
const TCP6 = 1;
const UDPLITE6 = 5;

/** States of include/net/tcp_states.h without a connection: none yet, or only what the kernel keeps of one. */
const TCP_FIN_WAIT2 = 5;
const NO_CONNECTION: ReadonlySet<number> = new Set([2, 3, TCP_TIME_WAIT, 7, 12]);

/** Every connection from passes and the kernel's last words: one that is within this machine once, with both ends. */
export class KnownConnections {
  readonly #changes: Changes;
  readonly #programs: Programs;
  readonly #acceptors: Acceptors;
  readonly #index = new ConnectionIndex();
  readonly #toldBefore = new ToldBefore();
  readonly #over: OverConnections;
  readonly #own = new Set<string>();
  #lostAt = Number.NEGATIVE_INFINITY;
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
    for (let row = 0; row < inet.inode.length; row++) if (isConnection(inet, row)) this.#row(pass, row);
    for (const end of this.#index.all())
      if (end.over === undefined && end.seenIn !== pass.sequence && pass.coverage.has(end.part))
        this.#missed(end, pass);
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
    const ends = endsAt(rows, at);
    const numbers = isCut ? NO_NUMBERS : numbersOf(rows, at);
    const isWithin = this.#isWithin(rows, at, ends);
    const other = this.#otherOf(numbers, word.at) ?? (isWithin ? this.#single(ends, word.at) : undefined);
    if (other === undefined && !isCut && this.#toldBefore.take(-numbers.identity)) return;
    const after = this.beyond === 0 ? this.#acceptors.before(from) : undefined;
    const opened = after === undefined ? { by: word.at } : undefined;
    const connection = other?.connection ?? this.#connection('tcp', isWithin, opened, after);
    const part = partOf(ends.isIPv6 ? TCP6 : 0, false);
    const unseen = { holding: undefined, inode: 0, seenIn: 0, lastSeen: word.at, ...NOT_COUNTED };
    this.#join({ ...ends, ...numbers, ...unseen, connection, part, cookie, states: [], word });
    const added = connection.ends.at(-1);
    if (added !== undefined) this.#ended(added, exactly(word.at));
  }

  /** All that was told until then was taken. */
  heard(to: number): void {
    this.#over.heard(to);
  }

  lost(at: number): void {
    this.#lostAt = at;
  }

  /** The clock was set back: what is known of times says nothing of what comes. */
  forgetTimes(): void {
    this.#over.forgetTimes();
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
    if (cookie !== 0 && this.#toldBefore.has(cookie)) return;
    if (this.#index.size >= MOST_ENDS) {
      this.beyond++;
      return;
    }
    const after = this.#beyondBefore === 0 ? pass.coverage.before(partOf(code, false)) : undefined;
    const ends = endsAt(inet, row);
    this.#learnAddress(ends.address);
    const numbers = { identity, otherIdentity: isTcp ? endsIdentity(inet, row, true) : 0 };
    const other = isTcp ? this.#otherOf(numbers, pass.end) : undefined;
    const opened = between(after, Math.min(pass.end, other?.word?.at ?? pass.end));
    const isWithin = isTcp && this.#isWithin(inet, row, ends);
    const protocol = transportAt(inet, row) ?? 'tcp';
    const connection = other?.connection ?? this.#connection(protocol, isWithin, opened, after);
    connection.opened ??= opened;
    const holding = new Holding(holdersAt(pass, row), this.#programs);
    const state = inet.state[row] ?? 0;
    const seen = { holding, inode, seenIn: pass.sequence, lastSeen: pass.start, ...countedAt(pass, row) };
    const states = isTcp ? [{ state, since: opened }] : [];
    this.#join({ ...ends, ...numbers, ...seen, connection, part: partOf(code, false), cookie, states });
    if (isTcp && connection.accepted === undefined) this.#direct(connection, after);
    this.#put(connection);
  }

  #seen(pass: TakenPass, end: End, row: number, cookie: number): void {
    const { inet } = pass;
    const state = inet.state[row] ?? 0;
    end.gone = undefined;
    let isChanged = false;
    // What its program has closed has nobody any more, and was the program's.
    const inode = inet.inode[row] ?? 0;
    if (inode !== 0) {
      end.inode = inode;
      isChanged = end.holding?.join(holdersAt(pass, row)) === true;
    }
    const last = end.states.at(-1);
    if (last !== undefined && last.state !== state && end.states.length < MOST_STATES) {
      end.states.push({ state, since: between(end.lastSeen, pass.end) });
      isChanged = true;
    }
    end.seenIn = pass.sequence;
    end.lastSeen = pass.start;
    if (pass.snapshot.traffic !== undefined) Object.assign(end, countedAt(pass, row));
    if (cookie !== 0 && end.cookie === 0) {
      end.cookie = cookie;
      this.#index.learn(end);
    }
    if (isChanged) this.#put(end.connection);
  }

  /** A pass does not have it any more. What the kernel tells of it may be on its way. */
  #missed(end: End, pass: TakenPass): void {
    const moment = end.gone ?? between(end.lastSeen, pass.end);
    const isTold = end.connection.protocol === 'tcp' && pass.isHearing;
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
    if (rows.remotePort[at] === 0) return this.#cutOff(rows, at);
    const alike = this.#index.byEnds(endsIdentity(rows, at, false));
    if (alike === undefined || !differ(alike.cookie, cookie)) return alike;
    // A socket before this one had its ends. What was said of that one was lost.
    if (alike.over === undefined) this.#ended(alike, between(alike.lastSeen, rows.at[at] ?? 0));
    return undefined;
  }

  /** The end that was aborted, and has forgotten the other one: where no cookies are known, the only one that it can be. */
  #cutOff(rows: DestroyedColumns, at: number): End | undefined {
    const { port, foreignAddress } = endsAt(rows, at);
    let found: End | undefined;
    for (const end of this.#index.all()) {
      if (end.cookie !== 0 || end.port !== port || end.foreignAddress !== foreignAddress) continue;
      if (end.over !== undefined) continue;
      if (found !== undefined) return undefined;
      found = end;
    }
    return found;
  }

  /** The other end of a connection within this machine, if that is known and has none yet. */
  #otherOf({ identity, otherIdentity }: Numbers, now: number): End | undefined {
    if (identity === 0 || identity === otherIdentity) return undefined;
    return this.#free(this.#index.byEnds(otherIdentity), now);
  }

  #single(ends: Ends, now: number): End | undefined {
    return this.#free(this.#index.single(ends), now);
  }

  #free(other: End | undefined, now: number): End | undefined {
    if (other === undefined || other.connection.ends.length > 1) return undefined;
    const { toldBy } = other.connection;
    const isStale = other.over !== undefined && this.#lostAt >= toldBy && now - toldBy > PAIRED_WITHIN;
    return isStale ? undefined : other;
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

  #join(facts: Omit<End, 'gone' | 'over' | 'word'> & Partial<Pick<End, 'word'>>): void {
    const end: End = { gone: undefined, over: undefined, word: undefined, ...facts };
    const { connection } = end;
    const [other] = connection.ends;
    connection.ends.push(end);
    if (other === undefined) {
      this.#index.add(end);
      return;
    }
    connection.isWithin = true;
    this.#over.delete(connection);
    this.#index.paired(other);
    this.#index.add(end);
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
    for (const { word, cookie, identity } of connection.ends) {
      if (word === undefined && connection.protocol === 'tcp') this.#toldBefore.add(cookie || -identity);
    }
    const [first] = connection.ends;
    if (first !== undefined && !isWhole(connection) && first.otherIdentity !== 0)
      this.#toldBefore.add(-first.otherIdentity);
    this.#index.remove(connection);
    this.#changes.end(connection.key, connectionEntry(connection, ending));
  }

  #put(connection: Connection): void {
    this.#changes.put(connection.key, () => connectionEntry(connection));
  }
}

type Numbers = Pick<End, 'identity' | 'otherIdentity'>;

const NO_NUMBERS: Numbers = { identity: 0, otherIdentity: 0 };

const NOT_COUNTED = { sent: Number.NaN, received: Number.NaN };

function numbersOf(rows: DestroyedColumns, row: number): Numbers {
  return { identity: endsIdentity(rows, row, false), otherIdentity: endsIdentity(rows, row, true) };
}

function countedAt({ snapshot: { traffic } }: TakenPass, row: number): Pick<End, 'sent' | 'received'> {
  if (traffic === undefined) return NOT_COUNTED;
  return { sent: traffic.sent[row] ?? Number.NaN, received: traffic.received[row] ?? Number.NaN };
}

/** Whether two numbers of a socket are known, and not the same. */
function differ(a: number, b: number): boolean {
  return a !== 0 && b !== 0 && a !== b;
}

/** Whether a row is a connection, and not only what the kernel keeps of one, or one in the making. */
function isConnection({ protocol, remotePort, state, inode }: InetColumns, row: number): boolean {
  const code = protocol[row] ?? 0;
  if (code > UDPLITE6 || remotePort[row] === 0) return false;
  const now = state[row] ?? 0;
  return code > TCP6 || !(NO_CONNECTION.has(now) || (now === TCP_FIN_WAIT2 && inode[row] === 0));
}
