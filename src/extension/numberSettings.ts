import type { Bounds } from '../core/model/bounds';
import { settings } from './ids';

/** Every setting that is a number, in seconds, with its bounds as package.json has them: VS Code shows them and does not hold to them. */
export const NUMBER_SETTINGS = {
  [settings.refreshInterval]: { default: 2, minimum: 0.5, maximum: 3600 },
  [settings.killGracePeriod]: { default: 3, minimum: 0, maximum: 60 },
} as const satisfies Readonly<Record<string, Bounds>>;

export type NumberSetting = keyof typeof NUMBER_SETTINGS;

/** Seconds that a task waits; more than the minimum. */
export const TASK_TIMEOUT: Bounds = { default: 30, minimum: 0, maximum: 3600 };
