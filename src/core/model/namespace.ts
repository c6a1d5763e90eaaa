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

/** This machine's own network namespace (the engine's), or one other. */
export type SingleNamespace = { readonly kind: 'own' } | OneNamespace;

/** What the views show: this machine's own, all, or one. */
export type NamespaceChoice = SingleNamespace | { readonly kind: 'all' };

/** The one that everything is about unless somebody says otherwise. */
export const OWN_NAMESPACE: SingleNamespace = { kind: 'own' };

/** Which namespaces' sockets a pass reads beside the own ones, which it always does. */
export interface NamespaceWish {
  readonly shown: NamespaceChoice;
  /** Whether those of containers are wanted, for what waits inside them. */
  readonly inside?: boolean;
  /** Whether those are wanted that have the other ends of own connections, by their addresses. */
  readonly ends?: boolean;
}

/** Whether it is one that has to be looked for, and may have ended. */
export function isOneNamespace(choice: NamespaceChoice): choice is OneNamespace {
  return choice.kind !== 'own' && choice.kind !== 'all';
}

/** The same text for the same choice, and another one for any other. */
export function choiceKey(choice: NamespaceChoice): string {
  switch (choice.kind) {
    case 'own':
    case 'all':
      return choice.kind;
    case 'container':
      return `container ${choice.id}`;
    case 'name':
      return `name ${choice.name}`;
    case 'process':
      return `process ${choice.pid} ${choice.startTime}`;
  }
}

/** How a namespace is chosen: by what names it for longest. Nothing of it does where no process of it is seen and it has no name. */
export function choiceOf({
  isOwn,
  containers: [container],
  names: [name],
  example,
}: NamespaceFacts): SingleNamespace | undefined {
  if (isOwn) return OWN_NAMESPACE;
  if (container !== undefined) return { kind: 'container', id: container.id };
  if (name !== undefined) return { kind: 'name', name };
  return example && { kind: 'process', pid: example.pid, startTime: example.startTime };
}

/** Characters of a name or an id at most: that of a file. */
const LONGEST = 255;

/** What was kept of a choice, which anybody may have written since: the own one for all that is none. */
export function readChoice(kept: unknown): NamespaceChoice {
  const { kind, id, name, pid, startTime } = Object(kept) as Readonly<Record<string, unknown>>;
  if (kind === 'all') return { kind };
  if (kind === 'container' && isText(id) && /^\w[\w.-]*$/.test(id)) return { kind, id };
  if (kind === 'name' && isText(name) && isFileName(name)) return { kind, name };
  if (kind === 'process' && isCount(pid) && pid > 0 && isCount(startTime)) return { kind, pid, startTime };
  return OWN_NAMESPACE;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}

function isFileName(name: string): boolean {
  return name !== '.' && name !== '..' && !/[/\0]/.test(name);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
