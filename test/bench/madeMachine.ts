import type { ContainerFacts } from '../../src/core/model/container';
import type { ProcessOwner } from '../../src/core/model/process';
import type { NamespacePart, Snapshot } from '../../src/core/model/snapshot';
import { dbFacts, partOf } from '../unit/namespaces';
import { type MadeSocket, process, snapshot } from '../unit/snapshots';

const CONTAINERS = 100;
const SOCKETS_IN_EACH = 20;
/** Of this machine's own. */
const LISTENERS = 100;
const ESTABLISHED = 1;

/** What is other in a pass than in the one before: of one namespace, in turn, or of the containers that are known. */
export type Change = 'nothing' | 'connection' | 'listener' | 'process' | 'container';

/** A machine of containers that publish a port each, every second one by packet rules alone, as a worker reads it. */
export class MadeMachine {
  #pass = 0;
  readonly #processes = new Map<number, ProcessOwner>();
  readonly #parts: NamespacePart[] = [];
  #containers: readonly ContainerFacts[];
  readonly #own: Snapshot;

  constructor() {
    const own: MadeSocket[] = [];
    this.#containers = Array.from({ length: CONTAINERS }, (_, i) => containerOf(i));
    for (let i = 0; i < LISTENERS; i++)
      own.push({ local: ['0.0.0.0', 3000 + i], pids: [this.#live(100 + i, 'node')] });
    for (let i = 0; i < CONTAINERS; i += 2)
      own.push({ local: ['0.0.0.0', 10_000 + i], pids: [this.#live(1000 + i, 'docker-proxy')] });
    for (let i = 0; i < CONTAINERS; i++) {
      this.#live(pidOf(i), 'postgres');
      this.#parts.push(this.#partOf(i, []));
    }
    this.#own = snapshot(own);
  }

  /** As it is in the next pass. All that did not change is the same object, as it is in an engine. */
  next(change: Change): Snapshot {
    const pass = this.#pass++;
    const place = pass % CONTAINERS;
    const port = 40_000 + (pass % 10_000);
    const more: MadeSocket = { local: ['0.0.0.0', port], inode: port, pids: [pidOf(place)] };
    const isEstablished = { remote: ['127.0.0.1', 5432] as const, state: ESTABLISHED };
    if (change === 'connection') this.#parts[place] = this.#partOf(place, [{ ...more, ...isEstablished }]);
    if (change === 'listener') this.#parts[place] = this.#partOf(place, [more]);
    if (change === 'process') this.#live(pidOf(place), `worker${pass}`);
    if (change === 'container')
      this.#containers = this.#containers.with(place, { ...containerOf(place), name: `renamed${pass}` });
    return {
      ...this.#own,
      sequence: pass,
      // Another reading has other owners, be they the same.
      ownerPids: change === 'nothing' ? this.#own.ownerPids : this.#own.ownerPids.slice(),
      processes: new Map(this.#processes),
      containers: this.#containers,
      namespaces: { wish: { shown: { kind: 'own' }, inside: true }, parts: [...this.#parts], unread: [] },
    };
  }

  #live(pid: number, comm: string): number {
    this.#processes.set(pid, process({ pid, comm, startTime: pid }));
    return pid;
  }

  #partOf(place: number, more: readonly MadeSocket[]): NamespacePart {
    const sockets = Array.from({ length: SOCKETS_IN_EACH }, (_, i): MadeSocket => ({
      local: ['0.0.0.0', 5432 + i],
      pids: [pidOf(place)],
    }));
    const { runtime, id } = containerOf(place);
    const namespace = dbFacts({
      key: `net${place}`,
      containers: [{ runtime, id }],
      example: { pid: pidOf(place), startTime: pidOf(place), comm: 'postgres' },
    });
    const taken = snapshot([...sockets, ...more], [], { takenAt: this.#pass });
    return partOf(taken, namespace);
  }
}

function pidOf(place: number): number {
  return 5000 + place;
}

function containerOf(place: number): ContainerFacts {
  return {
    runtime: 'docker',
    id: place.toString(16).padStart(64, 'a'),
    name: `db${place}`,
    image: 'postgres:16',
    networks: [{ name: 'bridge', addresses: [`172.17.1.${place}`] }],
    ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 10_000 + place, containerPort: 5432 }],
    pid: pidOf(place),
    keepers: place % 2 === 0 ? [1000 + place] : [],
    publishesOn: 'here',
    state: 'running',
    engine: '/var/run/docker.sock',
    isHere: true,
  };
}
