/** How long, and how much, the history is kept: what stands where nobody chose, and what can be chosen. */
export const HISTORY_KEEPING = {
  hours: { default: 24, minimum: 1, maximum: 24 * 90 },
  /** Of 10^6 bytes. */
  megabytes: { default: 64, minimum: 4, maximum: 1024 },
} as const;
