import { setFlagsFromString } from 'node:v8';

/** Rows printed and links read, past which hot code is worth optimizing. */
const MANY = 60_000;

let work = 0;
let isPostponed = false;

/**
 * Keeps V8's optimizing compiler (TurboFan) from hot functions: for a listing of some thousand rows it takes more time
 * than it saves. All versions of V8 know this flag, and whoever turned the compiler off for good is not overruled.
 */
export function postponeOptimizing(): void {
  // Electron may have frozen its flags, and whoever sets one then ends the process.
  if (process.versions['electron'] !== undefined) return;
  setFlagsFromString('--turbo-filter=-*');
  isPostponed = true;
}

/** What goes on for longer is worth optimizing. */
export function optimizeFromNow(): void {
  noteWork(MANY);
}

/** Tells how many rows or links have been dealt with; once they were many, the compiler works as ever. */
export function noteWork(count: number): void {
  work += count;
  if (!isPostponed || work < MANY) return;
  setFlagsFromString('--turbo-filter=*');
  isPostponed = false;
}
