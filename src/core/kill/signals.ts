import type { SignalName } from '../model/engine';

/** What the system does with a process that says nothing about the signal. */
export type Effect = 'ends' | 'endsWithCore' | 'stops' | 'continues' | 'nothing';

/** A signal as signal(7) has it. */
export interface SignalFacts {
  readonly name: SignalName;
  /** Its number on x86, ARM, RISC-V and POWER; it is sent by name. */
  readonly number: number;
  readonly effect: Effect;
}

/** All signals that are offered, in groups. */
export const signals: readonly (readonly SignalFacts[])[] = [
  [
    { name: 'SIGTERM', number: 15, effect: 'ends' },
    { name: 'SIGINT', number: 2, effect: 'ends' },
    { name: 'SIGHUP', number: 1, effect: 'ends' },
    { name: 'SIGQUIT', number: 3, effect: 'endsWithCore' },
  ],
  [
    { name: 'SIGKILL', number: 9, effect: 'ends' },
    { name: 'SIGABRT', number: 6, effect: 'endsWithCore' },
  ],
  [
    { name: 'SIGSTOP', number: 19, effect: 'stops' },
    { name: 'SIGTSTP', number: 20, effect: 'stops' },
    { name: 'SIGCONT', number: 18, effect: 'continues' },
  ],
  [
    { name: 'SIGUSR1', number: 10, effect: 'ends' },
    { name: 'SIGUSR2', number: 12, effect: 'ends' },
    { name: 'SIGWINCH', number: 28, effect: 'nothing' },
  ],
];

/** Whether a process that says nothing about the signal is ended by it. */
export function endsByDefault(name: SignalName): boolean {
  const effect = signals.flat().find((facts) => facts.name === name)?.effect;
  return effect === 'ends' || effect === 'endsWithCore';
}
