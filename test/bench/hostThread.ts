/**
 * `hostThread`: what other network namespaces cost the extension host's own thread in a pass, from the worker's message to the
 * rows of Listening Ports, said as JSON ({@link HostThread}).
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { settings } from '../unit/extension/fakeVscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import { PortsCache } from '../../src/core/ports/portsCache';
import { Names } from '../../src/extension/names';
import { FilterState } from '../../src/extension/filter/filterState';
import { Emitter } from '../../src/extension/lifetime';
import { containersSettings } from '../../src/extension/containers/containers.contributions';
import { Arrangement } from '../../src/extension/views/arrangement';
import { rowsOfPorts } from '../../src/extension/views/listeningPorts/portSource';
import { DeltaDecoder, DeltaEncoder, type SnapshotUpdate } from '../../src/node/engine/worker/snapshotDelta';
import { median } from './measure';
import { type Change, MadeMachine } from './madeMachine';

const WARM_UPS = 60;
const ROUNDS = 200;

/** Milliseconds of one pass, as the median and the longest of all. */
export interface Pass {
  readonly median: number;
  readonly longest: number;
}

/** By what changed; with what listens inside containers in a group of its own, and without. */
export type HostThread = Readonly<Record<'published' | 'inside', Readonly<Record<Change, Pass>>>>;

const CHANGES: readonly Change[] = ['nothing', 'connection', 'listener', 'process', 'container'];

/** The extension host's side of passes: what the Monitor and the view do with what comes. */
class HostSide {
  readonly #machine = new MadeMachine();
  readonly #encoder = new DeltaEncoder();
  readonly #decoder = new DeltaDecoder();
  readonly #channel = new MessageChannel();
  readonly #changed = new Emitter<void>();
  readonly #ports = new PortsCache();
  #snapshot: Snapshot | undefined;

  constructor() {
    const kept = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] };
    const take = (): Snapshot | undefined => this.#snapshot;
    const ports = this.#ports;
    const monitor = {
      onDidChange: this.#changed.event,
      get snapshot() {
        return take();
      },
      get ports() {
        const now = take();
        return now === undefined ? [] : ports.portsOf(now);
      },
    };
    const rows = rowsOfPorts({
      monitor: monitor as Parameters<typeof rowsOfPorts>[0]['monitor'],
      engine: { ancestors: () => Promise.resolve([]) },
      names: new Names(() => Promise.resolve([])),
      roots: { of: () => [] },
      filter: new FilterState(kept),
      arrangement: new Arrangement('listeningPorts', kept),
    });
    rows.show();
  }

  /** @returns milliseconds */
  pass(change: Change): number {
    const worker = this.#machine.next(change);
    const { containers, ...read } = worker;
    this.#channel.port1.postMessage(this.#encoder.encode(read, read, 'listening'));
    const began = performance.now();
    const { message } = receiveMessageOnPort(this.#channel.port2) as { message: SnapshotUpdate };
    this.#snapshot = { ...this.#decoder.decode(message), ...(containers && { containers }) };
    this.#changed.fire();
    return performance.now() - began;
  }

  dispose(): void {
    this.#channel.port1.close();
  }
}

function passes(showsInside: boolean): HostThread['inside'] {
  settings.set(containersSettings.showsInside.id, showsInside);
  const side = new HostSide();
  for (let i = 0; i < WARM_UPS; i++) for (const change of CHANGES) side.pass(change);
  const all = CHANGES.map((change) => {
    const times = Array.from({ length: ROUNDS }, () => side.pass(change));
    return [change, { median: median(times), longest: Math.max(...times) }] as const;
  });
  side.dispose();
  return Object.fromEntries(all) as HostThread['inside'];
}

console.log(JSON.stringify({ published: passes(false), inside: passes(true) } satisfies HostThread));
