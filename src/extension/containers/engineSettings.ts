import type { EngineSettings } from '../../core/model/container';
import { readSetting } from '../settings';
import { containersSettings } from './containers.contributions';

/** Which container engines the user allows to be asked. */
export function engineSettings(): EngineSettings {
  return {
    engines: readSetting(containersSettings.engines),
    startsPodman: readSetting(containersSettings.startsPodman),
  };
}
