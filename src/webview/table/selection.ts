/** Rows that are selected, by their ids. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** The place from which Shift selects on. */
  readonly anchor: number;
  /** All that pass the filter, those that the page has not seen among them. */
  readonly isAll: boolean;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: 0, isAll: false };

/** How a row is selected: alone, in addition or no longer, or all from the anchor to it. */
export type SelectionWay = 'alone' | 'toggle' | 'range';

/**
 * What is selected after a row was.
 * @param place of the row in the order
 * @param idAt the row in a place; undefined where the page does not know it
 */
export function select(
  selection: Selection,
  way: SelectionWay,
  place: number,
  idAt: (place: number) => number | undefined,
): Selection {
  const id = idAt(place);
  if (way === 'alone') return { ids: new Set(id === undefined ? [] : [id]), anchor: place, isAll: false };
  if (way === 'toggle') {
    const ids = new Set(selection.ids);
    if (id !== undefined && !ids.delete(id)) ids.add(id);
    return { ids, anchor: place, isAll: false };
  }
  const ids = new Set<number>();
  const last = Math.max(selection.anchor, place);
  for (let at = Math.min(selection.anchor, place); at <= last; at++) {
    const known = idAt(at);
    if (known !== undefined) ids.add(known);
  }
  return { ids, anchor: selection.anchor, isAll: false };
}

/** Rows that something done to a row is meant for: all selected ones where it is one of them, else it alone. */
export function meant(selection: Selection, id: number | undefined): readonly number[] {
  if (id === undefined || selection.ids.has(id)) return [...selection.ids];
  return [id];
}
