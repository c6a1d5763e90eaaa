/** Stands in for the terminal that lines are typed into, and for the user who answers messages. */
import '../fakeVscode';
import * as vscode from 'vscode';

/** What each modal offers first, since Enter presses it: to leave all as it is. */
export const NO = 'Leave as It Is';

interface Modal {
  readonly modal: true;
  readonly detail: string;
}

interface Shown {
  readonly selection?: { readonly start: { readonly line: number } };
}

type Work = (
  progress: { report(step: unknown): void },
  token: {
    readonly isCancellationRequested: boolean;
    onCancellationRequested(cancel: () => void): { dispose(): void };
  },
) => Promise<unknown>;

/** What is on the user's screen, for as long as a test runs. */
export class FakeTerminal {
  /** Each text that was sent to a terminal, and whether it was run. */
  readonly sent: { readonly text: string; readonly isRun: boolean }[] = [];
  /** Messages, with what they offer; of modals, which offer Cancel as well, their details too. */
  readonly messages: {
    readonly text: string;
    readonly actions: readonly string[];
    readonly detail?: string;
  }[] = [];
  copied = '';
  /** Files that were opened, and the lines at which they are shown, where one is meant. */
  readonly opened: string[] = [];
  readonly lines: number[] = [];
  /** Addresses that were opened in the browser. */
  readonly browsed: string[] = [];
  /** What could be picked where something was to be, and which of it is. */
  readonly picks: (readonly string[])[] = [];
  picked = 0;
  /** The action that is chosen wherever it is offered. */
  chosen: string | undefined;
  /** Happens while a modal is open. */
  onModal: () => void = () => undefined;
  /** What is waited for with a notification, and whether the user cancels that. */
  readonly waits: string[] = [];
  isCancelling = false;
  readonly #before: (readonly [of: object, was: object])[] = [];

  constructor() {
    const say = async (text: string, ...items: (string | Modal)[]): Promise<string | undefined> => {
      const [modal] = items.filter((item) => typeof item === 'object');
      const actions = items.filter((item) => typeof item === 'string');
      this.messages.push({ text, actions, ...(modal && { detail: modal.detail }) });
      if (modal !== undefined) this.onModal();
      return actions.find((action) => action === this.chosen);
    };
    const terminal = {
      show: () => undefined,
      sendText: (text: string, isRun = true) => void this.sent.push({ text, isRun }),
    };
    this.#replace(vscode.window, {
      activeTerminal: terminal,
      createTerminal: () => terminal,
      // Its shell is at its prompt soon.
      onDidChangeTerminalShellIntegration: (listener: (change: object) => void) => {
        setImmediate(() => listener({ terminal }));
        return { dispose: () => undefined };
      },
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      setStatusBarMessage: () => undefined,
      withProgress: async ({ title }: { readonly title: string }, work: Work): Promise<unknown> => {
        this.waits.push(title);
        const cancelled = { isCancellationRequested: false };
        const onCancellationRequested = (cancel: () => void): { dispose(): void } => {
          if (this.isCancelling) {
            cancelled.isCancellationRequested = true;
            cancel();
          }
          return { dispose: () => undefined };
        };
        return work({ report: () => undefined }, Object.assign(cancelled, { onCancellationRequested }));
      },
      showTextDocument: async (_document: unknown, { selection }: Shown = {}) => {
        if (selection !== undefined) this.lines.push(selection.start.line);
      },
      showQuickPick: async (items: readonly { readonly label: string; readonly description?: string }[]) => {
        this.picks.push(items.map(({ label, description = '' }) => `${label} ${description}`.trim()));
        return items[this.picked];
      },
    });
    this.#replace(vscode.env, {
      clipboard: { writeText: async (text: string) => void (this.copied = text) },
      asExternalUri: async (uri: unknown) => uri,
      openExternal: async (uri: unknown) => void this.browsed.push(String(uri)),
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
