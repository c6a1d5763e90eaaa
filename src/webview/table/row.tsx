import { Component, type JSX } from 'preact';
import type { KnownRows } from '../traffic/knownRows';
import type { FigureUnits } from '../../core/traffic/figures';
import { Cell } from './cell';
import type { ShownColumn } from './columns';
import { MARK_CLASSES, markText } from './marks';

interface RowProps {
  /** In the order. */
  readonly place: number;
  /** Where a row is that stands apart from the others, in pixels below them; undefined for those that follow each other. */
  readonly apart: number | undefined;
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

  override render({ place, apart, rows, columns, units, isSelected, active }: RowProps): JSX.Element {
    const { answer, strings } = rows;
    const index = answer === undefined ? -1 : place - answer.first;
    const isThere = answer !== undefined && index >= 0 && index < answer.ids.length;
    const mark = isThere ? (answer.marks[index] ?? 0) : 0;
    // While rows are scrolled through fast, hundreds a second are drawn that are gone before their texts come: one cell each, but
    // for the one that has the focus.
    const drawn = isThere || active !== undefined ? columns : columns.slice(0, 1);
    const look = `${MARK_CLASSES[mark] ?? ''} ${isSelected ? 'is-selected' : ''} ${active === undefined ? '' : 'is-active'}`;
    return (
      <div
        role="row"
        class={`row ${look}`}
        aria-rowindex={place + 2}
        aria-selected={isSelected}
        data-place={place}
        title={markText(mark) || undefined}
        style={apart === undefined ? undefined : { position: 'absolute', top: `${apart}px` }}
      >
        {drawn.map(({ column }, at) => (
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
