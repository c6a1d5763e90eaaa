import type { Container } from './membership';
import type { Identified } from './process';

/** A network namespace of this machine, as it is told from others. */
export interface NamespaceFacts {
  /** The same for as long as it lives, and no other's while the engine lives: inodes are given away at once. */
  readonly key: string;
  /** That of /proc/PID/net/tcp. */
  readonly inode: number;
  /** Whether it is the engine's own. */
  readonly isOwn: boolean;
  /** Those that it has in /run/netns, as far as anybody tells; hostile. */
  readonly names: readonly string[];
  /** The containers whose processes are in it, by their control groups. Several share one (a pod, `--network container:`). */
  readonly containers: readonly Container[];
  /** One of its processes, the one with the lowest pid, and its name: hostile. Absent where it has a name alone. */
  readonly example?: Identified & { readonly comm: string };
  /** How many processes are known to be in it. */
  readonly processes: number;
}

/** One network namespace, by what names it after a reload too. */
export type OneNamespace =
  | { readonly kind: 'container'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'process'; readonly pid: number; readonly startTime: number };

/** What the views show: this machine's own (the engine's), all, or one. */
export type NamespaceChoice = { readonly kind: 'own' } | { readonly kind: 'all' } | OneNamespace;

/** Whose table is read: there is none of all namespaces together. */
export type NamespaceOfTable = Exclude<NamespaceChoice, { readonly kind: 'all' }>;

/** The one that everything is about unless somebody says otherwise. */
export const OWN_NAMESPACE: Extract<NamespaceChoice, { readonly kind: 'own' }> = { kind: 'own' };

/** Which namespaces' sockets a pass reads beside the own ones, which it always does. */
export interface NamespaceWish {
  readonly shown: NamespaceChoice;
  /** Whether those of containers are wanted, for what waits inside them. */
  readonly inside?: boolean;
  /** Whether those are wanted that have the other ends of own connections, by their addresses. */
  readonly ends?: boolean;
}
