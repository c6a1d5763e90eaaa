import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow, type MadeWord, START, wordRows } from './madeRecorder';

const HERE = '127.0.0.1';
const PORTS = [3000, 3001] as const;
const PIDS = [41, 42, 43, 44] as const;
const PROCESSES = PIDS.map((pid) => process({ pid, startTime: pid * 10, comm: `p${pid}` }));

interface Socket {
  readonly inode: number;
  readonly cookie: number;
  /** Who has it; the first one accepts. */
  holders: number[];
  /** All who ever had it. */
  readonly held: Set<number>;
  readonly opened: number;
  closed?: number;
}

/** A listener of the made-up world. */
export interface WorldListener extends Socket {
  readonly port: number;
  readonly address: string;
}

interface WorldEnd extends Socket {
  /** A reset has taken it out of the tables. */
  isReset: boolean;
  isAborted: boolean;
}

/** A connection of it; its client's port is no other one's. */
export interface WorldConnection {
  readonly clientPort: number;
  readonly port: number;
  readonly client: WorldEnd;
  readonly server: WorldEnd;
}

/** What may happen next: see {@link World.step}; each number says where, or who. */
export type Happening = readonly [
  what:
    | 'listen'
    | 'fork'
    | 'leave'
    | 'connect'
    | 'brief'
    | 'closeClient'
    | 'closeServer'
    | 'abort'
    | 'pass'
    | 'listeners'
    | 'poll'
    | 'pollLate'
    | 'pollTwice'
    | 'lose'
    | 'setBack'
    | 'interrupt',
  which: number,
  milliseconds: number,
];

/** A machine that does what it is told, and knows what was true. */
export class World {
  readonly machine: MadeMachine;
  readonly listeners: WorldListener[] = [];
  readonly connections: WorldConnection[] = [];
  lost = 0;
  interruptions = 0;
  isSetBack = false;
  readonly #hasCookies: boolean;
  #number = 100;
  #clientPort = 40_000;
  /** Words that nobody has read yet. */
  #queue: MadeWord[] = [];
  #polled = START;
  /** A batch that was read, and is told of after what comes next. */
  #late: (() => void) | undefined;

  constructor(hasCookies: boolean) {
    this.#hasCookies = hasCookies;
    this.machine = new MadeMachine('connections');
  }

  /** Something happens after so many milliseconds. */
  step([what, which, milliseconds]: Happening): void {
    const { machine } = this;
    machine.now += milliseconds;
    const late = this.#late;
    this.#late = undefined;
    const open = this.listeners.filter(({ closed }) => closed === undefined);
    const listener = open[which % Math.max(1, open.length)];
    const alive = this.connections.filter(({ client, server }) => [client, server].some(isOpen));
    const connection = alive[which % Math.max(1, alive.length)];
    if (what === 'listen') this.#listen(which);
    if (what === 'fork' && listener) this.#hold(listener, PIDS[which % PIDS.length] ?? 41);
    if (what === 'leave' && listener) this.#leave(listener);
    if (what === 'connect' && listener) this.#connect(listener, which);
    if (what === 'brief' && listener) {
      const { client, server } = this.#connect(listener, which);
      this.#close(client);
      this.#close(server);
    }
    if (what === 'closeClient' && connection) this.#close(connection.client);
    if (what === 'closeServer' && connection) this.#close(connection.server);
    if (what === 'abort' && connection) this.#abort(connection, which);
    if (what === 'pass' || what === 'listeners') this.#pass(what === 'pass');
    if (what === 'poll') this.#poll()();
    if (what === 'pollTwice') {
      const tell = this.#poll();
      tell();
      tell();
    }
    if (what === 'pollLate') this.#late = this.#poll();
    if (what === 'lose') this.#poll(which)();
    if (what === 'setBack') {
      this.isSetBack = true;
      machine.now -= 3_600_000;
      this.#polled = Math.min(this.#polled, machine.now);
    }
    if (what === 'interrupt') {
      this.interruptions++;
      this.#queue = [];
      machine.recorder.interrupted(machine.now, 'sleep');
      this.#polled = machine.now;
    }
    late?.();
  }

  /** Everything that is known by half is known, as long as nothing else happens. */
  settle(): void {
    for (const what of ['poll', 'pass', 'poll', 'pass', 'poll', 'pass', 'poll'] as const)
      this.step([what, 0, 1000]);
    // What was cut off waits for its other end, but not for ever.
    this.step(['poll', 0, 60_000]);
  }

