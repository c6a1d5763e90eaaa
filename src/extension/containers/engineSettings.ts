import { type EngineSettings, USUAL_ENGINES } from '../../core/model/container';

/** Which container engines the user allows to be asked. */
export function engineSettings(): EngineSettings {
  return USUAL_ENGINES;
}
