import type { JSX } from 'preact';
import type { TrafficColumn, TrafficRowsAnswer } from '../../core/model/traffic';
import { Icon } from '../icon';
import { t } from '../l10n';
import { ageText, figureText, isNothing, type FigureUnits, UNKNOWN_FIGURE } from '../../core/traffic/figures';
import { COLUMNS, isTextColumn } from '../../core/traffic/trafficColumns';
import { unknownText } from './columnTexts';
import { hasFlag, stateIcon } from './marks';

/** What a cell shows, says on hover, and is read as where that is another thing than what it shows. */
interface CellText {
  readonly text: string;
  readonly title?: string;
  readonly spoken?: string;
  readonly look?: 'zero' | 'unknown' | 'awaited';
}

/** What a cell says. @param index of the row in the answer */
export function cellText(
  answer: TrafficRowsAnswer,
  strings: readonly string[],
  index: number,
  column: TrafficColumn,
  units: FigureUnits,
): CellText {
  const value = answer.cells[column]?.[index] ?? Number.NaN;
  const flags = answer.flags[index] ?? 0;
  if (Number.isNaN(value)) {
    const why = unknownText(column, answer.gaps[column]);
    return { text: UNKNOWN_FIGURE, title: why, spoken: t('unknown'), look: 'unknown' };
  }
  const { unit } = COLUMNS[column];
  if (unit === undefined) return textOf(strings[value] ?? '', column, flags);
  if (column === 'pid') return { text: String(value) };
  if (unit === 'milliseconds') {
    const age = ageText(value);
    if (!hasFlag(flags, 'isOlder')) return { text: age };
    return { text: `≥ ${age}`, title: t('It was there already when this page began to look.') };
  }
  const isLeast = hasFlag(flags, 'atLeast') && (column === 'received' || column === 'sent');
  if (isNothing(value, unit) && !isLeast) return { text: '·', spoken: '0', look: 'zero' };
  const text = figureText(value, unit, units);
  if (!isLeast) return { text };
  return {
    text: `≥ ${text}`,
    title: t('At least: it was aborted, or messages of the kernel were lost.'),
    spoken: t('at least {0}', text),
  };
}

function textOf(text: string, column: TrafficColumn, flags: number): CellText {
  if (column === 'process' && hasFlag(flags, 'isLikely')) {
    // As everywhere, the name has a tilde before it already.
    const said = t('{0}, probably', text.replace(/^~/, ''));
    return { text, title: said, spoken: said };
  }
  if (column === 'foreignAddress' && hasFlag(flags, 'isLocal'))
    return {
      text: `↔ ${text}`,
      title: t('{0}: both ends are on this machine.', text),
      spoken: t('{0}, on this machine', text),
    };
  return { text, title: text };
}

/** Of a row that the page does not have yet. */
const AWAITED: CellText = { text: '', look: 'awaited' };

interface CellProps {
  /** What has the row; undefined where none has it yet. */
  readonly answer: TrafficRowsAnswer | undefined;
  readonly strings: readonly string[];
  readonly index: number;
  readonly column: TrafficColumn;
  readonly place: number;
  readonly units: FigureUnits;
  readonly isActive: boolean;
}

/** A cell of a row. */
export function Cell({ answer, strings, index, column, place, units, isActive }: CellProps): JSX.Element {
  const {
    text,
    title,
    spoken,
    look = '',
  } = answer === undefined ? AWAITED : cellText(answer, strings, index, column, units);
  const isEnd = !isTextColumn(column);
  // Where there is no room, an address is cut before its port.
  const port = column === 'localAddress' || column === 'foreignAddress' ? text.lastIndexOf(':') : -1;
  const icon = column === 'state' && look === '' ? stateIcon(text, answer?.marks[index] ?? 0) : undefined;
  return (
    <div
      role="gridcell"
      class={`cell ${isEnd ? 'end' : ''} ${look} column-${column}`}
      aria-colindex={place + 1}
      aria-label={spoken}
      title={title}
      data-column={place}
      tabIndex={isActive ? 0 : undefined}
    >
      {icon && <Icon name={icon[0]} color={icon[1]} />}
      {port > 0 ? (
        <span class="text of-two">
          <span>{text.slice(0, port)}</span>
          <span>{text.slice(port)}</span>
        </span>
      ) : (
        <span class="text">{text}</span>
      )}
    </div>
  );
}
