import type { SingleNamespace } from './namespace';

/** Protocols in which somebody who listens can be asked, where his name or his port suggests one. */
export type AskedProtocol =
  | 'http'
  | 'tls'
  | 'postgres'
  | 'redis'
  | 'memcached'
  | 'mongodb'
  | 'amqp'
  | 'mqtt'
  | 'kafka'
  | 'cassandra'
  | 'zookeeper'
  | 'dns';

/** Somebody who listens on TCP, to be asked what answers there. */
export interface IdentifyListener {
  /** In numbers; of one that listens on all addresses, a loopback one. */
  readonly address: string;
  readonly port: number;
  /** What its name or its port suggests. */
  readonly suggested?: AskedProtocol;
  /** Its network namespace, where that is another than the engine's own. */
  readonly namespace?: SingleNamespace;
}

/** What a certificate tells, of a server that nobody proved to be who it says it is. Cleaned and cut. */
export interface CertificateFacts {
  /** Those that it is for: the first few. */
  readonly names: readonly string[];
  /** How many more it is for. */
  readonly more: number;
  /** Milliseconds since 1970 after which it is not valid any more; absent where it tells none. */
  readonly ends?: number;
}

/**
 * What answered. Every text is the server's own word: hostile, and cleaned and cut already. Nothing of it is proof: whoever
 * listens may say what he likes.
 */
export interface Identity {
  /** "SSH", "HTTP", "PostgreSQL": one of ours, absent where nothing was recognised in what it said. */
  readonly protocol?: string;
  /** What it says that it is, with a version where it tells one. */
  readonly product?: string;
  /** The title of the page of a server of HTTP. */
  readonly title?: string;
  /** HTTP's status code. */
  readonly status?: number;
  /** Absent where it does not speak TLS, or was not asked in it; null where it speaks TLS and showed no certificate. */
  readonly certificate?: CertificateFacts | null;
  /** The beginning of what it said, where nothing was recognised. */
  readonly said?: string;
}

/**
 * What came of asking.
 * - `identified`
 * - `silent`: it took connections, and said nothing, or nothing before it closed them
 * - `full`: no connection was taken in time
 * - `refused`: nobody listens there any more
 * - `ended`: it took a connection, and listens no more since
 * - `closed`: this process may not enter the network namespace, or there is no such any more
 * - `cancelled`: by who asked
 * - `failed`: the system's code
 */
export type IdentifyOutcome =
  | { readonly kind: 'identified'; readonly identity: Identity }
  | { readonly kind: 'silent' | 'full' | 'refused' | 'ended' | 'closed' | 'cancelled' }
  | { readonly kind: 'failed'; readonly code: string };
