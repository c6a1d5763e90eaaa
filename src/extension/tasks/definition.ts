import { l10n } from 'vscode';
import { TASK_TIMEOUT } from './tasks.contributions';

/** What a task of the type `netstat` does. */
export type TaskAction = 'free' | 'waitForListening' | 'waitForFree';

/** A task as tasks.json has it, checked. */
export interface PortTask {
  readonly action: TaskAction;
  readonly port: number;
  /** Seconds that are waited at most. */
  readonly timeout: number;
}

const ACTIONS: readonly TaskAction[] = ['free', 'waitForListening', 'waitForFree'];

/** The task that a definition asks for, or what is wrong with it. */
export function readTask(
  definition: Readonly<Record<string, unknown>>,
): PortTask | { readonly problem: string } {
  const { action, port, timeout = TASK_TIMEOUT.default } = definition;
  const known = ACTIONS.find((each) => each === action);
  if (known === undefined) {
    return { problem: l10n.t('"action" must be one of these: {0}.', ACTIONS.join(', ')) };
  }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return { problem: l10n.t('"port" must be a number from 1 to 65535.') };
  }
  if (typeof timeout !== 'number' || !(timeout > TASK_TIMEOUT.minimum && timeout <= TASK_TIMEOUT.maximum)) {
    return { problem: l10n.t('"timeout" must be a number of seconds, at most {0}.', TASK_TIMEOUT.maximum) };
  }
  return { action: known, port, timeout };
}
