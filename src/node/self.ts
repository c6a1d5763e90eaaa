/** The process id of the extension host (or of the command). */
export function ownPid(): number {
  return process.pid;
}

/** The program that runs this code: Node, or VS Code, which is Node where ELECTRON_RUN_AS_NODE is set. */
export function nodePath(): string {
  return process.execPath;
}

/** The process that started the extension host: VS Code itself, or its server. */
export function parentPid(): number {
  return process.ppid;
}
