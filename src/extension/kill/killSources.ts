import { type Selectable, selectionIn } from '../commands/selection';
import type { KillTarget } from '../../core/kill/targets';

/**
 * What a command is meant for.
 * @param views all that have rows with owners
 * @param args what VS Code passes: the row and all selected rows; a view's id, whose selection is meant; or nothing,
 *   where the one view that has a selection is meant
 * @param targetsOf what a row stands for; undefined where it stands for nothing of the kind
 * @returns undefined where there is no row
 */
export function targetsFor(
  views: readonly Selectable[],
  [subject, rows]: readonly unknown[],
  targetsOf: (node: unknown) => readonly KillTarget[] | undefined,
): readonly KillTarget[] | undefined {
  const isRow = subject !== undefined && typeof subject !== 'string';
  const nodes = Array.isArray(rows)
    ? (rows as readonly unknown[])
    : isRow
      ? [subject]
      : selectionIn(views, subject);
  const found = nodes.map(targetsOf);
  return found.some((targets) => targets !== undefined)
    ? found.flatMap((targets) => targets ?? [])
    : undefined;
}
