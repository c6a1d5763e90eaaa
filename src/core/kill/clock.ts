/** Time, as the kill needs it; tests have one of their own. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
