import { InetTable } from '../../core/model/inetTable';
import { completeUsers } from '../../core/netlink/inetDiag';
import { parseSockstat } from '../../core/procfs/sockstat';
import { SocketDiagnosis } from '../engine/socketDiagnosis';
import type { ProcReader } from '../reader';
import { loadSystemCalls, type SystemCalls } from '../system/systemCalls';
import type { Kernel } from './environment';

/** From so many sockets of TCP on it pays to load the native code that asks the kernel. */
const MANY = 2_000;

/** Asks the kernel of this machine for its sockets over netlink, where they are many. */
export class ThisKernel implements Kernel {
  readonly #reader: ProcReader;
  readonly #littleEndian: boolean;
  readonly #load: () => SystemCalls | Error;
  #diagnosis: SocketDiagnosis | 'not to be had' | undefined;

  /** @param reader reads this machine's /proc */
  constructor(reader: ProcReader, littleEndian: boolean, load = loadSystemCalls) {
    this.#reader = reader;
    this.#littleEndian = littleEndian;
    this.#load = load;
  }

  tcpSockets(onlyServers: boolean): InetTable | undefined {
    if (this.#count() < MANY) return undefined;
    this.#diagnosis ??= this.#start();
    if (this.#diagnosis === 'not to be had') return undefined;
    const table = new InetTable();
    if (this.#diagnosis.read('tcp', onlyServers ? 'servers' : 'all', table) === undefined) {
      this.#diagnosis = 'not to be had';
      return undefined;
    }
    completeUsers(table);
    return table;
  }

  #start(): SocketDiagnosis | 'not to be had' {
    const calls = this.#load();
    return calls instanceof Error ? 'not to be had' : new SocketDiagnosis(calls, this.#littleEndian);
  }

  /** About how many sockets TCP has; 0 where the kernel does not say. */
  #count(): number {
    const [first, second] = [this.#counts('sockstat'), this.#counts('sockstat6')];
    const counts = [first?.get('TCP inuse'), first?.get('TCP tw'), second?.get('TCP6 inuse')];
    return counts.reduce<number>((sum, count = 0) => sum + count, 0);
  }

  #counts(name: string): ReturnType<typeof parseSockstat> | undefined {
    const file = this.#reader.read(`self/net/${name}`);
    return file.status === 'ok' ? parseSockstat(file.value) : undefined;
  }
}
