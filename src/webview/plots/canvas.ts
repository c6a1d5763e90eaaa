import './language';
import uPlot from 'uplot';
import type { TrafficSpan } from '../../core/model/traffic';
import type { Ink } from './inks';
import { faded } from './palette';
import { drawLine, type Placing, placing } from './paths';
import { patternFill } from './patterns';
import type { DrawnLine, Frame, PlotModel, PlotShape } from './plotModel';
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
  /** What says whether the same lines are drawn in the same way. */
  readonly key: string;
}

const LINE_WIDTH = 1.5;

/**
 * Areas that lie on each other have thinner edges where they have a corner each few pixels: thick ones would hide what is
 * between, and take most of the time where no graphics card draws.
 */
const DENSE_WIDTH = 1;
const DENSE = 3;

/** How much of a colour an area has: of lines, of those that lie on each other, and of the one that is pointed at. */
const FILL = 0.15;
const STACKED_FILL = 0.3;
const STRONG_FILL = 0.3;

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

  /** Width and height are the element's, in CSS pixels. */
  show(picture: Picture, width: number, height: number): void {
    const before = this.#picture;
    this.#picture = picture;
    if (width <= 0 || height <= 0) return;
    const { frame, model } = picture;
    const data = [frame.x, ...model.lines.map(({ drawn }) => drawn)] as uPlot.AlignedData;
    if (this.#plot === undefined || before?.key !== picture.key || before.theme !== picture.theme) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(picture, width, height), data, this.#host);
      return;
    }
    if (this.#plot.width !== width || this.#plot.height !== height) this.#plot.setSize({ width, height });
    const line = edgeWidth(picture, width);
    for (const series of this.#plot.series) series.width = line;
    this.#plot.setData(data);
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #options(picture: Picture, width: number, height: number): uPlot.Options {
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
        ...picture.model.lines.map((line, at) => this.#series(picture, line, at, edgeWidth(picture, width))),
      ],
      hooks: {
        drawClear: [(plot) => this.#drawGround(plot)],
        draw: [(plot) => (this.#picture!.shape === 'bars' ? this.#drawBars(plot) : this.#drawStrong(plot))],
      },
    };
  }

  #series({ shape, model, inks }: Picture, line: DrawnLine, at: number, width: number): uPlot.Series {
    const points = { show: false };
    if (shape === 'bars') return { paths: () => null, points };
    const ink = inks[line.entry]!;
    const colour = colourOf(ink, line);
    const series: uPlot.Series = {
      stroke: colour,
      width,
      points,
      paths: (plot) => this.#paths(plot, this.#picture!.model.lines[at]!),
    };
    if (ink.dash.length > 0) series.dash = [...ink.dash];
    if (shape === 'stack') {
      series.fill =
        ink.pattern === 0
          ? faded(colour, STACKED_FILL)
          : () => patternFill(colour, ink.pattern, devicePixelRatio);
    } else if (model.kind === 'bytesPerSecond' || model.lines.length === 1) series.fill = faded(colour, FILL);
    return series;
  }

  #paths(plot: uPlot, { drawn, on }: DrawnLine): { readonly stroke: Path2D; readonly fill: Path2D } {
    const { model, frame } = this.#picture!;
    const [stroke, fill] = [new Path2D(), new Path2D()];
    drawLine(
      frame,
      drawn,
      on === undefined ? undefined : model.lines[on]!.drawn,
      this.#place(plot),
      stroke,
      fill,
    );
    return { stroke, fill };
  }

  #place({ bbox }: uPlot): Placing {
    const { range, model } = this.#picture!;
    return placing(bbox, range, model.range);
  }

  /** What lies below the lines: gaps, the lines of the grid, and the axis. */
  #drawGround(plot: uPlot): void {
    const { gaps, ticks, model, frame, theme } = this.#picture!;
    const { ctx, bbox } = plot;
    const { x, y } = this.#place(plot);
    const pixel = Math.max(1, Math.round(devicePixelRatio));
    ctx.save();
    ctx.strokeStyle = faded(theme.muted, 0.5);
    ctx.lineWidth = pixel;
    for (const { from, to } of gaps)
      hatch(ctx, x(from), bbox.top, Math.max(pixel, x(to) - x(from)), bbox.height);
    ctx.fillStyle = theme.grid;
    ctx.globalAlpha = 0.35;
    for (const tick of ticks) ctx.fillRect(Math.round(x(tick)), bbox.top, pixel, bbox.height);
    const { low, high } = model.range;
    const hasRoom = frame.x.length > 0 && bbox.height > 40 * pixel;
    for (const value of hasRoom ? [high / 2, low / 2] : [])
      if (value !== 0) ctx.fillRect(bbox.left, Math.round(y(value)), bbox.width, pixel);
    ctx.globalAlpha = 0.9;
    ctx.fillRect(bbox.left, Math.min(bbox.top + bbox.height - pixel, Math.round(y(0))), bbox.width, pixel);
    ctx.restore();
  }

  /** The entry that is pointed at, or that the table is narrowed to, once more above the others. */
  #drawStrong(plot: uPlot): void {
    const { emphasized, model, inks, shape } = this.#picture!;
    if (emphasized === undefined) return;
    const { ctx } = plot;
    ctx.save();
    for (const line of model.lines) {
      if (line.entry !== emphasized) continue;
      const { stroke, fill } = this.#paths(plot, line);
      const ink = inks[line.entry]!;
      ctx.strokeStyle = colourOf(ink, line);
      ctx.fillStyle = faded(ctx.strokeStyle, STRONG_FILL);
      ctx.lineWidth = 2 * LINE_WIDTH * devicePixelRatio;
      ctx.setLineDash(ink.dash.map((length) => length * devicePixelRatio));
      if (shape === 'stack') ctx.fill(fill);
      ctx.stroke(stroke);
    }
    ctx.restore();
  }

  /** Bars as wide as the steps that they are of. */
  #drawBars(plot: uPlot): void {
    const { model, frame, inks } = this.#picture!;
    const { ctx, bbox } = plot;
    const { x, y } = this.#place(plot);
    const pixel = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const line of model.lines) {
      const { entry, isDown, drawn, on } = line;
      const ink = inks[entry]!;
      const colour = colourOf(ink, line);
      ctx.fillStyle = ink.pattern === 0 ? colour : patternFill(colour, ink.pattern, pixel);
      for (let place = 1; place < drawn.length; place++) {
        const value = drawn[place];
        if (value === null || value === undefined || frame.steps[place - 1] === -1) continue;
        const foot = (on === undefined ? 0 : model.lines[on]!.drawn[place]) ?? 0;
        if (value === foot) continue;
        const left = x(frame.x[place - 1]!);
        const width = Math.max(pixel, x(frame.x[place]!) - left - pixel);
        const height = Math.max(LEAST_BAR * pixel, Math.abs(y(value) - y(foot)));
        ctx.fillRect(left, isDown ? y(foot) : y(foot) - height, width, height);
      }
    }
    ctx.restore();
  }
}

function edgeWidth({ shape, frame }: Picture, width: number): number {
  return shape === 'stack' && frame.x.length * DENSE > width ? DENSE_WIDTH : LINE_WIDTH;
}

function colourOf(ink: Ink, { isDown }: DrawnLine): string {
  return isDown ? ink.down : ink.up;
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
  for (let at = Math.floor(left / every) * every - height; at < left + width; at += every) {
    ctx.moveTo(at, top + height);
    ctx.lineTo(at + height, top);
  }
  ctx.stroke();
  ctx.restore();
}
