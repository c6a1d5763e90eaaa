/** A terminal, task or debug session that a process is the first one of. */
export interface WindowOrigin {
  readonly pid: number;
  readonly kind: 'terminal' | 'task' | 'debug';
  /** As the user, a task or a program called it: untrusted. */
  readonly name: string;
}

/** What a window of an editor counts as its own among the processes of this machine. */
export interface EditorWindow {
  /** The process that the editor's parts on this machine descend from. */
  readonly editorPid: number;
  /**
   * The processes that the window began: shells of its terminals and tasks, programs that it debugs. They count only
   * where they descend from the editor: a terminal may run on another machine, where the same pid is another process.
   */
  readonly roots: readonly number[];
  /** What they are called, where that is known; by their pids. */
  readonly origins?: readonly WindowOrigin[];
  /** Paths of the workspace's folders on this machine, without a slash at the end but for the root. */
  readonly folders: readonly string[];
}
