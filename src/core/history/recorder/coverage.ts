import { INET_PROTOCOLS } from '../../model/inetTable';
import type { Scope, Snapshot } from '../../model/snapshot';
import { transportOf } from '../../ports/listeningPorts';

/** What of a machine's sockets is read together: those of a protocol that wait for others, the rest of them; UNIX sockets. */
export type Part = number;

const PARTS = INET_PROTOCOLS.length * 2;

export const UNIX_PART: Part = PARTS;

/** @param protocol index into {@link INET_PROTOCOLS} */
export function partOf(protocol: number, isListening: boolean): Part {
  return protocol * 2 + (isListening ? 0 : 1);
}

/** The connections of TCP, which are in two tables. */
export const TCP_CONNECTIONS: readonly Part[] = [partOf(0, false), partOf(1, false)];

/** What was as it had been: what passes of a scope read, or UNIX sockets alone. */
export type StillScope = Scope | 'unix';

/** Whether a part is among them. */
export function isReadBy(scope: StillScope, part: Part): boolean {
  if (part === UNIX_PART) return scope === 'all' || scope === 'unix';
  return scope !== 'unix' && (part % 2 === 0 || scope !== 'listening');
}

/** Which parts a pass has read, and when each was read last: what a pass did not read it says nothing of. */
export class Coverage {
  readonly #last = new Float64Array(PARTS + 1).fill(Number.NaN);
  readonly #read = new Uint8Array(PARTS + 1);

  /** A pass begins. */
  begin(scope: Scope, { sources }: Pick<Snapshot, 'sources'>): void {
    const unread = sources.filter(({ status }) => status === 'denied' || status === 'failed');
    const isUnread = (name: string): boolean =>
      unread.some(({ file }) => file.endsWith(`/${name}`) || file.includes(`/${name}/`));
    for (const [protocol, name] of INET_PROTOCOLS.entries()) {
      const isRead = !isUnread(name);
      this.#read[partOf(protocol, true)] = isRead && transportOf(name) !== undefined ? 1 : 0;
      this.#read[partOf(protocol, false)] = isRead && scope !== 'listening' ? 1 : 0;
    }
    this.#read[UNIX_PART] = scope === 'all' && !isUnread('unix') ? 1 : 0;
  }

  /** Whether this pass has read it. */
  has(part: Part): boolean {
    return this.#read[part] === 1;
  }

  /** When the last pass before this one began that read it: what it did not have is newer. */
  before(part: Part): number | undefined {
    const at = this.#last[part] ?? Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  }

  /** The pass is over. @param start when it began, in milliseconds since 1970 */
  end(start: number): void {
    for (let part = 0; part <= PARTS; part++) if (this.#read[part] === 1) this.#last[part] = start;
  }

  /** Nothing of what a pass of this scope reads has changed since it was read last. */
  still(at: number, scope: StillScope): void {
    for (let part = 0; part <= PARTS; part++) {
      if (isReadBy(scope, part) && this.before(part) !== undefined) this.#last[part] = at;
    }
  }

  /** Nobody watched: what is there next may have been there for long. */
  forget(): void {
    this.#last.fill(Number.NaN);
  }
}
