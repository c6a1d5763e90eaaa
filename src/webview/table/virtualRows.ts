import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';

/** Height of rows and of the header, as page.css has them. */
export const ROW_HEIGHT = 22;

/** Rows that are drawn before and behind those in sight. */
const OVERSCAN = 6;

type Rows = Virtualizer<HTMLDivElement, HTMLDivElement>;

/**
 * Which rows are drawn, of so many.
 * @param kept the row that has the focus, which is always drawn: an element that is taken away loses it
 */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  kept: number,
): Rows {
  const [, redraw] = useReducer<number, void>((times) => times + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(),
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const places = defaultRangeExtractor(range);
      const isDrawn = kept < 0 || kept >= count || places.includes(kept);
      return isDrawn ? places : [...places, kept].sort((a, b) => a - b);
    },
  };
  const [rows] = useState<Rows>(() => new Virtualizer(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  return rows;
}
