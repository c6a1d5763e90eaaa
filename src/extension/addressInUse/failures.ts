import * as vscode from 'vscode';
import { type Complaint, ComplaintReader } from '../../core/addressInUse/complaints';
import { type Disposable, DisposableStore, Emitter, type Event } from '../lifetime';

/** Milliseconds after which a program that complained and goes on is taken for one that survives. */
const SURVIVES_AFTER = 4_000;

/** Something the user ran could not take a port. */
export interface Failure {
  readonly complaint: Complaint;
  /** What ran it in a terminal, where it has ended; nothing for programs that run on, and for those of debug sessions. */
  readonly command?: {
    readonly terminal: vscode.Terminal;
    readonly line: vscode.TerminalShellExecutionCommandLine;
  };
}

/**
 * Finds failures in what commands print in terminals with shell integration, and programs in the Debug Console. What a
 * program prints within a few milliseconds of its start may be missed: VS Code hands on no output that reaches it in one
 * piece with the shell's mark that the command has begun.
 */
export class Failures implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #found = this.#disposables.add(new Emitter<Failure>());
  readonly #running = new Map<vscode.TerminalShellExecution, () => void>();

  readonly onDidFind: Event<Failure> = this.#found.event;

  constructor() {
    this.#disposables.add(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        // A terminal that is closed meanwhile has nothing more to tell.
        this.#follow(terminal, execution).catch(() => undefined);
      }),
    );
    this.#disposables.add(
      vscode.window.onDidEndTerminalShellExecution(({ execution }) => this.#running.get(execution)?.()),
    );
    this.#disposables.add(
      vscode.debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: () => this.#tracker(),
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#running.clear();
  }

  async #follow(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): Promise<void> {
    const reader = new ComplaintReader(() => execution.commandLine.value);
    let isTold = false;
    let timer: HostTimer | undefined;
    const tell = (hasEnded: boolean): void => {
      const complaint = reader.end();
      clearTimeout(timer);
      if (isTold || complaint === undefined || this.#disposables.isDisposed) return;
      isTold = true;
      const command = { terminal, line: execution.commandLine };
      this.#found.fire({ complaint, ...(hasEnded && { command }) });
    };
    const ended = new Promise<void>((resolve) => this.#running.set(execution, resolve));
    for await (const piece of execution.read()) {
      if (isTold) continue;
      reader.take(piece);
      if (reader.hasComplaint) timer ??= setTimeout(() => tell(false), SURVIVES_AFTER);
    }
    await ended;
    this.#running.delete(execution);
    tell(true);
  }

  #tracker(): vscode.DebugAdapterTracker {
    const reader = new ComplaintReader(() => '');
    let isTold = false;
    return {
      onDidSendMessage: (message: unknown) => {
        const output = outputOf(message);
        if (isTold || output === undefined) return;
        const complaint = reader.take(output);
        if (complaint === undefined) return;
        isTold = true;
        this.#found.fire({ complaint });
      },
    };
  }
}

/** The text of an `output` event of the Debug Adapter Protocol. */
function outputOf(message: unknown): string | undefined {
  const { type, event, body } = Object(message) as Record<string, unknown>;
  if (type !== 'event' || event !== 'output') return undefined;
  const { category, output } = Object(body) as Record<string, unknown>;
  return category !== 'telemetry' && typeof output === 'string' ? output : undefined;
}
