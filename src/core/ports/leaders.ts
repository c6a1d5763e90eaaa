import type { ProcessOwner } from '../model/process';

/**
 * The processes that stand for a group of owners: those whose parent is not among them, oldest first.
 *
 * A server's workers inherit its socket, and end with it. Process 1 counts only where it is alone: with socket
 * activation it holds every socket together with the service that serves it.
 */
export function leaders(owners: readonly ProcessOwner[]): ProcessOwner[] {
  const services = owners.filter(({ pid }) => pid > 1);
  if (services.length === 0) return [...owners];
  const pids = new Set(services.map(({ pid }) => pid));
  return services
    .filter(({ parentPid }) => !pids.has(parentPid))
    .sort((a, b) => a.startTime - b.startTime || a.pid - b.pid);
}
