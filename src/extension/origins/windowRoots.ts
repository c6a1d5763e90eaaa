import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { EditorWindow, WindowOrigin } from '../../core/model/editorWindow';
import type { ProcessOwner } from '../../core/model/process';
import type { Folder } from '../../core/query/portGroups';
import { type Origin, originText } from '../../core/text/originText';
import { DisposableStore } from '../lifetime';
import type { SharedEngine } from '../sharedEngine';

/** What a process of this window began in. */
export interface WindowRoot {
  readonly terminal?: vscode.Terminal;
  /** Names of the task and the debug session that it is the process of. */
  readonly task?: string;
  readonly debugSession?: string;
}

/**
 * Knows what this window began, by pid: terminals, tasks and debug sessions. Tells the engine of it and of the folders of
 * the workspace, so that owners tell what they are to this window.
 */
export class WindowRoots implements vscode.Disposable {
  readonly #engine: Pick<SharedEngine, 'setWindow'>;
  readonly #editorPid: number;
  readonly #disposables = new DisposableStore();
  readonly #terminals = new Map<number, vscode.Terminal>();
  readonly #tasks = new Map<number, vscode.TaskExecution>();
  readonly #debugged = new Map<number, vscode.DebugSession>();
  #told = '';

  /** @param editorPid the process that VS Code's parts on this machine descend from */
  constructor(engine: Pick<SharedEngine, 'setWindow'>, editorPid: number) {
    this.#engine = engine;
    this.#editorPid = editorPid;
    const { window, workspace, tasks, debug } = vscode;
    this.#disposables.add(window.onDidOpenTerminal((terminal) => void this.#take(terminal)));
    this.#disposables.add(window.onDidCloseTerminal((terminal) => this.#drop(this.#terminals, terminal)));
    this.#disposables.add(
      tasks.onDidStartTaskProcess(({ processId, execution }) => {
        this.#tasks.set(processId, execution);
        this.#tell();
      }),
    );
    this.#disposables.add(tasks.onDidEndTaskProcess(({ execution }) => this.#drop(this.#tasks, execution)));
    this.#disposables.add(
      debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: (message: unknown) => {
            this.#debug(debuggedPid(message), session);
          },
        }),
      }),
    );
    this.#disposables.add(
      debug.onDidStartDebugSession((session) => this.#debug(pidInName(session), session)),
    );
    this.#disposables.add(debug.onDidTerminateDebugSession((session) => this.#drop(this.#debugged, session)));
    this.#disposables.add(workspace.onDidChangeWorkspaceFolders(() => this.#tell()));
    this.#tell();
    for (const terminal of window.terminals) void this.#take(terminal);
  }

  /** What a process began in, nearest first; nothing where it was started elsewhere. */
  of({ windowRoots = [] }: Pick<ProcessOwner, 'windowRoots'>): WindowRoot[] {
    return windowRoots.map((pid) => {
      const terminal = this.#terminals.get(pid);
      const task = this.#tasks.get(pid)?.task.name;
      const debugSession = nameOf(this.#debugged.get(pid));
      return {
        ...(terminal && { terminal }),
        ...(task !== undefined && { task }),
        ...(debugSession !== undefined && { debugSession }),
      };
    });
  }

  /** The terminal that a process was started from; nothing where it was started elsewhere. */
  terminalOf(owner: Pick<ProcessOwner, 'windowRoots'>): vscode.Terminal | undefined {
    return this.of(owner).find(({ terminal }) => terminal !== undefined)?.terminal;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** What a root is called. The terminal of a task is named after it. */
  #originOf(pid: number): WindowOrigin | undefined {
    const debug = nameOf(this.#debugged.get(pid));
    if (debug !== undefined) return { pid, kind: 'debug', name: debug };
    const task = this.#tasks.get(pid)?.task.name;
    if (task !== undefined) return { pid, kind: 'task', name: task };
    const terminal = this.#terminals.get(pid)?.name;
    return terminal === undefined ? undefined : { pid, kind: 'terminal', name: terminal };
  }

  async #take(terminal: vscode.Terminal): Promise<void> {
    const pid = await terminal.processId;
    if (pid === undefined || this.#disposables.isDisposed || terminal.exitStatus !== undefined) return;
    this.#terminals.set(pid, terminal);
    this.#tell();
  }

  #debug(pid: number | undefined, session: vscode.DebugSession): void {
    if (pid === undefined) return;
    this.#debugged.set(pid, session);
    this.#tell();
  }

  #drop<T>(roots: Map<number, T>, ended: T): void {
    for (const [pid, root] of roots) if (root === ended) roots.delete(pid);
    this.#tell();
  }

  #tell(): void {
    const roots = new Set([...this.#terminals.keys(), ...this.#tasks.keys(), ...this.#debugged.keys()]);
    const folders = workspaceFolders().map(({ path }) => path);
    const origins = [...roots].flatMap((pid) => this.#originOf(pid) ?? []);
    const window: EditorWindow = {
      ...{ editorPid: this.#editorPid, roots: [...roots], folders },
      ...(origins.length > 0 && { origins }),
    };
    const told = JSON.stringify(window);
    // The engine looks at all owners again when the window changed.
    if (told === this.#told) return;
    this.#told = told;
    this.#engine.setWindow(window);
  }
}

/** What a process began in, in words, nearest first: `task “build”`. */
export function rootTexts(roots: readonly WindowRoot[]): string[] {
  const text = (kind: Origin['kind'], name: string | undefined): string[] =>
    name === undefined ? [] : [originText({ kind, name }, l10n)];
  return roots.flatMap(({ debugSession, task, terminal }) => [
    ...text('debug', debugSession),
    ...text('task', task),
    // The terminal of a task is named after it.
    ...text('terminal', task === undefined ? terminal?.name : undefined),
  ]);
}

/** The folders of the workspace that are on this machine. */
export function workspaceFolders(): Folder[] {
  const open = vscode.workspace.workspaceFolders ?? [];
  return open.filter(({ uri }) => uri.scheme === 'file').map(({ name, uri }) => ({ name, path: uri.path }));
}

/** A session as the user started it: adapters begin further ones below it. */
function nameOf(session: vscode.DebugSession | undefined): string | undefined {
  return session?.parentSession === undefined ? session?.name : nameOf(session.parentSession);
}

/**
 * VS Code's JavaScript debugger sends no `process` event. It has a session for each process, and names it
 * `server.js [4242] « Launch`. A pid that is another's does no harm: it counts only among the parents of a process.
 */
function pidInName({ type, name, parentSession }: vscode.DebugSession): number | undefined {
  if (type !== 'pwa-node' || parentSession === undefined) return undefined;
  const [, pid] = / \[(\d+)\](?: «|$)/.exec(name) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

/** The process of a `process` event of the Debug Adapter Protocol, where it runs on the adapter's machine. */
function debuggedPid(message: unknown): number | undefined {
  const { type, event, body } = Object(message) as Record<string, unknown>;
  if (type !== 'event' || event !== 'process') return undefined;
  const { systemProcessId, isLocalProcess } = Object(body) as Record<string, unknown>;
  return typeof systemProcessId === 'number' && isLocalProcess !== false ? systemProcessId : undefined;
}
