import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TrafficSpan } from '../../core/model/traffic';
import type { FigureUnits } from '../../core/traffic/figures';
import { t } from '../l10n';
import { PlotCanvas } from './canvas';
import type { PlotEntry } from './entries';
import type { Ink } from './inks';
import { Legend } from './legend';
import {
  entryAt,
  type Frame,
  frameOf,
  plotModel,
  type PlotModel,
  type PlotShape,
  shownEntries,
} from './plotModel';
import { limitText } from './scale';
import type { SharedOfPlots } from './shared';
import { clockText, gapsIn, pointedStep, shownRange, type Steps, tickText, timeTicks } from './timeAxis';
import { useMarking } from './useMarking';
import { useSize } from '../useSize';
import { useSummary } from './useSummary';

/** One plot. */
export interface PlotProps {
  readonly shared: SharedOfPlots;
  /** Stands above it; empty where something else says it. */
  readonly title: string;
  /** What it is called in words. */
  readonly name: string;
  readonly entries: readonly PlotEntry[];
  readonly inks: readonly Ink[];
  readonly shape: PlotShape;
  /** Pixels of the drawing alone. */
  readonly height: number;
  readonly hasLegend: boolean;
  readonly hasAxis: boolean;
  readonly canNarrow: boolean;
  /** Stands beside the drawing where there is no legend. */
  readonly number?: JSX.Element | undefined;
}

