import type { ProgramDescription } from './facts';

/** What stands between the two parts as they are shown, in a sentence, and as a person types them. */
const BETWEEN = [' · ', ' of ', ' '];

/**
 * What a search finds a program by, beside its own name: `vite · shop`, `vite of shop`, `vite shop`. Nothing where it is not
 * recognised.
 */
export function searchedNames(description: ProgramDescription | undefined): string[] {
  if (description === undefined) return [];
  const { what, project } = description;
  return project === undefined ? [what] : BETWEEN.map((between) => what + between + project);
}
