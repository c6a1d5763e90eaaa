import * as vscode from 'vscode';
import type { Engine } from '../../core/model/engine';
import type { ProcessOwner } from '../../core/model/process';
import type { ListeningPort } from '../../core/query/listeningPorts';
import { type Folder, folderOf } from '../../core/query/portGroups';
import { DisposableStore } from '../lifetime';
import { localTerminals } from './terminals';

/**
 * Tells which processes are this window's: those that run in a folder of its workspace, and those that were started in
 * one of its terminals, tasks among them. Parents are looked up once a process, while somebody asks.
 */
export class WindowProcesses implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #editorPid: number;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** By pid and start time, whether a terminal of this window started it. */
  #known = new Map<string, boolean>();
  #isAsking = false;

  /** Other processes than before are this window's. */
  readonly onDidChange = this.#changed.event;

  /** @param editorPid the process that VS Code's parts on this machine descend from */
  constructor(engine: Engine, editorPid: number) {
    this.#engine = engine;
    this.#editorPid = editorPid;
    this.#disposables.add(vscode.window.onDidCloseTerminal(() => this.#known.clear()));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire()));
  }

  /** Whether a port is held by a process of this window, as far as that is known by now. */
  has({ leader }: ListeningPort): boolean {
    if (leader === undefined) return false;
    return isInWorkspace(leader) || this.#known.get(keyOf(leader)) === true;
  }

  /** Looks up those of the ports' processes that are not known yet. Where no terminal is open, there is nothing to look up. */
  async learn(ports: readonly ListeningPort[]): Promise<void> {
    if (this.#isAsking) return;
    const leaders = ports.flatMap(({ leader }) => leader ?? []);
    const current = new Set(leaders.map(keyOf));
    for (const key of this.#known.keys()) if (!current.has(key)) this.#known.delete(key);
    const unknown = leaders.filter((leader) => !this.#known.has(keyOf(leader)));
    if (unknown.length === 0 || vscode.window.terminals.length === 0) return;
    this.#isAsking = true;
    try {
      const shells = await localTerminals(this.#engine, this.#editorPid);
      const origins = await this.#engine.origins(unknown);
      for (const { pid, startTime, ancestors } of origins) {
        const chain = [pid, ...ancestors.map((ancestor) => ancestor.pid)];
        this.#known.set(
          keyOf({ pid, startTime }),
          chain.some((each) => shells.has(each)),
        );
      }
      if (origins.some((origin) => this.#known.get(keyOf(origin)))) this.#changed.fire();
    } catch {
      // The engine tells of its end itself; the next pass asks again.
    } finally {
      this.#isAsking = false;
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** The folders of the workspace that are on this machine. */
export function workspaceFolders(): Folder[] {
  const open = vscode.workspace.workspaceFolders ?? [];
  return open.filter(({ uri }) => uri.scheme === 'file').map(({ name, uri }) => ({ name, path: uri.path }));
}

function isInWorkspace({ workingDirectory }: ProcessOwner): boolean {
  return workingDirectory !== undefined && folderOf(workingDirectory, workspaceFolders()) !== undefined;
}

function keyOf({ pid, startTime }: Pick<ProcessOwner, 'pid' | 'startTime'>): string {
  return `${pid} ${startTime}`;
}
