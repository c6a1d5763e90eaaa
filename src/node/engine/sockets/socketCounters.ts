import type { ProcReader } from '../../reader';
import { decode } from '../../text';

/** Counters that move with every packet, not only when a socket comes or goes. */
const MOVING = / (mem|memory) \d+/g;

/**
 * Those too that count the sockets of all namespaces (net/ipv4/proc.c:sockstat_seq_show()): in the line of one they would
 * move whenever any other has a connection.
 */
const OF_ALL = / (mem|memory|alloc|orphan) \d+/g;

/** ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab of net/ipv4/proc.c:snmp_seq_show_tcp_udp(). */
const TCP_OPENS: readonly [number, number] = [5, 10];

/** The kernel's counters of the sockets of a network namespace, by which nearly every change shows. */
export class SocketCounters {
  readonly #reader: Pick<ProcReader, 'readOnce'>;
  readonly #ignored: RegExp;
  #last: string | undefined;

  /** @param isOneOfMany whether what moves with the sockets of other namespaces is left out */
  constructor(reader: Pick<ProcReader, 'readOnce'>, isOneOfMany = false) {
    this.#reader = reader;
    this.#ignored = isOneOfMany ? OF_ALL : MOVING;
  }

  /** Forgets what it saw: the next look finds a change. */
  forget(): void {
    this.#last = undefined;
  }

  /** Whether they are as they were when they were looked at last; not where the kernel does not tell. */
  areStill(): boolean {
    const counters = this.#read();
    const isSame = counters !== undefined && counters === this.#last;
    this.#last = counters;
    return isSame;
  }

  #read(): string | undefined {
    const sockets = this.#text('sockstat');
    if (sockets === undefined) return undefined;
    const tcp = /^Tcp: [-\d ]+$/m.exec(this.#text('snmp') ?? '')?.[0];
    if (tcp === undefined) return undefined;
    const opens = tcp.split(' ').slice(...TCP_OPENS);
    return [sockets, this.#text('sockstat6') ?? '', ...opens].join('\n').replaceAll(this.#ignored, '');
  }

  /** The kernel hands each out in one piece (single_open_net()). */
  #text(name: string): string | undefined {
    const file = this.#reader.readOnce(`self/net/${name}`);
    return file.status === 'ok' ? decode(file.value) : undefined;
  }
}
