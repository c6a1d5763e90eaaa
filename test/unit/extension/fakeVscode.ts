/**
 * Stands in for the module `vscode`, which only an extension host has. Import it before what imports that: then the texts
 * and the callers of questions can be looked at without a window. It knows what these need, and fails on anything else.
 */
import assert from 'node:assert/strict';
import Module from 'node:module';

/** A tool as it was registered for agents. */
export interface RegisteredTool {
  invoke(options: { readonly input: unknown }): Promise<{ readonly content: readonly { value: string }[] }>;
}

/** The tools that are registered. */
export const tools = new Map<string, RegisteredTool>();

/** English: l10n's own text with the arguments in it, by number. */
function t(message: string, ...args: readonly unknown[]): string {
  return message.replace(/\{(\d+)\}/g, (_all, number: string) => String(args[Number(number)]));
}

/** The messages that were shown; the oldest first. */
export const said: string[] = [];

/** What was written of settings, by their ids: nothing. */
export const settings = new Map<string, unknown>();

/** The commands that are registered. */
export const commands = new Map<string, (...args: readonly unknown[]) => unknown>();

/** Messages are closed without an answer. */
async function say(message: string): Promise<undefined> {
  said.push(message);
}

/** Nothing is picked; what could have been is among what was said. */
async function showQuickPick(
  items: PromiseLike<readonly { readonly label: string; readonly description?: string }[]>,
): Promise<undefined> {
  for (const { label, description = '' } of await items) said.push(`${label} ${description}`);
}

class MarkdownString {
  value = '';
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

class Range {
  readonly start: { readonly line: number };
  constructor(line: number) {
    this.start = { line };
  }
}

class CodeLens {
  readonly command: object;
  constructor(_range: Range, command: object) {
    this.command = command;
  }
}

class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

class LanguageModelToolResult {
  readonly content: readonly LanguageModelTextPart[];
  constructor(content: readonly LanguageModelTextPart[]) {
    this.content = content;
  }
}

const vscode: Readonly<Record<string, unknown>> = {
  l10n: { t },
  env: { language: 'en' },
  window: {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    showQuickPick,
    createTextEditorDecorationType: () => ({ dispose: () => undefined }),
  },
  commands: {
    registerCommand: (id: string, run: (...args: readonly unknown[]) => unknown) => {
      commands.set(id, run);
      return { dispose: () => commands.delete(id) };
    },
    executeCommand: async (id: string, ...args: readonly unknown[]) => commands.get(id)?.(...args),
  },
  lm: {
    registerTool: (name: string, tool: RegisteredTool) => {
      tools.set(name, tool);
      return { dispose: () => tools.delete(name) };
    },
  },
  MarkdownString,
  ThemeIcon,
  ThemeColor,
  TreeItem,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  OverviewRulerLane: { Right: 4 },
  DecorationRangeBehavior: { ClosedClosed: 1 },
  Range,
  CodeLens,
  LanguageModelTextPart,
  LanguageModelToolResult,
  ProgressLocation: { Notification: 15 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  Uri: { file: (path: string) => ({ path }), parse: (text: string) => text, from: (parts: object) => parts },
  workspace: {
    getConfiguration: () => ({ get: (id: string) => settings.get(id) }),
    onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    workspaceFolders: undefined,
    onDidChangeWorkspaceFolders: () => ({ dispose: () => undefined }),
  },
};

const fake = new Proxy(vscode, {
  get: (known, name) =>
    typeof name !== 'string' || name in known || name === '__esModule'
      ? Reflect.get(known, name)
      : assert.fail(`the tests' vscode has no ${name}`),
});

interface Loading {
  _load: (this: unknown, request: string, ...rest: unknown[]) => unknown;
}
const loading = Module as unknown as Loading;
const { _load: load } = loading;
loading._load = function (request, ...rest) {
  return request === 'vscode' ? fake : load.call(this, request, ...rest);
};
