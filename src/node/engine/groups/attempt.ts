/** What looking gives; nothing where it fails, since what is gone, denied or not supported here is as if it were not there. */
export function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
