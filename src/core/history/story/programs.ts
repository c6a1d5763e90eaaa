import type { HistoryEvidence, HistoryOwners, HistoryProgram } from '../../model/history';
import { nameText, quotedName } from '../../text/clean';
import { listedNames, type Localizer } from '../../text/localizer';
import { programName } from '../../text/programName';
import { shortContainer } from '../../units/shownUnit';
import { unitText } from '../../units/unitName';

/** Programs that a line names. */
const MOST_NAMED = 3;

/** `node (4242)`; `postgres (812) in the container “db”`: cleaned and cut. What has no pid is a unit, as one of its processes. */
export function programText(
  { name, pid, container, containerName }: HistoryProgram,
  l10n: Localizer,
): string {
  if (pid === 0) return unitText(name) || l10n.t('(no name)');
  const program = l10n.t('{0} ({1})', programName({ comm: name }, l10n), pid);
  if (container === undefined) return program;
  return l10n.t('{0} in the container {1}', program, containerText(container, containerName));
}

/** A container by its name, or by its short id. */
export function containerText(id: string, name = ''): string {
  return nameText(name) === '' ? nameText(shortContainer({ runtime: 'unknown', id })) : quotedName(name);
}

/** Who had something, as the subject of a sentence; it never says more than is known. */
export function ownersText({ evidence, programs }: HistoryOwners, l10n: Localizer): string {
  if (programs.length === 0) return l10n.t('an unknown process');
  const names = listedNames(
    programs.map((program) => programText(program, l10n)),
    l10n,
    { most: MOST_NAMED },
  );
  const unit = programs.find(({ pid }) => pid !== 0)?.unit;
  if (evidence !== 'likely') return names;
  return unit === undefined
    ? l10n.t('probably {0}', names)
    : l10n.t('probably {0} in {1}', names, unitText(unit));
}

/** How that is known, where it was not seen; nothing where it was. */
export function evidenceNote(evidence: HistoryEvidence, l10n: Localizer): string | undefined {
  switch (evidence) {
    case 'listener':
      return l10n.t('inferred from its listener');
    case 'otherEnd':
      return l10n.t('inferred from its other end');
    case 'unseen':
      return l10n.t('not seen while open');
    case 'seen':
    case 'likely':
    case 'unknown':
      return undefined;
  }
}

/** The sentence with what is to be known of it behind, in parentheses; each note once. */
export function withNotes(sentence: string, notes: readonly (string | undefined)[], l10n: Localizer): string {
  const said = [...new Set(notes)].filter((note) => note !== undefined);
  return said.length === 0 ? sentence : l10n.t('{0} ({1})', sentence, said.join('; '));
}
