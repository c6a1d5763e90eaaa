import * as vscode from 'vscode';
import { Budget } from '../../core/addressInUse/budget';
import { type Complaint, ComplaintReader } from '../../core/addressInUse/complaints';
import { onlyShowsText } from '../../core/addressInUse/showsText';
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
  readonly #running = new Map<vscode.TerminalShellExecution, (status: number | undefined) => void>();
  /** One for all terminals: the extension host has one thread for them. */
  readonly #budget = new Budget(() => Date.now());

  readonly onDidFind: Event<Failure> = this.#found.event;

  constructor() {
    this.#disposables.add(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        // A terminal that is closed meanwhile has nothing more to tell.
        this.#follow(terminal, execution).catch(() => undefined);
      }),
    );
    this.#disposables.add(
      vscode.window.onDidEndTerminalShellExecution(({ execution, exitCode }) =>
        this.#running.get(execution)?.(exitCode),
      ),
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
    if (onlyShowsText(execution.commandLine.value)) return;
    const output = new Output(
      () => execution.commandLine.value,
      this.#budget,
      (complaint, hasEnded) => {
        const command = { terminal, line: execution.commandLine };
        this.#tell({ complaint, ...(hasEnded && { command }) });
      },
    );
    const ended = new Promise<number | undefined>((resolve) => this.#running.set(execution, resolve));
    for await (const piece of execution.read()) output.take(piece);
    const status = await ended;
    this.#running.delete(execution);
    output.end(status);
  }

  #tracker(): vscode.DebugAdapterTracker {
    const output = new Output(
      () => '',
      this.#budget,
      (complaint) => this.#tell({ complaint }),
    );
    return {
      onDidSendMessage: (message: unknown) => {
        const text = outputOf(message);
        if (text !== undefined) output.take(text);
      },
      onWillStopSession: () => output.end(),
      onExit: () => output.end(),
    };
  }

  #tell(failure: Failure): void {
    if (!this.#disposables.isDisposed) this.#found.fire(failure);
  }
}

/** What one program prints, and the one failure that is told of it. */
class Output {
  readonly #reader: ComplaintReader;
  readonly #tell: (complaint: Complaint, hasEnded: boolean) => void;
  #timer: HostTimer | undefined;
  #isTold = false;

  constructor(
    commandLine: () => string,
    budget: Budget,
    tell: (complaint: Complaint, hasEnded: boolean) => void,
  ) {
    this.#reader = new ComplaintReader(commandLine, budget);
    this.#tell = tell;
  }

  take(piece: string): void {
    if (this.#isTold) return;
    this.#reader.take(piece);
    if (this.#reader.hasComplaint) this.#timer ??= setTimeout(() => this.#judge(false), SURVIVES_AFTER);
  }

  /** @param status the exit status, where it is known */
  end(status?: number): void {
    clearTimeout(this.#timer);
    this.#judge(true, status);
  }

  #judge(hasEnded: boolean, status?: number): void {
    this.#timer = undefined;
    if (this.#isTold) return;
    const complaint = this.#reader.end(status);
    // A server that takes the next port has not failed.
    if (complaint === undefined || complaint.goesOn) return;
    this.#isTold = true;
    this.#tell(complaint, hasEnded);
  }
}

/** The text of an `output` event of the Debug Adapter Protocol. */
function outputOf(message: unknown): string | undefined {
  const { type, event, body } = Object(message) as Record<string, unknown>;
  if (type !== 'event' || event !== 'output') return undefined;
  const { category, output } = Object(body) as Record<string, unknown>;
  return category !== 'telemetry' && typeof output === 'string' ? output : undefined;
}
