import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../l10n';
import { heightWithin, LEAST_HEIGHT, STEP } from './heights';

/** The details' height, and who is told of another one. */
export interface SeparatorProps {
  readonly height: number;
  readonly onHeight: (pixels: number) => void;
}

/** The upper edge of the details: dragged, or moved by the arrow keys, it changes their height. */
export function Separator({ height, onHeight }: SeparatorProps): JSX.Element {
  const grabbed = useRef<{ readonly y: number; readonly height: number } | undefined>(undefined);
  const most = heightWithin(Infinity, window.innerHeight);
  const change = (pixels: number): void => onHeight(heightWithin(pixels, window.innerHeight));
  const release = (): void => {
    grabbed.current = undefined;
  };
  return (
    <div
      class="details-separator"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('Height of the details')}
      aria-valuenow={height}
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={most}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = { y: event.clientY, height };
      }}
      onPointerMove={({ clientY }) => {
        if (grabbed.current !== undefined) change(grabbed.current.height + grabbed.current.y - clientY);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        const to = { ArrowUp: height + STEP, ArrowDown: height - STEP, Home: LEAST_HEIGHT, End: most }[
          event.key
        ];
        if (to === undefined) return;
        change(to);
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
