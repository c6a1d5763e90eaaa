import type { ProcessOwner } from '../model/process';
import type { Localizer } from '../text/localizer';
import { programName } from '../text/programName';
import { debuggerAt } from './debuggerPort';
import { descriptionPhrase, descriptionText, shortDescription } from './descriptionText';
import type { ProgramDescription } from './facts';
import { seenOf } from './seen';

/** What of a process its name is made of, for people. */
export type Describable = Pick<ProcessOwner, 'comm' | 'commandLine' | 'executable' | 'description'>;

/**
 * What a person would call a process, as the owner of a port: a program's debugger is another thing than what it serves.
 * @param port where it is asked as the owner of one
 * @returns nothing where it is not recognised
 */
export function descriptionAt(
  { comm, commandLine, executable, description }: Describable,
  port: number | undefined,
): ProgramDescription | undefined {
  const debug =
    port === undefined ? undefined : debuggerAt(seenOf({ comm, commandLine, executable, parents: [] }), port);
  if (debug === undefined) return description;
  const project = description?.project;
  return {
    what: debug.what,
    ...(project !== undefined && { project }),
    ...(debug.isProbable && { isProbable: true }),
  };
}

/**
 * The same process where its container is told already, by what it is in there: nothing is said of it that is not
 * recognised, so that its program's name stays.
 */
export function asInContainer<Process extends Describable>(process: Process): Process {
  const { inContainer } = process.description ?? {};
  if (inContainer === undefined) return process;
  const { description: _, ...rest } = process;
  const { what } = inContainer;
  return { ...rest, ...(what !== undefined && { description: { what } }) } as Process;
}

/** `vite · shop`: a process as lists and details call it, whole; its program's name where it is not recognised. */
export function personName(process: Describable, l10n: Localizer, port?: number): string {
  const description = descriptionAt(process, port);
  return description === undefined ? programName(process, l10n) : descriptionText(description, l10n);
}

/** The same in the room of a row. */
export function shortPersonName(process: Describable, l10n: Localizer, port?: number): string {
  const description = descriptionAt(process, port);
  return description === undefined ? programName(process, l10n) : shortDescription(description);
}

/** `vite of shop`: the same within a sentence. */
export function personPhrase(process: Describable, l10n: Localizer, port?: number): string {
  const description = descriptionAt(process, port);
  return description === undefined ? programName(process, l10n) : descriptionPhrase(description, l10n);
}
