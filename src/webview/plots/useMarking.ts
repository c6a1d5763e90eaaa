import type { HTMLAttributes } from 'preact';
import { useRef } from 'preact/hooks';
import type { TrafficSpan } from '../../core/model/traffic';
import type { PlotEntry } from './entries';
import type { SharedOfPlots } from './shared';
import { pointedStep, snappedSpan } from './timeAxis';
import { spokenStep } from './values';

/** What the pointer and the keyboard work on. */
export interface MarkingOptions {
  readonly shared: SharedOfPlots;
  readonly range: TrafficSpan;
  readonly shown: readonly PlotEntry[];
  readonly canNarrow: boolean;
  readonly emphasized: number | undefined;
  readonly onEmphasize: (entry: number | undefined) => void;
  /** The entry at a place, from the left and the top, of width and height: 0 to 1. */
  readonly entryAtPoint: (share: number, fraction: number) => number | undefined;
}

/** Pixels that the pointer may move within a click. */
const CLICK = 4;

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  | 'onPointerDown'
  | 'onPointerMove'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onPointerLeave'
  | 'onKeyDown'
  | 'onBlur'
>;

/**
 * The line, the span and the choice of a series, by pointer and by keyboard: moving points, dragging marks, a click
 * narrows; arrows point (left and right at a step, up and down at a series), with Shift they mark, Enter narrows.
 */
export function useMarking(options: MarkingOptions): Handlers {
  const { shared, range, shown, canNarrow, emphasized, onEmphasize, entryAtPoint } = options;
  const { steps, pointed } = shared;
  /** Where the button went down, in pixels and as a time; the samples may move on below the pointer. */
  const pressed = useRef<{ readonly x: number; readonly time: number; isDrag: boolean } | undefined>(
    undefined,
  );
  /** The time that Shift and arrows began at; steps have other places after each sample. */
  const anchor = useRef<number | undefined>(undefined);

  const shares = (event: PointerEvent): { share: number; fraction: number } => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const within = (value: number, length: number): number => Math.min(1, Math.max(0, value / length));
    return {
      share: within(event.clientX - box.left, box.width),
      fraction: within(event.clientY - box.top, box.height),
    };
  };
  const timeAt = (share: number): number => range.from + share * (range.to - range.from);
  const narrowTo = (entry: number | undefined): void => {
    const id = entry === undefined ? undefined : shown[entry]?.id;
    if (canNarrow && id !== undefined) shared.onNarrow(id === shared.narrowed ? undefined : id);
  };
  const forget = (): void => {
    pressed.current = undefined;
    shared.onMark(undefined);
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    pressed.current = { x: event.clientX, time: timeAt(shares(event).share), isDrag: false };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const { share, fraction } = shares(event);
    shared.onPoint(share);
    const press = pressed.current;
    if (press === undefined) return onEmphasize(entryAtPoint(share, fraction));
    press.isDrag ||= Math.abs(event.clientX - press.x) > CLICK;
    if (press.isDrag) onEmphasize(undefined);
    if (press.isDrag) shared.onMark(snappedSpan(steps, press.time, timeAt(share)));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const press = pressed.current;
    if (press === undefined) return;
    const { share, fraction } = shares(event);
    if (press.isDrag) shared.onSpan(snappedSpan(steps, press.time, timeAt(share)));
    else narrowTo(entryAtPoint(share, fraction));
    forget();
  };
  const onPointerLeave = (): void => {
    if (pressed.current !== undefined) return;
    shared.onPoint(undefined);
    onEmphasize(undefined);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = steps.times.length - 1;
    if (event.key === 'Escape' && pressed.current !== undefined) {
      forget();
      event.stopPropagation();
      return;
    }
    if (last < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const first = Math.max(0, pointedStep(steps, range, 0));
    const now = pointed === undefined ? last + 1 : pointedStep(steps, range, pointed);
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: first, End: last }[event.key];
    if (to !== undefined) {
      const step = Math.min(last, Math.max(first, to));
      anchor.current = event.shiftKey
        ? (anchor.current ?? steps.times[Math.min(last, Math.max(first, now))]!)
        : undefined;
      // Half a millisecond within the step, so that rounding does not lead to the next one.
      const share = (steps.times[step]! - 0.5 - range.from) / (range.to - range.from);
      shared.onPoint(share);
      shared.onSay(spokenStep(shown, steps.times[step]!, step, shared.units));
      if (anchor.current !== undefined) shared.onSpan(snappedSpan(steps, anchor.current, steps.times[step]!));
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      if (shown.length === 0) return;
      const entry = nextEntry(emphasized, event.key === 'ArrowDown' ? 1 : -1, shown.length);
      const step = Math.min(last, Math.max(first, now));
      onEmphasize(entry);
      shared.onSay(spokenStep([shown[entry]!], steps.times[step]!, step, shared.units));
    } else if (event.key === 'Enter') narrowTo(emphasized);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (): void => {
    anchor.current = undefined;
    shared.onPoint(undefined);
    onEmphasize(undefined);
  };

  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: forget,
    onPointerLeave,
    onKeyDown,
    onBlur,
  };
  return handlers;
}

/** The entry after or before one, around the ends. */
function nextEntry(entry: number | undefined, step: 1 | -1, count: number): number {
  if (entry === undefined) return step === 1 ? 0 : count - 1;
  return (entry + step + count) % count;
}
