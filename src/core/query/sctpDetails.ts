import type { InetSocket } from '../model/inetTable';
import type { SctpAssociation } from '../model/sctp';
import type { Snapshot } from '../model/snapshot';
import { sctpEnds } from '../netstat/families/sctp/sctpTable';

type Ends = Pick<
  InetSocket,
  'isIPv6' | 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort' | 'inode'
>;

/** Finds the SCTP association that a row of Internet sockets stands for: all its addresses, and its own state. */
export class SctpDetails {
  readonly #associations: readonly SctpAssociation[];
  /** By ends; made once somebody asks. */
  #byEnds: ReadonlyMap<string, SctpAssociation> | undefined;

  constructor({ associations }: Pick<Snapshot, 'associations'>) {
    this.#associations = associations;
  }

  /** Nothing where the socket is no association. */
  of(socket: InetSocket): SctpAssociation | undefined {
    if (socket.protocol !== 'sctp' || socket.remotePort === 0) return undefined;
    this.#byEnds ??= new Map(
      this.#associations.map((association) => [
        keyOf({ ...association, ...sctpEnds(association) }),
        association,
      ]),
    );
    return this.#byEnds.get(keyOf(socket));
  }
}

function keyOf({ isIPv6, localAddress, localPort, remoteAddress, remotePort, inode }: Ends): string {
  return [Number(isIPv6), ...localAddress, localPort, ...remoteAddress, remotePort, inode].join(' ');
}
