import { containerOfSocket } from '../containers/portContainer';
import type { ContainerFacts, PortContainer } from '../model/container';
import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';
import type { SocketRow } from '../model/page';
import type { PrintableRow } from '../model/print';
import type { DataRow, OwnerFinder } from '../netstat/data/dataSink';
import type { ByteText } from '../netstat/context/environment';
import type { Programs } from '../netstat/context/programs';
import { likelyCell } from '../netstat/sockets/likelyHolders';
import { programCell, programName } from '../netstat/sockets/programNames';
import { withoutNewline } from '../netstat/context/terminal';
import { transportOf } from '../ports/listeningPorts';
import { ENGLISH } from '../text/localizer';
import { namespaceText } from '../text/namespaceText';
import { encodeByteText } from '../text/utf8';

/** Who holds sockets, and why nobody is known to, as their rows have it. */
export class RowHolders implements Programs, OwnerFinder {
  readonly #rows = new Map<number, SocketRow>();
  readonly #commandLines: boolean;
  readonly #containers: readonly ContainerFacts[];

  /**
   * @param rows of which those of other tables have no holders
   * @param commandLines whether data tell command lines
   * @param containers those that are known
   */
  constructor(
    rows: Iterable<PrintableRow>,
    commandLines: boolean,
    containers: readonly ContainerFacts[] = [],
  ) {
    this.#commandLines = commandLines;
    this.#containers = containers;
    for (const row of rows) {
      if (!('socket' in row)) continue;
      const { inode } = row.socket;
      if (inode !== undefined) this.#rows.set(inode, row);
    }
  }

  cell(inode: number): ByteText {
    const [owner] = this.#ownersOf(inode);
    if (owner !== undefined) return withoutNewline(programCell(owner.pid, firstArgument(owner)));
    const likely = this.likelyOwner(inode);
    return likely === undefined ? '-' : likelyCell(likely);
  }

  /** Views know none. */
  securityContext(): ByteText {
    return '-';
  }

  owners(inode: number): readonly DataRow[] {
    return this.#ownersOf(inode).map((owner) => ({
      pid: owner.pid,
      startTime: owner.startTime,
      program: programName(firstArgument(owner)),
      ...(this.#commandLines && { commandLine: owner.commandLine.map(encodeByteText) }),
    }));
  }

  noOwnerReasons(inode: number): readonly string[] {
    return this.#rows.get(inode)?.reasons ?? [];
  }

  likelyOwner(inode: number): LikelyOwner | undefined {
    const row = inode === 0 ? undefined : this.#rows.get(inode);
    return row?.likelyOwner;
  }

  container(inode: number): PortContainer | undefined {
    const row = this.#rows.get(inode);
    if (row?.kind !== 'inet') return undefined;
    const transport = transportOf(row.socket.protocol) ?? '';
    return containerOfSocket({ ...row, transport }, this.#containers);
  }

  namespace(inode: number): string | undefined {
    const facts = this.#rows.get(inode)?.namespace;
    return facts && namespaceText(facts, this.#containers, ENGLISH);
  }

  /** Each process that holds a socket, by pid. */
  get processes(): ProcessOwner[] {
    const byPid = new Map(
      [...this.#rows.values()].flatMap(({ owners }) => owners.map((each) => [each.pid, each])),
    );
    return [...byPid.values()].toSorted((a, b) => a.pid - b.pid);
  }

  #ownersOf(inode: number): readonly ProcessOwner[] {
    return inode === 0 ? [] : (this.#rows.get(inode)?.owners ?? []);
  }
}

function firstArgument({ commandLine }: ProcessOwner): ByteText {
  return encodeByteText(commandLine[0] ?? '');
}
