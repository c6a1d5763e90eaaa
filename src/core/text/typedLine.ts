/**
 * A command line as it can be typed into a terminal for the user to look at; nothing where a character of it would do
 * more than stand there: a line break runs what is before it, and other controls edit, complete or interrupt.
 */
export function typedLine(commandLine: string): string | undefined {
  const line = commandLine.trim();
  return line === '' || /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(line) ? undefined : line;
}
