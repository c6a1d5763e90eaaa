import type { ContainerFacts } from '../../model/container';
import type { AddressWords } from '../../model/inetTable';
import type { LikelyOwner } from '../../model/likelyOwner';
import type { ProcessOwner } from '../../model/process';
import type { NamespaceNames } from './filterNamespaces';
import type { Knowledge } from './filterOwners';
import type { TypedSpan } from './span';

/** Which ends of a connection a test asks. */
export type Ends = 'both' | 'local' | 'foreign';

export type AddressTest = (address: AddressWords, isIPv6: boolean) => boolean;

/**
 * What a term asks of a row: it holds where one of these tests does, and what is absent asks nothing. Each test asks
 * for one fact that many rows share, so that its answers can be kept for a whole snapshot.
 */
export interface Tests {
  /** The ends that `port`, `address` and `endpoint` ask; both where absent. */
  readonly ends?: Ends;
  readonly port?: (port: number) => boolean;
  readonly address?: AddressTest;
  /** Address and port of the same end; any address where it is absent. */
  readonly endpoint?: { readonly port: number; readonly address?: AddressTest };
  /** By the state's name, see `states.ts`. */
  readonly state?: (name: string) => boolean;
  /** By the name of the protocol, "tcp6". */
  readonly protocol?: (name: string) => boolean;
  readonly owner?: (owner: ProcessOwner) => boolean;
  /** Whether it asks for who has the other end within the machine, too, as rows of connections show that. */
  readonly otherEnd?: true;
  /** Who probably has it, where its owner is not known. */
  readonly likely?: (owner: LikelyOwner) => boolean;
  /** The container that it is for. */
  readonly container?: (container: ContainerFacts) => boolean;
  /** The network namespace that it is in. */
  readonly namespace?: (namespace: NamespaceNames) => boolean;
  /** What is known of who has it. */
  readonly knowledge?: (knowledge: Knowledge) => boolean;
  /** The user of the socket or of one of its owners; the name where it has one. */
  readonly user?: (uid: number, name: string | undefined) => boolean;
  readonly inode?: (inode: number) => boolean;
  /** What else is shown of a row and has no key: addresses of families that have others than IP's, devices. */
  readonly text?: (text: string) => boolean;
  /** The raw bytes [from, to) of a UNIX socket's path, which are not none. */
  readonly path?: (bytes: Uint8Array, from: number, to: number) => boolean;
}

/** One part of an expression. */
export interface Term {
  /** Whether what its tests find is left out. */
  readonly isExcluded: boolean;
  readonly tests: Tests;
}

/** An expression, read: a row passes where all terms let it. Without terms everything passes. */
export interface Filter {
  readonly terms: readonly Term[];
  /** The parts of the past that are asked for, together; absent where none is. What shows the present goes without them. */
  readonly spans?: readonly TypedSpan[];
}

/** What is wrong with an expression. */
export type FilterProblem =
  | { readonly code: 'tooLong'; readonly most: number }
  | { readonly code: 'controlCharacter' }
  | { readonly code: 'openQuote' }
  | { readonly code: 'emptyWord' }
  | { readonly code: 'nothingExcluded' }
  | { readonly code: 'doubleMinus' }
  | { readonly code: 'unknownKey'; readonly key: string }
  | { readonly code: 'missingValue'; readonly key: string }
  | { readonly code: 'unexpectedValue'; readonly key: string }
  | { readonly code: 'badNumber'; readonly value: string; readonly most: number }
  | { readonly code: 'backwardRange'; readonly first: number; readonly last: number }
  | { readonly code: 'badAddress'; readonly value: string }
  | { readonly code: 'badPrefixLength'; readonly value: string; readonly most: number }
  | { readonly code: 'unknownState'; readonly value: string }
  | { readonly code: 'unknownProtocol'; readonly value: string }
  | { readonly code: 'unknownKnowledge'; readonly value: string }
  | { readonly code: 'oneSpan'; readonly key: string }
  | { readonly code: 'badMoment'; readonly value: string }
  | { readonly code: 'badSpan'; readonly value: string }
  | { readonly code: 'backwardSpan'; readonly value: string };

/** What is wrong, and where: characters `offset` to `offset + length` of the expression, all inside it. */
export type FilterError = FilterProblem & { readonly offset: number; readonly length: number };

/** Whether reading something failed. */
export function isError(value: object): value is FilterError {
  return 'code' in value;
}
