import { Component, type JSX } from 'preact';
import type { KnownRows } from '../traffic/knownRows';
import type { FigureUnits } from '../../core/traffic/figures';
import { Cell } from './cell';
import type { ShownColumn } from './columns';
import { MARK_CLASSES, markText } from './marks';

interface RowProps {
  /** In the order. */
  readonly place: number;
  readonly top: number;
  readonly rows: KnownRows;
  readonly columns: readonly ShownColumn[];
  readonly units: FigureUnits;
  readonly isSelected: boolean;
  /** The column of the focus; undefined where it is in another row. */
  readonly active: number | undefined;
}

/** A row in sight; of one that the page does not have yet, where it will be. */
export class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const keys = Object.keys(next) as (keyof RowProps)[];
    return keys.some((key) => next[key] !== this.props[key]);
  }

  override render({ place, top, rows, columns, units, isSelected, active }: RowProps): JSX.Element {
    const { answer, strings } = rows;
    const index = answer === undefined ? -1 : place - answer.first;
    const isThere = answer !== undefined && index >= 0 && index < answer.ids.length;
    const mark = isThere ? (answer.marks[index] ?? 0) : 0;
    const look = `${MARK_CLASSES[mark] ?? ''} ${isSelected ? 'is-selected' : ''} ${active === undefined ? '' : 'is-active'}`;
    return (
      <div
        role="row"
        class={`row ${look}`}
        aria-rowindex={place + 2}
        aria-selected={isSelected}
        data-place={place}
        title={markText(mark) || undefined}
        style={{ transform: `translateY(${top}px)` }}
      >
        {columns.map(({ column }, at) => (
          <Cell
            key={column}
            answer={isThere ? answer : undefined}
            strings={strings}
            index={index}
            column={column}
            place={at}
            units={units}
            isActive={active === at}
          />
        ))}
      </div>
    );
  }
}
