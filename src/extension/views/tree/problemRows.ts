import { l10n } from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import { type Problem, problemsOf } from '../../../core/query/problems';
import { clean } from '../../../core/text/clean';
import type { Row } from './row';
import { tooltipOf } from '../tooltip';
import { icons } from '../../catalog/icons';

const icon = { id: icons.trouble, color: 'list.warningForeground' };

/** The row that has all that could not be read below it; none where everything could be. */
export function problemRows(reading: Pick<Snapshot, 'sources' | 'issues'>): Row[] {
  const problems = problemsOf(reading);
  const { length } = problems;
  if (length === 0) return [];
  const label =
    length === 1 ? l10n.t('1 problem while reading') : l10n.t('{0} problems while reading', length);
  const files = [...new Set(problems.map(({ file }) => file))].join(', ');
  return [{ id: 'problems', label, description: files, icon, children: problems.map(problemRow) }];
}

function problemRow(problem: Problem): Row {
  const { id, file, line, reason, raw, rowKept } = problem;
  const label = line === undefined ? file : l10n.t('{0}, line {1}', file, line);
  return {
    id: `problem ${id}`,
    label,
    description: reason,
    spoken: `${label}: ${reason}`,
    icon,
    copyValues: { value: clean([label, reason, ...(raw === undefined ? [] : [raw])].join(': ')) },
    tooltip: () =>
      tooltipOf(label, [
        ['', reason],
        ...(raw === undefined ? [] : [[l10n.t('The line'), raw] as const]),
        ...(rowKept === true
          ? [['', l10n.t('The rest of the line could be read and is in the list.')] as const]
          : []),
        ...(rowKept === false ? [['', l10n.t('What this line tells is not in the list.')] as const] : []),
      ]),
  };
}
