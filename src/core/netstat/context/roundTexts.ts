import { INET_PROTOCOLS, type InetColumns } from '../../model/inetTable';
import type { UnixSocket } from '../../model/unixTable';
import type { ByteText } from './environment';
import { KnownRows } from './knownRows';
import type { Programs } from './programs';
import type { Options } from '../commandLine/options';

/** Numbers that an Internet socket's row is made of, the last four of them with -o alone. */
const INTERNET_WIDTH = 19;
/** Numbers that a UNIX socket's row is made of, beside its path. */
const UNIX_WIDTH = 6;

const TWO_TO_32 = 2 ** 32;

const NO_BYTES: Uint8Array = new Uint8Array(0);

/** What of a run a row's text depends on, beside its socket. */
export interface RowContext {
  readonly options: Options;
  /** Only with -p and -Z. */
  readonly programs: Programs | undefined;
}

/** The texts of the last round of -c: most rows are the same in the next one. */
export class RoundTexts {
  /** By protocol: each file is in its own order. */
  readonly #internet = INET_PROTOCOLS.map(() => new KnownRows(INTERNET_WIDTH));
  readonly #unix = new KnownRows(UNIX_WIDTH);
  /** Of the row that was asked for last. */
  #rows: KnownRows | undefined;
  #mark: ByteText = '';
  #bytes = NO_BYTES;

  /** Begins another round. */
  begin(): void {
    for (const rows of this.#internet) rows.begin();
    this.#unix.begin();
  }

  /** The text that the row had in the last round, where it would have the same in this one. */
  recallInternet(context: RowContext, columns: InetColumns, row: number): ByteText | undefined {
    const rows = this.#internet[columns.protocol[row] ?? 0];
    if (rows === undefined) return undefined;
    const words = rows.row;
    const first = row * 4;
    const inode = columns.inode[row] ?? 0;
    words[0] = ((columns.state[row] ?? 0) << 8) | (columns.isIPv6[row] ?? 0);
    words[1] = ((columns.localPort[row] ?? 0) << 16) | (columns.remotePort[row] ?? 0);
    for (let word = 0; word < 4; word++) {
      words[2 + word] = columns.localAddress[first + word] ?? 0;
      words[6 + word] = columns.remoteAddress[first + word] ?? 0;
    }
    words[10] = columns.txQueue[row] ?? 0;
    words[11] = columns.rxQueue[row] ?? 0;
    words[12] = columns.uid[row] ?? 0;
    words[13] = inode;
    words[14] = inode / TWO_TO_32;
    if (context.options.timers) {
      words[15] = columns.timer[row] ?? 0;
      words[16] = columns.timerWhen[row] ?? 0;
      words[17] = columns.retransmits[row] ?? 0;
      words[18] = columns.timeout[row] ?? 0;
    }
    return this.#recall(rows, holderText(context, inode));
  }

  /** The same of a UNIX socket. */
  recallUnix(context: RowContext, socket: UnixSocket): ByteText | undefined {
    const words = this.#unix.row;
    words[0] = socket.refCount;
    words[1] = socket.protocol;
    words[2] = socket.flags;
    words[3] = (socket.type << 8) | socket.state;
    words[4] = socket.inode;
    words[5] = socket.inode / TWO_TO_32;
    return this.#recall(this.#unix, holderText(context, socket.inode), socket.path);
  }

  /** Keeps the text of the row that was asked for last, and in vain. */
  keep(text: ByteText): void {
    this.#rows?.add(text, this.#mark, this.#bytes);
  }

  #recall(rows: KnownRows, mark: ByteText, bytes: Uint8Array = NO_BYTES): ByteText | undefined {
    [this.#rows, this.#mark, this.#bytes] = [rows, mark, bytes];
    return rows.find(mark, bytes);
  }
}

/** What of a row's text is no property of its socket: who holds it. */
function holderText({ options, programs }: RowContext, inode: number): ByteText {
  const program = options.programs ? (programs?.cell(inode) ?? '-') : '';
  return options.context ? `${program}\0${programs?.securityContext(inode) ?? '-'}` : program;
}
