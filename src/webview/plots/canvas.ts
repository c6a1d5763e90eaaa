import uPlot from 'uplot';
import type { TrafficSpan } from '../../core/model/traffic';
import type { Ink } from './inks';
import { faded } from './palette';
import { patternFill } from './patterns';
import type { Frame, PlotModel, PlotShape } from './plotModel';
import type { PlotTheme } from './theme';

/** All that a plot shows at a time. */
export interface Picture {
  readonly shape: PlotShape;
  readonly model: PlotModel;
  readonly frame: Frame;
  readonly range: TrafficSpan;
  readonly gaps: readonly TrafficSpan[];
  /** By the places of the model's entries. */
  readonly inks: readonly Ink[];
  readonly ticks: readonly number[];
  readonly theme: PlotTheme;
  /** The entry that is drawn stronger than the others. */
  readonly emphasized: number | undefined;
  /** What says whether the same lines are drawn in the same colours. */
  readonly key: string;
}

const LINE_WIDTH = 1.5;

/** How much of a colour an area has: of a single line, and of those that lie on each other. */
const FILL = 0.15;

/** Pixels between the lines that hatch a gap. */
const HATCH = 6;

/** Least height of a bar in pixels: what happened once is seen beside what happened often. */
const LEAST_BAR = 2;

/** Draws a plot into an element. What it drew with stays, but where the lines are others. */
export class PlotCanvas {
  readonly #host: HTMLElement;
  #plot: uPlot | undefined;
  #picture: Picture | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  show(picture: Picture, width: number, height: number): void {
    const before = this.#picture;
    this.#picture = picture;
    if (width <= 0 || height <= 0) return;
    const { frame, model } = picture;
    const data = [frame.x, ...model.lines.map(({ drawn }) => drawn)] as uPlot.AlignedData;
    if (this.#plot === undefined || before?.key !== picture.key) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(picture, width, height), data, this.#host);
      return;
    }
    if (this.#plot.width !== width || this.#plot.height !== height) this.#plot.setSize({ width, height });
    this.#plot.setData(data);
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #options({ model, shape, inks, theme }: Picture, width: number, height: number): uPlot.Options {
    const isBars = shape === 'bars';
    const hide: uPlot.Series = { show: true, paths: () => null, points: { show: false } };
    return {
      width,
      height,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { time: false, range: () => [this.#picture!.range.from, this.#picture!.range.to] },
        y: { range: () => [this.#picture!.model.range.low, this.#picture!.model.range.high] },
      },
      series: [
        {},
        ...model.lines.map(({ entry, isDown, on }): uPlot.Series => {
          if (isBars) return hide;
          const ink = inks[entry]!;
          const colour = isDown ? ink.down : ink.up;
          const series: uPlot.Series = { stroke: colour, width: LINE_WIDTH, points: { show: false } };
          if (ink.dash.length > 0) series.dash = [...ink.dash];
          if (
            shape === 'stack' ? on === undefined : model.kind === 'bytesPerSecond' || model.lines.length === 1
          )
            Object.assign(series, { fill: this.#fill(colour, ink.pattern), fillTo: () => 0 });
          return series;
        }),
      ],
      bands: isBars
        ? []
        : model.lines.flatMap(({ entry, isDown, on }, line): uPlot.Band[] => {
            if (on === undefined) return [];
            const ink = inks[entry]!;
            const fill = this.#fill(isDown ? ink.down : ink.up, ink.pattern);
            return [{ series: [line + 1, on + 1], fill, dir: isDown ? 1 : -1 }];
          }),
      hooks: {
        drawClear: [(plot) => this.#drawGround(plot, theme)],
        draw: [(plot) => this.#drawBars(plot)],
      },
    };
  }

  #fill(colour: string, pattern: number): CanvasRenderingContext2D['fillStyle'] {
    return pattern === 0 ? faded(colour, FILL) : patternFill(colour, pattern, devicePixelRatio);
  }

  /** What lies below the lines: gaps, the lines of the grid, and the axis. */
  #drawGround(plot: uPlot, theme: PlotTheme): void {
    const { gaps, ticks, model } = this.#picture!;
    const { ctx, bbox } = plot;
    const x = (time: number): number => plot.valToPos(time, 'x', true);
    const pixel = Math.max(1, Math.round(devicePixelRatio));
    ctx.save();
    ctx.strokeStyle = faded(theme.muted, 0.45);
    ctx.lineWidth = pixel;
    for (const { from, to } of gaps)
      hatch(ctx, x(from), bbox.top, Math.max(pixel, x(to) - x(from)), bbox.height);
    ctx.fillStyle = theme.grid;
    ctx.globalAlpha = 0.35;
    for (const tick of ticks) ctx.fillRect(Math.round(x(tick)), bbox.top, pixel, bbox.height);
    const { low, high } = model.range;
    if (bbox.height > 40 * pixel)
      for (const value of [high / 2, low / 2])
        if (value !== 0)
          ctx.fillRect(bbox.left, Math.round(plot.valToPos(value, 'y', true)), bbox.width, pixel);
    ctx.globalAlpha = 0.9;
    const axis = Math.min(bbox.top + bbox.height - pixel, Math.round(plot.valToPos(0, 'y', true)));
    ctx.fillRect(bbox.left, axis, bbox.width, pixel);
    ctx.restore();
  }

  /** Bars as wide as the steps that they are of. */
  #drawBars(plot: uPlot): void {
    const { shape, model, frame, inks } = this.#picture!;
    if (shape !== 'bars') return;
    const { ctx, bbox } = plot;
    const pixel = devicePixelRatio;
    const zero = plot.valToPos(0, 'y', true);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const { entry, isDown, drawn, on } of model.lines) {
      const ink = inks[entry]!;
      const colour = isDown ? ink.down : ink.up;
      ctx.fillStyle = ink.pattern === 0 ? colour : patternFill(colour, ink.pattern, pixel);
      for (let place = 1; place < drawn.length; place++) {
        const value = drawn[place];
        if (value === null || value === undefined || frame.steps[place - 1] === -1) continue;
        const foot = (on === undefined ? 0 : model.lines[on]!.drawn[place]) ?? 0;
        if (value === foot) continue;
        const left = plot.valToPos(frame.x[place - 1]!, 'x', true);
        const width = plot.valToPos(frame.x[place]!, 'x', true) - left;
        const [from, to] = [plot.valToPos(foot, 'y', true), plot.valToPos(value, 'y', true)];
        const height = Math.max(LEAST_BAR * pixel, Math.abs(to - from));
        const top = isDown ? Math.max(from, zero) : from - height;
        ctx.fillRect(left, top, Math.max(pixel, width - pixel), height);
      }
    }
    ctx.restore();
  }
}

/** Thin lines from the lower left to the upper right, within a rectangle. */
function hatch(
  ctx: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.beginPath();
  const every = HATCH * devicePixelRatio;
  // Counted from the canvas's own corner, so that the lines stand still where the gap's end moves.
  for (let at = Math.floor(left / every) * every - height; at < left + width; at += every) {
    ctx.moveTo(at, top + height);
    ctx.lineTo(at + height, top);
  }
  ctx.stroke();
  ctx.restore();
}
