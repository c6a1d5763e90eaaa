import { addressNames } from '../containers/addressNames';
import { containerName } from '../containers/containerNames';
import type { ContainerFacts } from '../model/container';
import { nameText } from '../text/clean';
import type { Localizer } from '../text/localizer';
import { shortContainer } from '../units/shownUnit';
import { RowProcesses } from './rowProcesses';
import type { Moment } from './rowSet';
import { SampledSockets } from './sampledSockets';
import type { RecordedSockets, TrafficRecorder } from './trafficRecorder';

/** What of the recorder rows are made of. */
export type Recorder = Pick<
  TrafficRecorder,
  'recorded' | 'connections' | 'processes' | 'containers' | 'hosts'
>;

/** What all rows of a sample are made of, each made once. */
export class SampleRows {
  readonly recorder: Recorder;
  readonly moment: Moment;
  readonly sockets: SampledSockets;
  readonly processes: RowProcesses;
  readonly #containers: ReadonlyMap<string, ContainerFacts>;
  readonly #names = new Map<number, string>();

  constructor(recorder: Recorder, recorded: RecordedSockets, moment: Moment, l10n?: Localizer) {
    const { containers = [], users } = recorded.sockets.snapshot;
    this.recorder = recorder;
    this.moment = moment;
    this.sockets = new SampledSockets(recorded, recorder.connections);
    this.processes = new RowProcesses(recorder.processes, users, l10n);
    this.#containers = new Map(containers.map((facts) => [facts.id, facts]));
  }

  /** What the container in that place of the sums is called; empty for 0, which is none. */
  container(place: number): string {
    let name = this.#names.get(place);
    if (name === undefined) {
      const subject = this.recorder.containers.subject(place);
      name = subject === undefined ? '' : this.containerNamed(subject.id);
      this.#names.set(place, name);
    }
    return name;
  }

  /** By its name where somebody tells it, else by its short id. */
  containerNamed(id: string): string {
    const facts = this.#containers.get(id);
    return facts === undefined ? shortContainer({ id, runtime: 'unknown' }) : containerName(facts);
  }

  /** What the container at an address is called, where all rows see the same one at it. */
  containerAt(address: string): string | undefined {
    const { snapshot, parts, namespaces } = this.sockets.live;
    const [facts] = parts.length === 1 ? namespaces : [];
    const found = facts && addressNames(snapshot.containers ?? []).ofForeign(address, facts);
    return found && containerName(found);
  }

  user(uid: number): string {
    return nameText(this.sockets.live.snapshot.users.get(uid) ?? '') || String(uid);
  }
}
