import { clean } from './clean';

/** The arguments as one cleaned line; those that a shell would read differently stand in quotes. */
export function formatCommandLine(commandLine: readonly string[]): string {
  return commandLine.map((argument) => quote(clean(argument))).join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
