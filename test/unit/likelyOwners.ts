import type { LikelyOwner } from '../../src/core/model/likelyOwner';

/** An owner that is likely: sshd (812) of ssh.service, its one process, where nothing else is said. */
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

/** A unit alone: several of its processes can have the socket. */
export const POSTGRES_UNIT = likelyOwner({
  unit: 'postgresql@16-main.service',
  processes: [],
  count: 7,
  evidence: ['madeInGroup', 'severalProcesses'],
});
