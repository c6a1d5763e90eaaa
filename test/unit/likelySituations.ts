import type { LikelyOwner } from '../../src/core/model/likelyOwner';
import { likelyOwner, POSTGRES_UNIT } from './likelyOwners';

/** A socket that systemd made, to hand it to a service. */
export const SOCKET_UNIT = likelyOwner({
  unit: 'ssh.socket',
  service: 'ssh.service',
  processes: [],
  count: 0,
  evidence: ['socketUnit'],
});

/** Owners that are likely, each with what every place that tells of a socket has to say of it. */
export const LIKELY_SITUATIONS: Readonly<
  Record<
    string,
    { readonly owner: LikelyOwner; readonly units: readonly string[]; readonly process: string | undefined }
  >
> = {
  'another user’s daemon with a likely owner': {
    owner: likelyOwner(),
    units: ['ssh.service'],
    process: 'sshd',
  },
  'a likely unit alone': {
    owner: POSTGRES_UNIT,
    units: ['postgresql@16-main.service'],
    process: undefined,
  },
  'a socket that systemd keeps, likely': {
    owner: SOCKET_UNIT,
    units: ['ssh.socket', 'ssh.service'],
    process: undefined,
  },
};
