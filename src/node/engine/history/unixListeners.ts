import { UnixTable } from '../../../core/model/unixTable';
import { isUnixListener } from '../../../core/netstat/sockets/unixRow';
import { UnixReader } from '../../../core/procfs/unix';
import type { ProcReader } from '../../reader';

/** The inodes of those of so many UNIX sockets that accept connections, in their order. */
export function listenersIn(
  { state, flags, inode }: Pick<UnixTable['columns'], 'state' | 'flags' | 'inode'>,
  length: number,
): readonly number[] {
  const found: number[] = [];
  for (let row = 0; row < length; row++) {
    if (isUnixListener({ state: state[row] ?? 0, flags: flags[row] ?? 0 })) found.push(inode[row] ?? 0);
  }
  return found;
}

/** Which UNIX sockets accept connections: from the table alone, which costs a small part of a pass over all sockets. */
export class UnixListeners {
  readonly #reader: Pick<ProcReader, 'readPieces'>;
  readonly #table = new UnixTable();

  /** @param reader of /proc */
  constructor(reader: Pick<ProcReader, 'readPieces'>) {
    this.#reader = reader;
  }

  /** Their inodes, in the order of the table; undefined where it cannot be read. */
  inodes(): readonly number[] | undefined {
    const table = this.#table;
    const rows = new UnixReader(table);
    const { status } = this.#reader.readPieces('self/net/unix', (piece) => rows.take(piece));
    const found = listenersIn(table.columns, table.length);
    table.clear();
    return status === 'ok' ? found : undefined;
  }
}
