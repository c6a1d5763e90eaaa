import type { EditorWindow } from '../../../core/model/editorWindow';
import type { EngineCall } from '../../../core/model/engine';

/** What the worker is asked: a call of the engine, or what the window counts as its own. */
export type EngineRequest =
  EngineCall | { readonly method: 'setWindow'; readonly args: readonly [window: EditorWindow] };

/** A request under way; its answer carries the same id. */
export interface NumberedRequest {
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

/** The worker's answer: every request gets exactly one. */
export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };
