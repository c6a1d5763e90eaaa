import type { AskedProtocol, Identity, IdentifyListener, IdentifyOutcome } from '../model/identity';
import { Answer } from './answer';
import { type SeenTls, tlsIdentity } from './certificate';
import { isMeantForTls } from './http';
import { GREETING_WAIT, PROBES, WAITS } from './probes';
import { recognise, type Recognised } from './recognise';

/** Something that is said on a connection, or nothing, and how long an answer is waited for. */
export interface Exchange {
  readonly asked?: Exclude<AskedProtocol, 'tls'>;
  /** Milliseconds. */
  readonly wait: number;
}

/**
 * One connection to a listener. What is behind the first answer is not said any more. Over TLS nothing is said unless the server
 * chose a protocol in the handshake, which then is HTTP/1.1.
 */
export interface PlannedConnection {
  readonly isTls: boolean;
  readonly exchanges: readonly Exchange[];
}

/** What became of a connection. */
export type Heard =
  | {
      readonly kind: 'heard';
      /** At most `MOST_READ` of them; empty where nothing was said. */
      readonly bytes: Uint8Array;
      /** What was said last before that. */
      readonly asked?: AskedProtocol;
      /** What the handshake told; `refused` where TLS is spoken there and this client was turned away. */
      readonly tls?: SeenTls | 'refused';
    }
  | { readonly kind: 'full' | 'refused' | 'closed' | 'cancelled' }
  | { readonly kind: 'failed'; readonly code: string };

/** Connections that a listener is bothered with. */
export const MOST_CONNECTIONS = 3;

/** The longest that all of it can take, in milliseconds: each connection is waited for, and each answer. */
export const LONGEST_DIALOGUE =
  GREETING_WAIT +
  MOST_CONNECTIONS * (WAITS.connect + WAITS.rest) +
  WAITS.tls +
  2 * Math.max(...Object.values(PROBES).map(({ wait }) => wait));

/**
 * How a listener is asked who it is: what it says by itself, then in the protocol that its name or port suggests, on the same
 * connection; then in TLS, then in HTTP. At most {@link MOST_CONNECTIONS} connections, one after another, and none once it is known.
 */
export class Dialogue {
  readonly #listener: IdentifyListener;
  readonly #planned: PlannedConnection[];
  #known: Identity | undefined;
  #failure: IdentifyOutcome | undefined;
  #doubtful: Identity | undefined;
  /** Connections that were taken. */
  #taken = 0;

  constructor(listener: Pick<IdentifyListener, 'address' | 'port' | 'suggested'>) {
    this.#listener = listener;
    this.#planned = connectionsFor(listener.suggested).slice(0, MOST_CONNECTIONS);
  }

  /** The next connection; nothing where it is known, or nothing is left to ask. */
  next(): PlannedConnection | undefined {
    return this.#known === undefined && this.#failure === undefined ? this.#planned.shift() : undefined;
  }

  /** Takes what became of the connection that was asked for last. */
  hear(heard: Heard): void {
    if (heard.kind !== 'heard') {
      // Whoever spoke before and does not let anybody in again, as a server for one connection, is known as far as he is.
      if (heard.kind === 'cancelled' || this.#doubtful === undefined) {
        this.#failure = heard.kind === 'refused' && this.#taken > 0 ? { kind: 'ended' } : heard;
      }
      this.#planned.length = 0;
      return;
    }
    this.#taken++;
    const answer = new Answer(heard.bytes, heard.asked, this.#listener.port);
    const found = recognise(answer);
    if (heard.tls !== undefined) this.#known = overTls(heard.tls, found);
    else if (found?.isSure === true) this.#known = found.identity;
    else if (found !== undefined) {
      this.#doubtful ??= found.identity;
      if (isMeantForTls(found.identity, answer)) this.#planned.splice(1);
    }
  }

  /** What came of all that was heard so far. */
  get outcome(): IdentifyOutcome {
    const identity = this.#known ?? this.#doubtful;
    if (this.#failure !== undefined) return this.#failure;
    return identity === undefined ? { kind: 'silent' } : { kind: 'identified', identity };
  }
}

/** The connections for a listener of which a protocol is suggested, or none is. */
export function connectionsFor(suggested: AskedProtocol | undefined): PlannedConnection[] {
  const greeting: Exchange = { wait: GREETING_WAIT };
  const tls: PlannedConnection = { isTls: true, exchanges: [exchange('http')] };
  const plain = (...exchanges: Exchange[]): PlannedConnection => ({ isTls: false, exchanges });
  if (suggested === 'http') return [plain(greeting, exchange('http')), tls];
  const first = suggested === undefined || suggested === 'tls' ? [] : [exchange(suggested)];
  return [plain(greeting, ...first), tls, plain(exchange('http'))];
}

function exchange(asked: NonNullable<Exchange['asked']>): Exchange {
  return { asked, wait: PROBES[asked].wait };
}

/** A server of HTTPS tells the certificate and the page. */
function overTls(tls: SeenTls | 'refused', found: Recognised | undefined): Identity {
  const own = tlsIdentity(tls === 'refused' ? undefined : tls);
  const { identity } = found ?? {};
  return identity?.protocol === 'HTTP' ? { ...own, ...identity, protocol: 'HTTPS' } : own;
}
