import { containersOf } from '../../../core/containers/portContainer';
import type { ListeningPort } from '../../../core/ports/listeningPorts';
import { type NamespacePorts, namespacesOf } from '../../../core/ports/namespacePorts';
import type { PortRow } from './portRows';

interface Kept {
  readonly row: PortRow;
  /** Of the containers that the port leads into. */
  readonly leads: readonly NamespacePorts[];
}

/** Rows of ports between readings: a port of which nothing changed has the row that it had, with all that is below it. */
export class KeptRows {
  #rows = new WeakMap<ListeningPort, Kept>();
  #around: readonly unknown[] = [];

  /** Takes what rows are made of beside their ports: where some of it is another, all are made anew. */
  begin(around: readonly unknown[]): void {
    if (!isSameList(around, this.#around)) this.forget();
    this.#around = around;
  }

  /** Something else that rows are made of may be another. */
  forget(): void {
    this.#rows = new WeakMap();
  }

  /** @param inside the namespaces that were read, where who listens inside containers is found */
  row(port: ListeningPort, inside: readonly NamespacePorts[], make: () => PortRow): PortRow {
    const known = this.#rows.get(port);
    // What listens inside leads nowhere.
    if (known !== undefined && port.namespace !== undefined) return known.row;
    const leads = containersOf(port).flatMap(({ facts }) => namespacesOf(facts, inside));
    if (known !== undefined && isSameList(known.leads, leads)) return known.row;
    const row = make();
    this.#rows.set(port, { row, leads });
    return row;
  }
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}
