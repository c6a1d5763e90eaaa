import { type EngineSettings, type EnginesSetting, USUAL_ENGINES } from '../../core/model/container';

/**
 * The environment variable by which a server for agents and the command are told which container engines may be asked: `auto`,
 * which holds where it is not set, `off`, or sockets with commas between them.
 */
export const ENGINES_SWITCH = 'NETSTAT_CONTAINER_ENGINES';

/** What to set it to. */
export function enginesSwitch({ engines }: Pick<EngineSettings, 'engines'>): string {
  return typeof engines === 'string' ? engines : engines.join(',');
}

/** What it says. */
export function enginesAllowed(environment: NodeJS.ProcessEnv): EngineSettings {
  const written = environment[ENGINES_SWITCH] ?? '';
  if (written === '') return USUAL_ENGINES;
  const engines: EnginesSetting = written === 'auto' || written === 'off' ? written : written.split(',');
  return { ...USUAL_ENGINES, engines };
}
