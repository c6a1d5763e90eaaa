import type { ProcessOwner } from '../../model/process';
import { programOf } from '../../text/programName';

/**
 * Who keeps a port for others, so that ending the process that holds it would free nothing or leave something broken.
 * `command` ends what the port is kept for: a line for a shell, to be looked at before it is run.
 */
export interface PortManager {
  readonly kind: 'docker' | 'systemd';
  readonly owner: ProcessOwner;
  readonly command: string;
}

/** The manager among the owners of a port, where there is one. */
export function managerOf(port: number, owners: readonly ProcessOwner[]): PortManager | undefined {
  for (const owner of owners) {
    if (programOf(owner) === 'docker-proxy') {
      return { kind: 'docker', owner, command: `docker stop $(docker ps --quiet --filter publish=${port})` };
    }
    if (owner.comm === 'systemd') return { kind: 'systemd', owner, command: stopSocket(port, owner) };
  }
  return undefined;
}

/** systemctl(1) names the socket unit in the column before the last. */
function stopSocket(port: number, { pid }: ProcessOwner): string {
  const systemctl = pid === 1 ? 'sudo systemctl' : 'systemctl --user';
  const list = `${systemctl.replace('sudo ', '')} list-sockets --no-legend`;
  return `${systemctl} stop $(${list} | awk '$1 ~ /:${port}$/ { print $(NF-1) }')`;
}
