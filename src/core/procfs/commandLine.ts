/** The arguments in a /proc/PID/cmdline, each of which ends with a NUL; programs may write there what they like. */
export function commandLineOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}
