import type { InetTable } from '../model/inetTable';
import type { ParseIssue } from '../model/issue';
import { type InetFormat, parseInetRows } from './inet';
import { lineEnd } from './scan';

/**
 * Reads a /proc/net/{tcp,udp,udplite,raw,icmp}[6] file that comes whole or in pieces, cut at line ends. Never throws.
 *
 * The format is net/ipv4/tcp_ipv4.c:get_tcp4_sock() and its siblings in the kernel: a header, then
 * `sl: local:port remote:port st tx:rx tr:when retrnsmt uid timeout inode …`.
 */
export class InetReader {
  /** What could not be read so far; the row is in the table where `rowKept` says so. */
  readonly issues: ParseIssue[] = [];
  readonly #format: InetFormat;
  readonly #table: InetTable;
  /** 1-based number of the next line. */
  #line = 1;

  /** @param table where the rows go */
  constructor(format: InetFormat, table: InetTable) {
    this.#format = format;
    this.#table = table;
  }

  /** Reads the next piece; the first line of the first one is the header. */
  take(piece: Uint8Array): void {
    const header = this.#line === 1 ? 1 : 0;
    const from = header === 1 ? lineEnd(piece, 0, piece.length) + 1 : 0;
    const first = this.#line + header;
    const count = parseInetRows(piece, from, first, this.#format, this.#table, this.issues);
    this.#line = first + count;
  }
}
