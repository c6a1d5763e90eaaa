import { type InetProtocol, InetTable } from '../../../core/model/inetTable';
import type { FileIssue, ParseIssue } from '../../../core/model/issue';
import type { OtherSocket } from '../../../core/model/otherSocket';
import type { SctpAssociation } from '../../../core/model/sctp';
import type { Scope, Source } from '../../../core/model/snapshot';
import { TrafficTable } from '../../../core/model/trafficTable';
import { UnixTable } from '../../../core/model/unixTable';
import { completeHalfOpen, type Selection } from '../../../core/netlink/inetDiag';
import { InetReader } from '../../../core/procfs/inetReader';
import { UnixReader } from '../../../core/procfs/unix';
import type { ProcReader, ReadFailure } from '../../reader';
import { EmptyTables } from './emptyTables';
import type { Netlink } from './netlink';
import { RareTables } from './rareTables';
import { readSockets } from './socketDiagnosis';
import type { SocketSource } from './socketSource';

/** Where the tables of the reader's own network namespace lie; /proc/net is gone under the mount option subset=pid. */
const NET = 'self/net';

/** What most sockets are of: the kernel is asked for these, where it answers. */
const DIAGNOSED: readonly InetProtocol[] = ['tcp', 'tcp6', 'udp', 'udp6'];

/** A listing of who waits on ports needs no more than these beside them. */
const LISTENING: readonly InetProtocol[] = ['udplite', 'udplite6'];

/** The others, which every kernel has. */
const UNBOUND: readonly InetProtocol[] = ['raw', 'raw6', 'icmp', 'icmp6'];

/** Of so many readings one asks a kernel again that did not answer. */
const ASK_EVERY = 32;

const NO_ROWS = { inet: 0, unix: 0 };

/** Issues a file may report: a damaged file of 100,000 lines need not fill the memory with complaints. */
const ISSUES_PER_FILE = 100;

/** The socket tables of the machine as they were last read; the next reading overwrites what was not taken. */
export class Tables implements SocketSource {
  readonly inet = new InetTable();
  traffic: TrafficTable | undefined;
  readonly unix = new UnixTable();
  sources: Source[] = [];
  issues: FileIssue[] = [];
  readonly #reader: ProcReader;
  readonly #littleEndian: boolean;
  readonly #netlink: Netlink | undefined;
  readonly #empty: EmptyTables;
  readonly #rare: RareTables;
  /** Rows that the next reading of a scope is likely to give: tables that grow cost 1.05 of a pass with 10,000. */
  readonly #expected = { listening: NO_ROWS, inet: NO_ROWS, all: NO_ROWS };
  #isDiagnosed = false;
  #readings = 0;

  /** @param netlink leads to the kernel of the reader's machine, where there is such a way */
  constructor(reader: ProcReader, littleEndian: boolean, netlink?: Netlink) {
    this.#reader = reader;
    this.#littleEndian = littleEndian;
    this.#netlink = netlink;
    this.#empty = new EmptyTables(reader);
    this.#rare = new RareTables(reader, (file, outcome) => this.#note(file, outcome));
  }

  get associations(): readonly SctpAssociation[] {
    return this.#rare.associations;
  }

  get others(): readonly OtherSocket[] {
    return this.#rare.others;
  }

  /**
   * Reads the tables that the scope needs. A file that cannot be read leaves no rows and says why in its source.
   * @param counted with what the kernel counts, which no file tells
   */
  read(scope: Scope, fresh: boolean, counted = false): void {
    this.#read(scope, scope === 'listening' ? 'listening' : 'all', fresh, counted);
  }

  readListeners(withUnclosed: boolean): void {
    this.#read('listening', withUnclosed ? 'listeningOrUnclosed' : 'listening', false, false);
  }

  #read(scope: Scope, selection: Selection, fresh: boolean, counted: boolean): void {
    const expected = this.#expected[scope];
    this.inet.clear(expected.inet);
    this.traffic = counted ? new TrafficTable() : undefined;
    this.traffic?.clear(expected.inet);
    this.unix.clear(expected.unix);
    this.sources = [];
    this.issues = [];
    // A kernel that does not answer is not asked again in each pass: that may be logged each time.
    if (fresh || this.#readings++ % ASK_EVERY === 0) this.#isDiagnosed = true;
    this.#isDiagnosed &&= this.#diagnose(selection);
    if (!this.#isDiagnosed) {
      this.traffic = undefined;
      this.#empty.look();
      this.#readAll(DIAGNOSED);
    }
    this.#readAll(scope === 'listening' ? LISTENING : [...LISTENING, ...UNBOUND]);
    this.#rare.read(scope, fresh, this.inet);
    this.traffic?.fillTo(this.inet.length);
    if (scope === 'all') this.#readUnix();
    this.#expected[scope] = { inet: withSpare(this.inet.length), unix: withSpare(this.unix.length) };
  }

  /** @returns whether the kernel told all; else nothing of it is kept */
  #diagnose(selection: Selection): boolean {
    const { inet, traffic } = this;
    const counts =
      this.#netlink && readSockets(this.#netlink, ['tcp', 'udp', 'udp6'], selection, inet, traffic);
    if (counts === undefined) {
      inet.length = 0;
      return false;
    }
    completeHalfOpen(inet);
    const [tcp, udp, udp6] = counts;
    const byTable = { tcp: tcp?.ipv4, tcp6: tcp?.ipv6, udp: udp?.ipv4, udp6: udp6?.ipv6 };
    for (const [protocol, rows = 0] of Object.entries(byTable))
      this.#note(`${NET}/${protocol}`, { rows, issues: [] });
    return true;
  }

  #readAll(protocols: readonly InetProtocol[]): void {
    for (const protocol of protocols) this.#readInet(protocol);
  }

  #readInet(protocol: InetProtocol): void {
    const file = `${NET}/${protocol}`;
    if (this.#empty.canSkip(protocol)) {
      this.sources.push({ file, status: 'ok', rows: 0 });
      return;
    }
    const before = this.inet.length;
    const rows = new InetReader({ protocol, littleEndian: this.#littleEndian }, this.inet);
    const result = this.#reader.readPieces(file, (piece) => rows.take(piece));
    // A part of a table would pass for the whole.
    if (result.status !== 'ok') this.inet.length = before;
    const read = this.inet.length - before;
    this.#note(file, result.status === 'ok' ? { rows: read, issues: rows.issues } : result);
    this.#empty.note(protocol, read);
  }

  #readUnix(): void {
    const file = `${NET}/unix`;
    const rows = new UnixReader(this.unix);
    const result = this.#reader.readPieces(file, (piece) => rows.take(piece));
    if (result.status !== 'ok') this.unix.clear();
    this.#note(file, result.status === 'ok' ? { rows: this.unix.length, issues: rows.issues } : result);
  }

  #note(file: string, outcome: ReadFailure | { rows: number; issues: readonly ParseIssue[] }): void {
    if ('status' in outcome) {
      this.sources.push({ file, status: outcome.status, code: outcome.code, rows: 0 });
      return;
    }
    const { rows, issues } = outcome;
    this.sources.push({ file, status: 'ok', rows });
    for (const issue of issues.slice(0, ISSUES_PER_FILE)) this.issues.push({ ...issue, file });
  }
}

/** The next reading may give a little more than the last one. */
function withSpare(rows: number): number {
  return rows + Math.ceil(rows / 8);
}
