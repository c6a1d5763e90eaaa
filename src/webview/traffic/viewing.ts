import { timerDelay } from '../../core/model/bounds';
import { TRAFFIC_COLUMNS } from '../../core/model/traffic';
import type { PageMessage } from '../../core/traffic/messages';
import type { PageState, Told } from './state';
import { shownColumns } from '../table/columns';

type ViewMessage = Extract<PageMessage, { kind: 'view' }>;

/** Rows in sight, with some before and behind them. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** Milliseconds between two questions: while rows are scrolled through, each answer is of several frames. */
const BETWEEN = 50;

/** Milliseconds after which the host learns where the focus is: it changes nothing of what is shown. */
const FOCUS_AFTER = 400;

/** Processes that have a line of their own in plots. */
const PROCESSES = 5;

/** What a page with this state wants to see. */
export function viewOf(state: PageState, range: RowRange, room: number): ViewMessage {
  const { kept, shared, rows, span, narrowed, activeId, revealed } = state;
  const columns = shownColumns(kept.kind, shared.columns, room).map(({ column }) => column);
  const details = kept.detailsHeight > 0 && state.place === 'editor' ? activeId : undefined;
  const focused = revealed ?? activeId;
  return {
    kind: 'view',
    rows: {
      kind: kept.kind,
      sort: kept.sort,
      columns: TRAFFIC_COLUMNS.filter((column) => columns.includes(column)),
      ...withSelecting(range, state.selecting),
      isHeld: state.isHeld && !state.isReleased,
      ...(span && { span }),
      ...(narrowed !== undefined && { series: narrowed }),
      ...(focused !== undefined && { focused }),
      strings: rows.strings.length,
    },
    series: { window: kept.window, processes: PROCESSES, ...(details !== undefined && { row: details }) },
    ...(details !== undefined && { details }),
  };
}

/** Rows that are asked for at once, at most: an answer with all columns is then below the 64 kB of a message. */
const MOST_ROWS = 360;

/** With rows that are being selected, as far as one answer can have them. */
function withSelecting(range: RowRange, selecting: PageState['selecting']): RowRange {
  if (selecting === undefined) return range;
  const first = Math.min(range.first, selecting.from);
  const last = Math.max(range.first + range.count - 1, selecting.to);
  return last - first < MOST_ROWS ? { first, count: last - first + 1 } : range;
}

/** Tells the host what the page wants to see, where that has changed, and not more often than it can be drawn. */
export class Viewing {
  readonly #post: (message: ViewMessage) => void;
  #told = '';
  #wanted: ViewMessage | undefined;
  #last: Told = { focused: undefined, isHeld: false };
  #toldAt = -Infinity;
  #isLost = false;
  #timer = 0;

  constructor(post: (message: ViewMessage) => void) {
    this.#post = post;
  }

  get told(): Told {
    return this.#last;
  }

  /** @param isLost whether the page has nothing, so that it must ask anew even where it wants the same */
  want(view: ViewMessage, isLost: boolean): void {
    this.#wanted = view;
    this.#isLost = isLost;
    const isSame = essence(view, isLost) === this.#told;
    const isFocusAlone = isSame && view.rows.focused !== this.#last.focused;
    clearTimeout(this.#timer);
    if (isSame && !isFocusAlone) return;
    const due = this.#toldAt + (isFocusAlone ? FOCUS_AFTER : BETWEEN) - performance.now();
    if (due <= 0 && !isFocusAlone) this.#tell();
    else
      this.#timer = setTimeout(() => this.#tell(), timerDelay(Math.max(due, isFocusAlone ? FOCUS_AFTER : 0)));
  }

  #tell(): void {
    const view = this.#wanted;
    if (view === undefined) return;
    this.#told = essence(view, this.#isLost);
    this.#last = { focused: view.rows.focused, isHeld: view.rows.isHeld };
    this.#toldAt = performance.now();
    this.#post(view);
  }
}

/** What decides the answer. Strings that the page has are part of every message, but no reason for one. */
function essence({ rows, series, details }: ViewMessage, isLost: boolean): string {
  return JSON.stringify([{ ...rows, strings: 0, focused: 0 }, series, details, isLost]);
}
