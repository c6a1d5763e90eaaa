import { scriptName } from './words';

/**
 * A tool with its sub-commands. A line of a table reads `names > shown: sub-commands`, where only the names must be there:
 * - names: what it is started as, or the package it is in, parted by blanks; the first is shown
 * - sub-commands: words that tell what it does, parted by blanks; `server=s` shows "server" as "s"; with `+` at its
 *   end, what it runs is shown, too (`run+`: "streamlit run app.py")
 */
export interface Tool {
  readonly shown: string;
  readonly commands: ReadonlyMap<string, { readonly shown: string; readonly withScript: boolean }>;
}

/** Reads a table of tools: by each of their names. */
export function toolTable(lines: string): ReadonlyMap<string, Tool> {
  const table = new Map<string, Tool>();
  for (const line of lines.trim().split(/\s*\n\s*/)) {
    const [, names = '', shown, commands = ''] = /^([^>:]+?)(?: > ([^:]+))?(?:: (.*))?$/.exec(line) ?? [];
    const all = names.split(' ');
    const tool: Tool = {
      shown: shown ?? all[0] ?? '',
      commands: new Map(
        commands
          .split(' ')
          .filter(Boolean)
          .map((command) => {
            const [, word = '', as, more] = /^([^=+]+)(?:=([^+]+))?(\+?)$/.exec(command) ?? [];
            return [word, { shown: (as ?? word).replaceAll('_', ' '), withScript: more === '+' }] as const;
          }),
      ),
    };
    for (const name of all) table.set(name, tool);
  }
  return table;
}

/** Sub-commands that mean the same in every program; what else stands there may be anything. */
const USUAL = toolTable('any: dev serve+ server start preview watch run+').get('any');

/** A program that no table has, with its first word where that is a usual sub-command: `rspress dev`. */
export function withUsualCommand(name: string, words: readonly string[]): string {
  const command = words.find((word) => !word.startsWith('-')) ?? '';
  return USUAL?.commands.has(command) === true ? (commandOf({ ...USUAL, shown: name }, words) ?? name) : name;
}

/** Words in which a sub-command is looked for: it stands at the beginning, behind options at most. */
const NEAR = 8;

/** What a tool does with those words; nothing where its sub-command is none of the table. */
export function commandOf(tool: Tool, words: readonly string[]): string | undefined {
  const at = words.slice(0, NEAR).findIndex((word) => tool.commands.has(word));
  const command = tool.commands.get(words[at] ?? '');
  if (command === undefined) return undefined;
  const script = command.withScript
    ? words
        .slice(at + 1)
        .map(scriptName)
        .find(Boolean)
    : undefined;
  return [tool.shown, command.shown, script].filter(Boolean).join(' ');
}
