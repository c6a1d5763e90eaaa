import type { Colour } from './palette';

/**
 * Patterns of areas and bars, as lines in a square of 6 pixels: a frame, rows, columns, falling lines, rising lines, dashes. A
 * path in the language of SVG, which serves the canvas and the legend alike.
 */
const PATHS = [
  'M0 0H6V6H0Z',
  'M0 1.5H6M0 4.5H6',
  'M1.5 0V6M4.5 0V6',
  'M0 0L6 6',
  'M0 6L6 0',
  'M0 1.5H3M3 4.5H6',
];

const SIZE = 6;

/** The path of a pattern's lines in a square of 6 pixels. */
export function patternPath(pattern: number): string {
  return PATHS[pattern % PATHS.length]!;
}

const made = new Map<string, CanvasPattern>();

/** A pattern to fill with. */
export function patternFill(colour: Colour, pattern: number, ratio: number): CanvasPattern | Colour {
  const key = `${colour} ${pattern} ${ratio}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(SIZE * ratio);
  const ctx = canvas.getContext('2d');
  if (ctx === null) return colour;
  ctx.scale(canvas.width / SIZE, canvas.height / SIZE);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.2;
  ctx.stroke(new Path2D(patternPath(pattern)));
  const fill = ctx.createPattern(canvas, 'repeat');
  if (fill === null) return colour;
  made.set(key, fill);
  return fill;
}
