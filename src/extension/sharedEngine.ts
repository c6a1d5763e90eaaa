import type { EditorWindow } from '../core/model/editorWindow';
import type { ContainersWish } from '../core/model/containersWish';
import type { HistoryWish } from '../core/model/history';
import type { Translations } from '../core/text/localizer';
import type { Engine } from '../core/model/engine';

/** An engine that lives for as long as somebody uses it. */
export interface SharedEngine extends Engine {
  /** A consumer begins. */
  retain(): void;
  /** A consumer is done. */
  release(): void;
  /** From now on owners tell what they are to the window. */
  setWindow(window: EditorWindow): void;
  /** From now on changes of containers are told as they come; no more without a wish. */
  watchContainers(wish: ContainersWish | undefined): void;
  /** From now on what happens is recorded, unless another window does so; no more without a wish. Starts no worker. */
  recordHistory(wish: HistoryWish | undefined): void;
  /** While traffic is watched the engine listens to what the kernel tells of connections that close; rows are told in that language. */
  watchTraffic(isWatched: boolean, translations?: Translations): void;
}

/** Runs `work` with the engine kept alive for its time. */
export async function using<T>(engine: SharedEngine, work: () => Promise<T>): Promise<T> {
  engine.retain();
  try {
    return await work();
  } finally {
    engine.release();
  }
}
