/** Stands in for the terminal that lines are typed into, and for the user who answers messages. */
import '../fakeVscode';
import * as vscode from 'vscode';

/** What is on the user's screen, for as long as a test runs. */
export class FakeTerminal {
  /** Each text that was sent to a terminal, and whether it was run. */
  readonly sent: { readonly text: string; readonly isRun: boolean }[] = [];
  /** Messages, with what they offer. */
  readonly messages: { readonly text: string; readonly actions: readonly string[] }[] = [];
  copied = '';
  /** Files that were opened. */
  readonly opened: string[] = [];
  /** The action that is chosen wherever it is offered. */
  chosen: string | undefined;
  readonly #before: (readonly [of: object, was: object])[] = [];

  constructor() {
    const say = async (text: string, ...actions: string[]): Promise<string | undefined> => {
      this.messages.push({ text, actions });
      return actions.find((action) => action === this.chosen);
    };
    const terminal = {
      show: () => undefined,
      sendText: (text: string, isRun = true) => void this.sent.push({ text, isRun }),
    };
    this.#replace(vscode.window, {
      activeTerminal: terminal,
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      setStatusBarMessage: () => undefined,
      showTextDocument: async () => undefined,
    });
    this.#replace(vscode.env, {
      clipboard: { writeText: async (text: string) => void (this.copied = text) },
    });
    this.#replace(vscode.workspace, {
      openTextDocument: async ({ path }: { readonly path: string }) => void this.opened.push(path),
    });
  }

  /** What was typed, and left to the user to run. */
  get typed(): string[] {
    return this.sent.filter(({ isRun }) => !isRun).map(({ text }) => text);
  }

  get said(): string {
    return this.messages.map(({ text }) => text).join('\n');
  }

  dispose(): void {
    for (const [of, was] of this.#before) Object.assign(of, was);
  }

  #replace(of: object, by: object): void {
    const before = Object.keys(by).map((key) => [key, Reflect.get(of, key) as unknown]);
    this.#before.push([of, Object.fromEntries(before) as object]);
    Object.assign(of, by);
  }
}
