import type { EngineSettings } from './container';

/** How changes of containers are to be told, while somebody looks. */
export interface ContainersWish {
  readonly settings: EngineSettings;
  /** Whether a socket looks like a container's; where none does, only the socket of an engine is worth a look. */
  readonly isLikely: boolean;
}
