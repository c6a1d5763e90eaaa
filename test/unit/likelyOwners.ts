import type { LikelyOwner } from '../../src/core/model/likelyOwner';

/** Who probably has a socket of a made-up machine: sshd (812), the one process of ssh.service, where nothing else is said. */
export function likelyOwner(facts: Partial<LikelyOwner> = {}): LikelyOwner {
  return {
    unit: 'ssh.service',
    unitOf: 'system',
    processes: [{ pid: 812, startTime: 90, program: 'sshd' }],
    count: 1,
    evidence: ['madeInGroup', 'onlyProcess'],
    ...facts,
  };
}

/** A unit of which no process is named. */
export const UNIT_ALONE = likelyOwner({
  unit: 'postgresql@16-main.service',
  processes: [],
  count: 7,
  evidence: ['madeInGroup', 'severalProcesses'],
});

/** A socket that systemd made, to hand it to a service. */
export const SOCKET_UNIT = likelyOwner({
  unit: 'ssh.socket',
  service: 'ssh.service',
  processes: [],
  count: 0,
  evidence: ['socketUnit'],
});
