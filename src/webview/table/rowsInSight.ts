import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Height of rows and of the header, as page.css has them. */
export const ROW_HEIGHT = 22;

/** Rows that are drawn before and behind those in sight. */
const OVERSCAN = 6;

/** Rows that are in sight, by their places in the order, and those that are drawn. */
export interface RowsInSight {
  readonly first: number;
  readonly count: number;
  readonly drawn: readonly number[];
  /** The first of those that are drawn one below the other, and the one behind them; one more may be drawn far away. */
  readonly from: number;
  readonly to: number;
  /** Scrolls no farther than it must for a row to be in sight below the header. */
  readonly show: (place: number) => void;
}

/**
 * Which rows of so many are drawn. All have one height, so that a division says it, and no row is ever measured.
 * @param kept the row that has the focus, which is always drawn: an element that is taken away loses it
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  kept: number,
): RowsInSight {
  const [sight, setSight] = useState({ first: 0, count: Math.ceil(window.innerHeight / ROW_HEIGHT) });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (): void => {
      const first = Math.floor(element.scrollTop / ROW_HEIGHT);
      // One more: the first one and the last one may be in sight by a part alone.
      const inSight = Math.max(1, Math.ceil((element.clientHeight - ROW_HEIGHT) / ROW_HEIGHT) + 1);
      setSight((now) => (now.first === first && now.count === inSight ? now : { first, count: inSight }));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [scroller]);
  const from = Math.max(0, Math.min(sight.first, count - sight.count) - OVERSCAN);
  const to = Math.min(count, sight.first + sight.count + OVERSCAN);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (kept >= 0 && kept < from) drawn.unshift(kept);
  else if (kept >= to && kept < count) drawn.push(kept);
  const show = (place: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const top = place * ROW_HEIGHT;
    const room = element.clientHeight - ROW_HEIGHT * 2;
    if (element.scrollTop > top) element.scrollTop = top;
    else if (element.scrollTop < top - room) element.scrollTop = top - room;
  };
  return { ...sight, drawn, from, to, show };
}
