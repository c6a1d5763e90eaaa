import type { SeriesId } from '../../core/model/traffic';

/** `#rrggbb` */
export type Colour = string;

/**
 * Colours of processes, on dark and on light grounds, so chosen that any two of them are as far from each other as those of
 * Okabe and Ito ("Color Universal Design", 2008) for people who lack one kind of cone, too. Neither has the blue of what is
 * received, the orange of what is sent, or the red of trouble.
 */
export const PROCESS_COLOURS: Readonly<Record<'dark' | 'light', readonly Colour[]>> = {
  dark: ['#1b9e77', '#e58fbd', '#f0e442', '#9bdcff', '#8d62d9', '#a6761d'],
  light: ['#007a5a', '#c4569a', '#8a8000', '#003f6b', '#7b3fd1', '#5a3208'],
};

/** Colours to tell apart what stands beside each other at a time. */
const SLOTS = PROCESS_COLOURS.dark.length;

/** Processes whose colour is kept; those that were not seen for longest are forgotten. */
const MOST_KEPT = 500;

/** Gives each process a colour that it keeps for as long as it lives. */
export class ColourKeeper {
  /** Places in the palette, by the process, those seen last behind. */
  readonly #slots = new Map<SeriesId, number>();

  /**
   * The places in the palette of processes that are shown together. A new one gets what none of the others has and what was
   * not used for longest.
   */
  slotsOf(ids: readonly SeriesId[]): readonly number[] {
    for (const id of ids) this.#touch(id);
    const taken = new Set(ids.map((id) => this.#slots.get(id)));
    for (const id of ids) {
      if (this.#slots.has(id)) continue;
      const slot = this.#freeSlot(taken);
      this.#slots.set(id, slot);
      taken.add(slot);
    }
    for (const id of this.#slots.keys()) {
      if (this.#slots.size <= MOST_KEPT) break;
      this.#slots.delete(id);
    }
    return ids.map((id) => this.#slots.get(id) ?? 0);
  }

  #touch(id: SeriesId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#slots.set(id, slot);
  }

  #freeSlot(taken: ReadonlySet<number | undefined>): number {
    const used = [...this.#slots.values()];
    const free = Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => !taken.has(slot));
    const choice = free.length > 0 ? free : Array.from({ length: SLOTS }, (_, slot) => slot);
    return choice.reduce((best, slot) => (used.lastIndexOf(slot) < used.lastIndexOf(best) ? slot : best));
  }
}

/** Red, green and blue, 0 to 255; undefined for what is no colour that the editor's themes use. */
export function rgbOf(colour: string): readonly [number, number, number] | undefined {
  const hex = /^#([\da-f]{3,8})$/i.exec(colour.trim())?.[1];
  if (hex !== undefined) {
    const isShort = hex.length < 6;
    const part = (at: number): number =>
      isShort
        ? Number.parseInt(hex.charAt(at).repeat(2), 16)
        : Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
    return [part(0), part(1), part(2)];
  }
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(colour.trim());
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/** A colour as it is seen where it lies on a ground, without what lets the ground shine through: `#rrggbb`. */
export function flattened(colour: Colour, ground: Colour): Colour {
  const [rgb, below] = [rgbOf(colour), rgbOf(ground)];
  if (rgb === undefined || below === undefined) return colour;
  const alpha = alphaOf(colour);
  return hexOf(rgb.map((part, at) => below[at]! + (part - below[at]!) * alpha));
}

/** 0 to 1 */
function alphaOf(colour: string): number {
  const hex = /^#(?:[\da-f]{3}([\da-f])|[\da-f]{6}([\da-f]{2}))$/i.exec(colour.trim());
  if (hex !== null) return Number.parseInt(hex[2] ?? hex[1]!.repeat(2), 16) / 255;
  const part = /^rgba?\((?:[\d.]+[\s,/]+){3}([\d.]+)(%?)\s*\)$/i.exec(colour.trim());
  return part === null ? 1 : Number(part[1]) / (part[2] === '%' ? 100 : 1);
}

function hexOf(rgb: readonly number[]): Colour {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** How light a colour is, 0 to 1: relative luminance, WCAG 2.2. */
export function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21, WCAG 2.2. */
export function contrast(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** What graphics need to be seen: WCAG 2.2, 1.4.11. */
const LEAST_CONTRAST = 3;

/** A colour that is seen on a ground: itself where it is, else moved towards white or black until it is. */
export function seenOn(colour: Colour, ground: Colour): Colour {
  const [rgb, below] = [rgbOf(colour), rgbOf(ground)];
  if (rgb === undefined || below === undefined) return colour;
  const end = luminance(below) < 0.18 ? 255 : 0;
  for (let share = 0; share <= 1; share += 0.1) {
    const mixed = rgb.map((part) => Math.round(part + (end - part) * share));
    if (contrast(mixed, below) >= LEAST_CONTRAST) return share === 0 ? colour : hexOf(mixed);
  }
  return end === 255 ? '#ffffff' : '#000000';
}

/** The colour, so far seen through: 0 to 1. */
export function faded(colour: Colour, alpha: number): string {
  const rgb = rgbOf(colour);
  return rgb === undefined ? 'transparent' : `rgba(${rgb.join(', ')}, ${alpha})`;
}
