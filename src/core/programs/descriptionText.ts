import type { Localizer } from '../text/localizer';
import type { ProgramDescription } from './facts';

/** `vite · shop`: what a person would call a process, and the project that it is of. All of it is safe to show. */
export function descriptionText({ what, project, isProbable }: ProgramDescription, l10n: Localizer): string {
  const whole = project === undefined ? what : `${what} · ${project}`;
  return isProbable ? l10n.t('probably {0}', whole) : whole;
}

/** Characters of a name in a row: so many and a port are whole in a side bar of 240 pixels, in a group. */
export const SHORT_NAME = 18;

/** Characters of each part that are kept at least, where both stand in a row. */
const SHORTEST_PART = 5;

const BETWEEN = ' · ';

/** Of a debugger, what it debugs tells more than what that is written for: "Node debugger". */
const DEBUGGER = /^\w+ (?=debugger$)/;

/**
 * The same for a row, whose room is {@link SHORT_NAME} characters: of the two parts the longer one is cut, of what a process
 * is at a blank where there is one, since its arguments tell less than its name. What a project says better is left out:
 * in a side bar of 240 pixels a row of a group has room for some 18 characters.
 */
export function shortDescription({ what: whole, project }: ProgramDescription): string {
  if (project === undefined) return cutWords(whole, SHORT_NAME);
  const what = whole.replace(DEBUGGER, '');
  const room = SHORT_NAME - BETWEEN.length;
  if (what.length + project.length <= room) return what + BETWEEN + project;
  const ofProject = Math.min(project.length, Math.max(SHORTEST_PART, room - what.length));
  const shown = cutWords(what, room - ofProject);
  return shown + BETWEEN + cut(project, room - shown.length);
}

/** `vite of shop`: the same within a sentence. */
export function descriptionPhrase(
  { what, project, isProbable }: ProgramDescription,
  l10n: Localizer,
): string {
  const whole = project === undefined ? what : l10n.t('{0} of {1}', what, project);
  return isProbable ? l10n.t('probably {0}', whole) : whole;
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** Cut at its last blank within the room, where one stands behind its first half. */
function cutWords(text: string, room: number): string {
  if (text.length <= room) return text;
  const blank = text.lastIndexOf(' ', room - 1);
  return blank >= room / 2 ? `${text.slice(0, blank)}…` : cut(text, room);
}
