/** The process id of the extension host (or of the command). */
export function ownPid(): number {
  return process.pid;
}

/** The process that started the extension host: VS Code itself, or its server. */
export function parentPid(): number {
  return process.ppid;
}
