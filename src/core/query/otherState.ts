import type { OtherProtocol } from '../model/otherSocket';
import { FAMILIES } from '../netstat/families/families';

/** TCP's number of the state of sockets that are not connected. */
const TCP_CLOSE = 7;

/** The state of a socket of a family that few kernels have, by netstat's name; empty where it is not connected. */
export function otherStateName(protocol: OtherProtocol, state: number): string {
  const { states, stateName } = FAMILIES[protocol];
  return states === 'tcp' && state === TCP_CLOSE ? '' : stateName(state);
}
