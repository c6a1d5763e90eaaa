import type { EditorWindow } from '../../core/model/editorWindow';
import type { ProcessIdentity, SignalName } from '../../core/model/engine';
import type { TableName } from '../../core/model/networkTable';
import type { PageRequest } from '../../core/model/page';
import type { PrintRequest } from '../../core/model/print';
import type { PortQuestion } from '../../core/model/portFacts';
import type { Scope } from '../../core/model/snapshot';
import type { SocketQuestion } from '../../core/model/socketFacts';

/** What the worker is asked. */
export type EngineRequest =
  | { readonly kind: 'window'; readonly window: EditorWindow }
  | { readonly kind: 'scan'; readonly scope: Scope; readonly fresh: boolean; readonly handOver: Scope }
  | { readonly kind: 'page'; readonly page: PageRequest }
  | { readonly kind: 'suggestions' }
  | { readonly kind: 'print'; readonly print: PrintRequest }
  | { readonly kind: 'hostNames'; readonly addresses: readonly string[] }
  | { readonly kind: 'processes' }
  | { readonly kind: 'states' }
  | { readonly kind: 'compare'; readonly before: string; readonly after: string }
  | { readonly kind: 'listeners' }
  | { readonly kind: 'readTable'; readonly name: TableName; readonly filter: string | undefined }
  | {
      readonly kind: 'signal';
      readonly process: ProcessIdentity;
      readonly signal: SignalName;
      readonly inodes: readonly number[] | undefined;
      readonly ancestor: ProcessIdentity | undefined;
    }
  | { readonly kind: 'portFacts'; readonly question: PortQuestion }
  | { readonly kind: 'socketFacts'; readonly questions: readonly SocketQuestion[] }
  | { readonly kind: 'stateOf'; readonly process: ProcessIdentity }
  | { readonly kind: 'origins'; readonly processes: readonly ProcessIdentity[] }
  | { readonly kind: 'ancestors'; readonly pid: number }
  | { readonly kind: 'descendants'; readonly root: ProcessIdentity };

/** A request under way; its answer carries the same id. */
export interface EngineCall {
  readonly id: number;
  readonly request: EngineRequest;
}

/** How a worker is to work, told when it starts. */
export interface EngineSettings {
  /** Whether it may call the C library by itself. */
  readonly systemCalls: boolean;
}

/** What a worker tells without being asked, for the log. */
export interface EngineNote {
  readonly note: string;
}

/** The worker's answer: every call gets exactly one. */
export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };
