import type { OtherProtocol } from '../../model/otherSocket';
import { APPLETALK } from './appletalk/appletalk';
import { AX25 } from './ax25/ax25';
import { IPX } from './ipx/ipx';
import { NETROM } from './netrom/netrom';
import { ROSE } from './rose/rose';
import type { SocketFamily } from './socketFamily';
import { X25 } from './x25/x25';

/**
 * The families of sockets that few kernels have, in the order in which netstat lists them. What netstat does not have
 * stands last, so that abbreviations mean what they mean to it.
 */
export const FAMILIES = {
  ipx: IPX,
  ax25: AX25,
  x25: X25,
  netrom: NETROM,
  rose: ROSE,
  ddp: APPLETALK,
} as const satisfies Readonly<Record<OtherProtocol, SocketFamily>>;

/** The same as a list. */
export const FAMILY_LIST: readonly SocketFamily[] = Object.values(FAMILIES);

/** The family of a protocol; nothing where it is none of these. */
export function familyOf(protocol: string): SocketFamily | undefined {
  return FAMILY_LIST.find(({ name }) => name === protocol);
}
