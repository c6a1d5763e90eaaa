/** When a sample was taken, and what it is compared with. */
export interface Tick {
  /** Milliseconds since 1970, higher than that of the sample before. */
  readonly takenAt: number;
  /** Milliseconds since the sample before; undefined for the first one, and behind a gap. */
  readonly step?: number;
  /** Whether what happened since the sample before was watched: then what is new has begun since. */
  readonly isWatched: boolean;
}

/**
 * A step is a gap where it is so many times as long as the usual one, and longer than so many milliseconds: a page that was
 * out of sight for less has its bytes spread over a step that is not much wider than others. Where nothing is usual yet,
 * a step of more than the longest interval of refreshing is one.
 */
const GAP_STEPS = 5;
const GAP = 10_000;
const FIRST_GAP = 60_000;

/**
 * Milliseconds that the wall clock may gain on the one that does not jump. Slewing gains 500 microseconds a second at most
 * (adjtimex(2)), so a step of a minute gains 30: more is a suspend or a clock that was set, and both leave a hole in the
 * time that plots show.
 */
const MOST_GAINED = 2_000;

/** How much the newest step counts for the usual one. */
const SHARE = 0.25;

/**
 * The clock of samples. It is the wall clock as long as that goes on; where it is set back, samples go on from the last one
 * by the clock that does not jump, until the wall clock has come to where they are: what is kept by its time stays in order.
 */
export class SampleClock {
  #last: { readonly takenAt: number; readonly wall?: number; readonly monotonic?: number } | undefined;
  #usual: number | undefined;
  #wasLong = false;

  /** @param takenAt of the last sample that another clock has told */
  constructor(takenAt?: number) {
    if (takenAt !== undefined) this.#last = { takenAt };
  }

  /** Nobody watches from now on: the next sample is behind a gap. */
  interrupt(): void {
    if (this.#last !== undefined) this.#last = { takenAt: this.#last.takenAt };
  }

  /** @param wall milliseconds since 1970 @param monotonic of a clock that stands still while the machine sleeps */
  tick(wall: number, monotonic: number): Tick {
    const last = this.#last;
    const step = last?.monotonic === undefined ? undefined : monotonic - last.monotonic;
    const goesOn = last === undefined || wall > last.takenAt;
    const takenAt = goesOn ? wall : last.takenAt + Math.max(1, step ?? 0);
    const gained = wall - (last?.wall ?? wall) - (step ?? 0);
    this.#last = { takenAt, wall, monotonic };
    if (step === undefined || step <= 0) return { takenAt, isWatched: false };
    const usual = this.#usual ?? FIRST_GAP / GAP_STEPS;
    const isLong = step > GAP && step > usual * GAP_STEPS;
    // Two in a row are the new pace.
    if (isLong && !this.#wasLong) {
      this.#wasLong = true;
      return { takenAt, isWatched: false };
    }
    this.#wasLong = false;
    this.#usual = isLong || this.#usual === undefined ? step : usual + (step - usual) * SHARE;
    return gained > MOST_GAINED ? { takenAt, isWatched: true } : { takenAt, step, isWatched: true };
  }
}
