/** Pixels that the details have at least, and that a key moves their edge by. */
export const LEAST_HEIGHT = 80;
export const STEP = 20;

/** Of the window's height, what the details have at most. */
const LARGEST_SHARE = 0.8;

/** A height that leaves room for the rest of the page. */
export function heightWithin(pixels: number, windowHeight: number): number {
  return Math.round(Math.max(LEAST_HEIGHT, Math.min(pixels, windowHeight * LARGEST_SHARE)));
}