  #listen(which: number): void {
    const port = PORTS[which % PORTS.length] ?? 3000;
    if (this.listeners.some((each) => each.closed === undefined && each.port === port)) return;
    const holder = PIDS[(which >> 1) % PIDS.length] ?? 41;
    this.listeners.push({ ...this.#socket(holder), port, address: which % 3 === 0 ? '0.0.0.0' : HERE });
  }

  #socket(holder: number): Socket {
    const number = ++this.#number;
    const held = new Set([holder]);
    return { inode: number, cookie: number + 1000, holders: [holder], held, opened: this.machine.now };
  }

  #hold(socket: Socket, pid: number): void {
    if (!socket.holders.includes(pid)) socket.holders.push(pid);
    socket.held.add(pid);
  }

  /** Who accepts closes it; the next one accepts, if there is one. */
  #leave(listener: WorldListener): void {
    listener.holders.shift();
    if (listener.holders.length > 0) return;
    listener.closed = this.machine.now;
    const { cookie, address, port } = listener;
    this.#queue.push({ kind: 'listenerOrBound', cookie, local: [address, port] });
  }

  #connect(listener: WorldListener, which: number): WorldConnection {
    const ends = { isReset: false, isAborted: false };
    const connection = {
      clientPort: ++this.#clientPort,
      port: listener.port,
      client: { ...this.#socket(PIDS[which % PIDS.length] ?? 41), ...ends },
      server: { ...this.#socket(listener.holders[0] ?? 41), ...ends },
    };
    this.connections.push(connection);
    return connection;
  }

  #close(end: WorldEnd): void {
    if (!isOpen(end)) return;
    end.closed = this.machine.now;
    const connection = this.connections.find(({ client, server }) => client === end || server === end);
    if (connection === undefined) return;
    const isClient = connection.client === end;
    const client = [HERE, connection.clientPort] as const;
    const server = [HERE, connection.port] as const;
    const [local, remote] = isClient ? [client, server] : [server, client];
    // Of one that connected and was reset the SYN was acknowledged: that it was aborted is not said.
    const isAborted = end.isAborted || (end.isReset && !isClient);
    const acknowledged = (isClient ? 1 : 0) + (end.isAborted || end.isReset ? 0 : 1);
    const [sent, received] = isClient ? [11, 22] : [22, 11];
    const cut = {
      local: isClient ? (['0.0.0.0', connection.clientPort] as const) : server,
      remote: [HERE, 0] as const,
      sent: Number.NaN,
      received: Number.NaN,
    };
    const whole = { local, remote, acknowledged, sent, received: received - 1, doubt: 1 };
    this.#queue.push({ cookie: end.cookie, isAborted, ...(end.isAborted ? cut : whole) });
  }

  /** One end aborts, where the other one has not ended yet; that one is reset. */
  #abort({ client, server }: WorldConnection, which: number): void {
    if (!isOpen(client) || !isOpen(server) || client.isReset || server.isReset) return;
    const [first, other] = which % 2 === 0 ? [client, server] : [server, client];
    first.isAborted = true;
    other.isReset = true;
    this.#close(first);
  }

  #pass(hasConnections: boolean): void {
    const rows: MadeRow[] = [];
    const row = ({ inode, cookie, holders }: Socket) => ({
      inode,
      cookie: this.#hasCookies ? cookie : 0,
      pids: [...holders].sort((a, b) => a - b),
    });
    for (const each of this.listeners)
      if (each.closed === undefined) rows.push({ ...row(each), state: 10, local: [each.address, each.port] });
    for (const { client, server, clientPort, port } of hasConnections ? this.connections : []) {
      const [near, far] = [[HERE, clientPort] as const, [HERE, port] as const];
      const state = client.closed === undefined && server.closed === undefined ? 1 : 8;
      if (isListed(client)) rows.push({ ...row(client), state, local: near, remote: far });
      if (isListed(server)) rows.push({ ...row(server), state, local: far, remote: near });
    }
    this.machine.pass(rows, PROCESSES, { scope: hasConnections ? 'inet' : 'listening', step: 0 });
  }

  /** Reads what there is. @param loses which of them is lost, if any is */
  #poll(loses?: number): () => void {
    let words = this.#queue;
    this.#queue = [];
    const lost = loses !== undefined && words.length > 0 ? 1 : 0;
    if (lost > 0) words = words.filter((_, i) => i !== (loses ?? 0) % words.length);
    this.lost += lost;
    const [from, to] = [this.#polled, this.machine.now];
    this.#polled = to;
    const rows = wordRows(words, to);
    return () => void this.machine.recorder.destroyed(rows, lost, from, to);
  }
}

function isOpen({ closed }: Socket): boolean {
  return closed === undefined;
}

function isListed(end: WorldEnd): boolean {
  return end.closed === undefined && !end.isReset;
}
