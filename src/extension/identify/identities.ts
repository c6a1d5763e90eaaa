import { l10n } from 'vscode';
import { identityLines, shortIdentity } from '../../core/identify/identityText';
import type { Identity } from '../../core/model/identity';
import type { InetSocket } from '../../core/model/inetTable';
import type { SocketRow } from '../../core/model/page';
import { type Identified, processKey } from '../../core/model/process';
import { socketId } from '../../core/ports/listeningPorts';
import { Emitter, type Event } from '../lifetime';
import { type Field, field } from '../views/tooltip';

/** Ports whose answers are kept; beyond that the oldest is forgotten. */
export const MOST_KEPT = 1_000;

/** What tells a port, or one socket, and who has it from others. */
interface Served {
  readonly sockets: readonly { readonly socket: InetSocket }[];
  readonly owners: readonly Identified[];
  readonly namespace?: { readonly key: string } | undefined;
}

interface Known {
  readonly identity: Identity;
  /** The processes that had the socket then. */
  readonly owners: ReadonlySet<string>;
}

/**
 * What answered where, since somebody asked. It is kept for as long as the same socket is held by one of the processes that had
 * it: nothing is said of whoever comes after them.
 */
export class Identities {
  readonly #known = new Map<string, Known>();
  readonly #changed = new Emitter<void>();

  /** Something else is known than before. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** Takes what answered at a port. @param port as it was when it was asked */
  keep(port: Served, identity: Identity): void {
    const owners = ownersOf(port);
    for (const key of keysOf(port)) {
      this.#known.delete(key);
      this.#known.set(key, { identity, owners });
      const [oldest] = this.#known.keys();
      if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
    }
    this.#changed.fire();
  }

  /** What answers at a port; nothing where nobody asked, or its owner is another since. */
  of(port: Served): Identity | undefined {
    if (this.#known.size === 0) return undefined;
    for (const key of keysOf(port)) {
      const known = this.#known.get(key);
      if (known === undefined) continue;
      if (isHeldBy(known.owners, ownersOf(port))) return known.identity;
      this.#known.delete(key);
    }
    return undefined;
  }

  /** Forgets all. */
  clear(): void {
    this.#known.clear();
    this.#changed.fire();
  }
}

/** Those of this window: as rows of any view, and what is told of them, show what is known. */
export const identities = new Identities();

/** What answers at a port, in the room of a row; nothing where nobody asked since its owner has it. Cleaned and cut. */
export function identityText(port: Served): string | undefined {
  const identity = identities.of(port);
  return identity && shortIdentity(identity, l10n);
}

/** The same in full, for tooltips and details. */
export function identityFields(port: Served): Field[] {
  const identity = identities.of(port);
  return identity === undefined
    ? []
    : [
        ...identityLines(identity, l10n).map(([name, text]) => field(name, text)),
        field('', l10n.t('That is what it says of itself: nobody proved it.')),
      ];
}

/** The same of a socket, as details have it. */
export function socketIdentityFields(row: SocketRow): Field[] {
  if (row.kind !== 'inet') return [];
  const { socket, owners, namespace } = row;
  return identityFields({ sockets: [{ socket }], owners, namespace });
}

/** By socket: one that was closed and opened again is another. */
function keysOf({ sockets, namespace }: Served): string[] {
  return sockets.map(({ socket }) => `${namespace?.key ?? ''} ${socketId(socket)}`);
}

function ownersOf({ owners }: Served): ReadonlySet<string> {
  return new Set(owners.map(processKey));
}

/** Where nobody may see who has a socket, that it is the same socket has to do. */
function isHeldBy(before: ReadonlySet<string>, now: ReadonlySet<string>): boolean {
  return before.size === 0 || now.size === 0 || [...now].some((owner) => before.has(owner));
}
