/** The process id of the extension host (or of the command). */
export function ownPid(): number {
  return process.pid;
}
