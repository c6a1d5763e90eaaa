import type {
  Answer,
  ContainerFacts,
  ContainerName,
  ContainerNow,
  Containers,
  EngineSettings,
  StopOutcome,
} from '../../core/model/container';
import type { ContainersWish } from '../../core/model/containersWish';
import type { ProcReader } from '../reader';
import { ContainersWatch } from './containersWatch';
import type { SocketSurroundings } from './engineSockets';
import { MachineContainers } from './machineContainers';

/** The containers of this machine as the engine of an editor's window knows them. Nothing is opened before it is asked. */
export class EngineContainers {
  readonly #reader: ProcReader;
  readonly #surroundings: () => SocketSurroundings;
  #machine: MachineContainers | undefined;
  #watch: ContainersWatch | undefined;
  #settings: EngineSettings = { engines: 'off', startsPodman: false };
  #known: readonly ContainerFacts[] = [];

  constructor(reader: ProcReader, surroundings: () => SocketSurroundings) {
    this.#reader = reader;
    this.#surroundings = surroundings;
  }

  /** Those that were heard of last: the same list while they are the same. */
  get known(): readonly ContainerFacts[] {
    return this.#known;
  }

  async all(settings: EngineSettings, fresh: boolean): Promise<Containers> {
    const machine = this.#by(settings);
    return this.#learned(await (fresh ? machine.fresh() : machine.containers()));
  }

  /** Tells of containers whenever they change, by the events of their engines; no more without a wish. */
  watch(wish: ContainersWish | undefined, changed: (now: Containers) => void): void {
    this.#watch?.stop();
    this.#watch = undefined;
    if (wish === undefined) return;
    const machine = this.#by(wish.settings);
    this.#watch = new ContainersWatch(machine, (now) => changed(this.#learned(now)), undefined, {
      isLikely: wish.isLikely,
    });
  }

  now(container: ContainerName, settings: EngineSettings): Promise<Answer<ContainerNow>> {
    return this.#by(settings).details(container);
  }

  stop(container: ContainerName, settings: EngineSettings): Promise<Answer<StopOutcome>> {
    return this.#by(settings).stop(container);
  }

  /** Where they are the same, so is what was made of them. */
  #learned(now: Containers): Containers {
    if (JSON.stringify(now.containers) !== JSON.stringify(this.#known)) this.#known = now.containers;
    return now;
  }

  #by(settings: EngineSettings): MachineContainers {
    this.#settings = settings;
    return (this.#machine ??= new MachineContainers({
      reader: this.#reader,
      surroundings: this.#surroundings(),
      settings: () => this.#settings,
      now: () => Date.now(),
    }));
  }
}
