import type { EditorWindow } from '../../../core/model/editorWindow';
import type { Containers } from '../../../core/model/container';
import type { ContainersWish } from '../../../core/model/containersWish';
import type { EngineCall } from '../../../core/model/engine';
import type { HistoryStatus, HistoryWish } from '../../../core/model/history';
import type { Translations } from '../../../core/text/localizer';
import type { KeptTraffic } from '../traffic/traffic';

/** What the worker is asked: a call of the engine, what the window counts as its own, or to tell of containers by itself. */
export type EngineRequest =
  | EngineCall
  | { readonly method: 'setWindow'; readonly args: readonly [window: EditorWindow] }
  | { readonly method: 'watchContainers'; readonly args: readonly [wish: ContainersWish | undefined] }
  | { readonly method: 'recordHistory'; readonly args: readonly [wish: HistoryWish | undefined] }
  | { readonly method: 'watchTraffic'; readonly args: WatchedTraffic }
  /** It is to end, and tells {@link EngineLegacy} first. */
  | { readonly method: 'keepTraffic'; readonly args: readonly [] }
  /** What the worker before it told so. */
  | { readonly method: 'restoreTraffic'; readonly args: readonly [kept: KeptTraffic] };

/** Whether traffic is watched, and what rows say in words in the user's language. */
export type WatchedTraffic = readonly [isWatched: boolean, translations?: Translations | undefined];

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

/** What it tells while containers are watched: all that is known when that has changed. */
export interface EngineNews {
  readonly containers: Containers;
}

/** What it tells while it records, or is asked to, at most once a second: something was written, or who records changed. */
export interface EngineHistoryNews {
  readonly history: HistoryStatus;
}

/** The last that a worker tells: its samples of traffic, if it has any. */
export interface EngineLegacy {
  readonly traffic: KeptTraffic | undefined;
}

/** The worker's answer: every request gets exactly one. */
export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };
