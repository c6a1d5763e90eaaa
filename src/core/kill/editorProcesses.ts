import type { Engine } from '../model/engine';
import type { ProcessOwner } from '../model/process';

/**
 * Tells VS Code's own processes: the extension host, all it descends from, and what was started beside it (the
 * hosts of terminals and file watchers). Terminals' own programs are further down, and are not meant.
 */
export async function editorProcesses(
  engine: Pick<Engine, 'ancestors'>,
  ownPid: number,
): Promise<(process: ProcessOwner) => boolean> {
  const ancestors = await engine.ancestors(ownPid);
  const pids = new Set([ownPid, ...ancestors.map(({ pid }) => pid)]);
  const parent = ancestors[0]?.pid ?? 0;
  return ({ pid, parentPid }) => pids.has(pid) || (parent > 1 && parentPid === parent);
}

/** Tells a process, and all that it descends from: what it was started by. */
export async function ancestry(
  engine: Pick<Engine, 'ancestors'>,
  ownPid: number,
): Promise<(process: ProcessOwner) => boolean> {
  const pids = new Set([ownPid, ...(await engine.ancestors(ownPid)).map(({ pid }) => pid)]);
  return ({ pid }) => pids.has(pid);
}
