import type { ProcReader } from '../../reader';
import { decode } from '../../text';

/** Counters that move with every packet, not only when a socket comes or goes. */
const MOVING = / (mem|memory) \d+/g;

/** ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab of net/ipv4/proc.c:snmp_seq_show_tcp_udp(). */
const TCP_OPENS: readonly [number, number] = [5, 10];

/** How many threads there are, and the last pid that was given away (fs/proc/loadavg.c). */
const TASKS = /\/(\d+ \d+)\s*$/;

/**
 * Tells by what moves when sockets or processes come and go, nearly, whether any did: one process that closes a listener
 * and opens another leaves all of it as it was. A quiet gate may delay a reading of the tables and never replace it.
 */
export class Gate {
  readonly #reader: ProcReader;
  #counters: string | undefined;
  #tasks: string | undefined;
  #processes: string | undefined;

  constructor(reader: ProcReader) {
    this.#reader = reader;
  }

  /** Forgets what it saw: the next look finds a change. */
  forget(): void {
    this.#counters = undefined;
  }

  /** Whether nothing moved since the last look, as far as the kernel tells. */
  isQuiet(): boolean {
    const counters = this.#readCounters();
    const isSame = counters !== undefined && counters === this.#counters;
    this.#counters = counters;
    const isSameTasks = this.#lookAtProcesses();
    return isSame && isSameTasks;
  }

  /** The names in /proc are many: they are listed only where a thread came or went somewhere on the machine. */
  #lookAtProcesses(): boolean {
    const tasks = TASKS.exec(this.#text('loadavg') ?? '')?.[1];
    if (tasks !== undefined && tasks === this.#tasks) return this.#processes !== undefined;
    this.#tasks = tasks;
    const list = this.#reader.list('.');
    const processes = list.status === 'ok' ? list.value.join(' ') : undefined;
    const isSame = processes !== undefined && processes === this.#processes;
    this.#processes = processes;
    return isSame;
  }

  /** @returns nothing where the kernel does not tell */
  #readCounters(): string | undefined {
    const sockets = this.#text('self/net/sockstat');
    const snmp = this.#text('self/net/snmp');
    const tcp = /^Tcp: [-\d ]+$/m.exec(snmp ?? '')?.[0];
    if (sockets === undefined || tcp === undefined) return undefined;
    const opens = tcp.split(' ').slice(...TCP_OPENS);
    return [sockets, this.#text('self/net/sockstat6') ?? '', ...opens].join('\n').replaceAll(MOVING, '');
  }

  #text(path: string): string | undefined {
    const file = this.#reader.read(path);
    return file.status === 'ok' ? decode(file.value) : undefined;
  }
}