/** A plot with its legend above and its times below. */
export function Plot(props: PlotProps): JSX.Element {
  const { shared, title, name, entries, inks, shape, height, hasLegend, hasAxis, canNarrow } = props;
  const { steps, window, units, theme, hidden, narrowed, span, pointed } = shared;
  const frameElement = useRef<HTMLDivElement>(null);
  const canvasElement = useRef<HTMLDivElement>(null);
  const canvas = useRef<PlotCanvas>(undefined);
  const { width } = useSize(frameElement);
  const [emphasized, setEmphasized] = useState<number>();
  const range = shownRange(steps, window);
  const shown = useMemo(() => shownEntries(entries, hidden), [entries, hidden]);
  const drawing = useMemo(() => {
    const series = entries.flatMap(({ up, down }) => [up, down]).flatMap((one) => one?.values ?? []);
    const frame = frameOf(steps, series);
    const at = shownRange(steps, window);
    return { frame, gaps: gapsIn(steps, series, at), model: plotModel(shown, shape, frame, at, units) };
  }, [steps, window, entries, shown, shape, units]);
  const { frame, gaps, model } = drawing;
  const hasSteps = steps.times.length > 0;
  const ticks = hasSteps ? timeTicks(range, Math.max(width, 160)) : [];
  const summary = useSummary(name, window, shown, steps, range.from, units);

  const step = pointed === undefined ? -1 : pointedStep(steps, range, pointed);
  const isNarrowed = shown.findIndex(({ id }) => id === narrowed);
  const shownInks = shown.map((entry) => inks[entries.indexOf(entry)]!);
  const strong = emphasized ?? (isNarrowed === -1 ? undefined : isNarrowed);
  const key = JSON.stringify([
    shape,
    model.kind,
    shown.map(({ id, up, down }) => [id, !up, !down]),
    shownInks,
  ]);

  useLayoutEffect(() => {
    canvas.current ??= new PlotCanvas(canvasElement.current!);
    const picture = {
      shape,
      model,
      frame,
      range,
      gaps,
      inks: shownInks,
      ticks,
      theme,
      emphasized: strong,
      key,
    };
    canvas.current.show(picture, width, height);
  }, [drawing, key, theme, strong, width, height]);
  useLayoutEffect(() => () => canvas.current?.destroy(), []);

  const handlers = useMarking({
    shared,
    range,
    shown,
    onEmphasize: setEmphasized,
    entryAtPoint: (share, fraction) => entryAtPoint(drawing, shape, steps, range, share, fraction, height),
    canNarrow,
    emphasized,
  });
  const left = (time: number): string => `${(100 * (time - range.from)) / (range.to - range.from)}%`;

  return (
    <div class={`plot plot-${shape}`}>
      {hasLegend && (
        <Legend
          title={title}
          name={name}
          width={width}
          entries={entries}
          inks={inks}
          shape={shape}
          step={step === -1 ? steps.times.length - 1 : step}
          units={units}
          hidden={hidden}
          narrowed={narrowed}
          emphasized={emphasized === undefined ? undefined : shown[emphasized]?.id}
          canNarrow={canNarrow}
          onHide={shared.onHide}
          onNarrow={shared.onNarrow}
        />
      )}
      <div class="plot-body">
        <div
          ref={frameElement}
          class="plot-frame"
          style={{ height: `${height}px` }}
          role="group"
          tabIndex={0}
          aria-label={summary}
          {...handlers}
        >
          <div ref={canvasElement} class="plot-canvas" />
          {hasLegend && shape !== 'bars' && model.lines.length > 0 && (
            <Limits model={model} units={units} height={height} />
          )}
          {hasLegend && shape !== 'bars' && <Nothing steps={steps.times.length} frame={frame} />}
          {span !== undefined && span.to > range.from && (
            <div
              class="plot-span"
              style={{ left: left(Math.max(span.from, range.from)), right: `calc(100% - ${left(span.to)})` }}
            />
          )}
          {step !== -1 && <div class="plot-line" style={{ left: left(steps.times[step]!) }} />}
        </div>
        {props.number}
      </div>
      {hasAxis && (
        <div
          class="plot-axis"
          title={t('Double click goes back to now')}
          onDblClick={() => shared.onSpan(undefined)}
        >
          {ticks
            .filter((tick) => isWithin((tick - range.from) / (range.to - range.from), width))
            .map((tick) => (
              <span key={tick} style={{ left: left(tick) }}>
                {tickText(tick, ticks)}
              </span>
            ))}
          {step !== -1 && (
            <span class="plot-time" style={{ left: `clamp(28px, ${left(steps.times[step]!)}, 100% - 28px)` }}>
              {clockText(steps.times[step]!)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}

/** Whether the text of a tick has room on both sides. */
function isWithin(share: number, width: number): boolean {
  return share * width >= 24 && (1 - share) * width >= 24;
}

/** Pixels around the pointer in which a line is met. */
const NEAR = 6;

function entryAtPoint(
  { model, frame }: { readonly model: PlotModel; readonly frame: Frame },
  shape: PlotShape,
  steps: Steps,
  range: TrafficSpan,
  share: number,
  fraction: number,
  height: number,
): number | undefined {
  const { low, high } = model.range;
  const step = pointedStep(steps, range, share);
  return entryAt(model, frame, shape, step, high - fraction * (high - low), (NEAR / height) * (high - low));
}

/** Why a plot is empty; nothing where it is not, or where all that it has is switched off. */
function Nothing({
  steps,
  frame,
}: {
  readonly steps: number;
  readonly frame: Frame;
}): JSX.Element | undefined {
  if (frame.x.length > 0) return undefined;
  const text = steps === 0 ? t('No sample was taken yet') : t('Rates are known from the second sample on');
  return <span class="plot-nothing">{text}</span>;
}

/** The values at the top and the bottom. */
function Limits({
  model,
  units,
  height,
}: {
  model: PlotModel;
  units: FigureUnits;
  height: number;
}): JSX.Element {
  const { low, high } = model.range;
  const below = (-low / (high - low)) * height;
  return (
    <>
      <span class="plot-limit top" aria-hidden="true">
        {limitText(high, model.kind, units)}
      </span>
      {below >= 28 && (
        <span class="plot-limit bottom" aria-hidden="true">
          {limitText(low, model.kind, units)}
        </span>
      )}
    </>
  );
}
