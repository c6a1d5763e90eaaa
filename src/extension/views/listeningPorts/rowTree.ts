import { comparePorts, type ListeningPort } from '../../../core/query/listeningPorts';
import { diffPorts } from '../../../core/query/portsDiff';
import { type Mark, partsOf, type RowNode } from './nodes';

/** Milliseconds that a row stays marked as new, and that a vanished one stays in sight. */
export const MARK_TIME = 3_000;

/** What must be drawn again. */
export interface TreeUpdate {
  /** Rows came or went. */
  readonly structure: boolean;
  /** Rows that stayed and say something else. */
  readonly changed: readonly RowNode[];
  /** Rows whose mark is another. */
  readonly marked: readonly RowNode[];
}

/** The rows of Listening Ports over time: keeps each row's node, and marks what came and went for a moment. */
export class RowTree {
  #ports: readonly ListeningPort[] | undefined;
  #nodes = new Map<string, RowNode>();
  #vanished = new Map<string, ListeningPort>();
  readonly #marks = new Map<string, { readonly mark: Mark; readonly until: number }>();
  #compare: (a: ListeningPort, b: ListeningPort) => number = comparePorts;
  #serial = 0;
  #roots: readonly RowNode[] = [];

  /** The rows, in their order. */
  get roots(): readonly RowNode[] {
    return this.#roots;
  }

  /** When the next mark ends, in milliseconds since 1970. */
  get nextExpiry(): number | undefined {
    const times = [...this.#marks.values()].map(({ until }) => until);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Sorts the rows by another order from the next update on. */
  sortBy(compare: (a: ListeningPort, b: ListeningPort) => number): void {
    this.#compare = compare;
  }

  /** Takes a new list. What came and went since the last is marked; nothing is after the first. */
  update(
    ports: readonly ListeningPort[],
    isShown: (port: ListeningPort) => boolean,
    now: number,
  ): TreeUpdate {
    const diff = diffPorts(this.#ports ?? ports, ports);
    this.#ports = ports;
    for (const { id } of diff.appeared) {
      // One pass may miss a socket: a row that comes back while it is still in sight never went.
      if (!this.#vanished.delete(id)) this.#mark(id, 'appeared', now);
      else this.#marks.delete(id);
    }
    for (const port of diff.vanished) {
      this.#vanished.set(port.id, port);
      this.#mark(port.id, 'vanished', now);
    }
    this.#expireMarks(now);
    return this.#rebuild(isShown, new Set(diff.changed.map(({ id }) => id)));
  }

  /** Lets the marks end whose time is over. */
  expire(isShown: (port: ListeningPort) => boolean, now: number): TreeUpdate {
    this.#expireMarks(now);
    return this.#rebuild(isShown, new Set());
  }

  /** The node of a row; nothing where it is not shown. */
  find(id: string): RowNode | undefined {
    return this.#nodes.get(id);
  }

  #mark(id: string, mark: Mark, now: number): void {
    this.#marks.set(id, { mark, until: now + MARK_TIME });
  }

  #expireMarks(now: number): void {
    for (const [id, { until }] of this.#marks) {
      if (until > now) continue;
      this.#marks.delete(id);
      this.#vanished.delete(id);
    }
  }

  #rebuild(isShown: (port: ListeningPort) => boolean, changed: ReadonlySet<string>): TreeUpdate {
    const before = this.#roots;
    const old = this.#nodes;
    const marksBefore = new Map(before.map((node) => [node, node.mark]));
    this.#nodes = new Map();
    const shown = [...(this.#ports ?? []), ...this.#vanished.values()].filter(isShown).sort(this.#compare);
    this.#roots = shown.map((port) => this.#node('port', port, undefined, old));
    return {
      structure: before.length !== this.#roots.length || before.some((node, i) => node !== this.#roots[i]),
      changed: this.#roots.filter((node) => changed.has(node.id) || marksBefore.get(node) !== node.mark),
      marked: this.#roots.filter((node) => marksBefore.get(node) !== node.mark),
    };
  }

  #node(
    kind: RowNode['kind'],
    port: ListeningPort,
    parent: RowNode | undefined,
    old: ReadonlyMap<string, RowNode>,
  ): RowNode {
    const known = old.get(port.id);
    const node: RowNode =
      known !== undefined && known.parent === parent
        ? known
        : { kind, id: port.id, serial: ++this.#serial, parent, port, mark: undefined, children: [] };
    node.port = port;
    node.mark = this.#marks.get(port.id)?.mark;
    node.children = partsOf(node).map(([kind, part]) => this.#node(kind, part, node, old));
    this.#nodes.set(node.id, node);
    return node;
  }
}
