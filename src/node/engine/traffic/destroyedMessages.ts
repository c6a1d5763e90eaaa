import type { MessagePort } from 'node:worker_threads';
import type { DestroyedColumns } from '../../../core/traffic/destroyedSockets';
import type { ListenedNamespace } from './traffic';

/** What the thread begins with. */
export interface DestroyedSettings {
  readonly port: MessagePort;
  /** Words that both see: see {@link WORDS}. */
  readonly words: Int32Array;
  /** Bytes of each queue that are asked for; as many as are useful where left out. */
  readonly queueBytes?: number;
}

/** Places of words in the memory that the thread shares with who listens. */
export const WORDS = {
  /** Counts what the thread was asked for; it wakes up when this changes. */
  asked: 0,
  /** Up to where it was done: what had come by then has been posted. */
  answered: 1,
  /** Rows that were posted and not yet taken. */
  unread: 2,
} as const;

/** What the thread is asked for. */
export type DestroyedCommand =
  /** All network namespaces to listen in, from now on. */
  | { readonly kind: 'listen'; readonly namespaces: readonly ListenedNamespace[] }
  /** To read nothing for so many milliseconds, or until it is asked again: for tests. */
  | { readonly kind: 'pause'; readonly milliseconds: number }
  | { readonly kind: 'end' };

/** What it tells. */
export type DestroyedNews =
  /** Whether it listens in a namespace that it was asked to listen in, and why not. */
  | { readonly kind: 'listening'; readonly key: string; readonly whyNot?: string }
  | { readonly kind: 'closed'; readonly key: string; readonly rows: DestroyedColumns; readonly lost: number }
  /** It cannot listen anywhere. */
  | { readonly kind: 'unable'; readonly reason: string };
