import { readFileSync } from 'node:fs';
import { until } from '../host/until';
import type { Closed, Told } from './ear.inner';
import type { Made } from './load.inner';
import type { Ear } from './programs';

/** What an ear heard in one namespace, put together as it was taken. */
export class Heard {
  readonly closed: Closed[] = [];
  lost = 0;
  /** Whether each taking was whole. */
  readonly whole: boolean[] = [];
  readonly log: string[] = [];
  readonly #ear: Ear;
  readonly #key: string;
  /** What was told by the ports of its end and the other, of so many. */
  #byPorts = new Map<string, Closed[]>();
  #sorted = 0;

  constructor(ear: Ear, key = '') {
    this.#ear = ear;
    this.#key = key;
  }

  /** Takes what is there by now. @returns nothing where nobody listens in the namespace */
  async take(): Promise<Told | undefined> {
    const { told, log } = await this.#ear.follow({ kind: 'take' });
    this.log.push(...log);
    const here = told[this.#key];
    if (here === undefined) return undefined;
    this.closed.push(...here.closed);
    this.lost += here.lost;
    this.whole.push(here.isWhole);
    return here;
  }

  /** Waits until the thread listens without a break. */
  async begin(): Promise<void> {
    await until('the thread that listens', async () => (await this.take())?.isWhole);
  }

  /** Takes until both ends of so many connections were told or lost. */
  async all(made: readonly Made[]): Promise<void> {
    const ports = new Set(made.map(({ clientPort }) => clientPort));
    const servers = new Set(made.map(({ serverPort }) => serverPort));
    const isOurs = ({ localPort, remotePort }: Closed): boolean =>
      ports.has(localPort) || ports.has(remotePort) || (remotePort === 0 && servers.has(localPort));
    await until(`${made.length} connections that closed`, async () => {
      await this.take();
      return this.closed.filter(isOurs).length + this.lost >= 2 * made.length;
    });
  }

  /** What was told of either end of a connection. Of an end that was aborted the foreign port is gone. */
  ends({ clientPort, serverPort }: Made): { client: Closed[]; server: Closed[] } {
    for (; this.#sorted < this.closed.length; this.#sorted++) {
      const end = this.closed[this.#sorted];
      if (end === undefined) continue;
      const key = `${end.localPort} ${end.remotePort}`;
      const same = this.#byPorts.get(key);
      if (same === undefined) this.#byPorts.set(key, [end]);
      else same.push(end);
    }
    return {
      client: this.#byPorts.get(`${clientPort} ${serverPort}`) ?? [],
      server: this.#byPorts.get(`${serverPort} ${clientPort}`) ?? [],
    };
  }
}

/** Sockets of the kernel's socket diagnosis, see include/uapi/linux/netlink.h. */
const NETLINK_SOCK_DIAG = '4';

/**
 * Waits until the kernel has dropped so many messages, for want of room in their queues. It makes them in a thread of its own
 * (net/core/sock_diag.c: broadcast_wq), which a busy machine may run long after the sockets have closed.
 */
export async function dropped(messages: number): Promise<void> {
  await until(`${messages} messages that are dropped`, () => {
    const [head = '', ...lines] = readFileSync('/proc/self/net/netlink', 'utf8').trim().split('\n');
    const names = head.trim().split(/\s+/);
    const [protocol, drops] = [names.indexOf('Eth'), names.indexOf('Drops')];
    const rows = lines.map((line) => line.trim().split(/\s+/));
    const ofDiagnosis = rows.filter((row) => row[protocol] === NETLINK_SOCK_DIAG);
    return ofDiagnosis.reduce((sum, row) => sum + Number(row[drops]), 0) >= messages;
  });
}
