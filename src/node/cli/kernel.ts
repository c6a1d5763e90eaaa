import { InetTable } from '../../core/model/inetTable';
import { completeHalfOpen } from '../../core/netlink/inetDiag';
import type {
  AskedTcp,
  LikelyFinder,
  NoLikelyFinder,
  SeenHolders,
} from '../../core/netstat/context/environment';
import { parseSockstat } from '../../core/procfs/sockstat';
import { Netlink } from '../engine/sockets/netlink';
import { readSockets } from '../engine/sockets/socketDiagnosis';
import type { ProcReader } from '../reader';
import { isAtLeast } from '../system/kernelVersion';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import type * as likelySockets from './likelySockets';
import type { Kernel } from './machineEnvironment';

/** Before that, listeners stood in another order than in /proc/net for some versions. */
const LEAST_KERNEL: readonly [number, number] = [5, 19];

/** From so many sockets of TCP on it pays to load the native code that asks the kernel, where it is not loaded yet. */
const MANY = 2_000;

/** Asks the kernel of this machine for its sockets over netlink, where they are many. */
export class ThisKernel implements Kernel {
  readonly #reader: ProcReader;
  readonly #littleEndian: boolean;
  readonly #calls: SystemCallsOnce;
  #likely: likelySockets.LikelySockets | undefined;
  #netlink: Netlink | 'not to be had' | undefined;

  /**
   * @param reader reads this machine's /proc
   * @param version of the kernel, as uname(2) has it
   */
  constructor(reader: ProcReader, littleEndian: boolean, version: string, calls: SystemCallsOnce) {
    if (!isAtLeast(version, LEAST_KERNEL)) this.#netlink = 'not to be had';
    this.#reader = reader;
    this.#littleEndian = littleEndian;
    this.#calls = calls;
  }

  tcpSockets(onlyServers: boolean): InetTable | undefined {
    if (this.#netlink === 'not to be had') return undefined;
    if (!this.#calls.areLoaded && this.#count() < MANY) return undefined;
    this.#netlink ??= this.#start();
    if (this.#netlink === 'not to be had') return undefined;
    const table = new InetTable();
    if (readSockets(this.#netlink, ['tcp'], onlyServers ? 'servers' : 'all', table) === undefined) {
      this.#netlink = 'not to be had';
      return undefined;
    }
    completeHalfOpen(table);
    return table;
  }

  likelyOwners(seen: SeenHolders, tcp: AskedTcp): LikelyFinder | NoLikelyFinder {
    // Where native code is not to be had, what lies beside the command may be missing too.
    if (this.#calls.load() === undefined) return 'noCalls';
    const { LikelySockets } = require('./likelySockets') as typeof likelySockets;
    this.#likely ??= new LikelySockets(this.#reader, this.#calls, this.#littleEndian);
    return this.#likely.likelyOwners(seen, tcp);
  }

  #start(): Netlink | 'not to be had' {
    const calls = this.#calls.load();
    return calls === undefined ? 'not to be had' : new Netlink(calls, this.#littleEndian);
  }

  /** About how many sockets TCP has; 0 where the kernel does not say, and where it shows no tables. */
  #count(): number {
    const [first, second] = [this.#counts('sockstat'), this.#counts('sockstat6')];
    const counts = [first?.get('TCP inuse'), first?.get('TCP tw'), second?.get('TCP6 inuse')];
    return counts.reduce<number>((sum, count = 0) => sum + count, 0);
  }

  #counts(name: string): ReturnType<typeof parseSockstat> | undefined {
    const file = this.#reader.read(`net/${name}`);
    return file.status === 'ok' ? parseSockstat(file.value) : undefined;
  }
}
