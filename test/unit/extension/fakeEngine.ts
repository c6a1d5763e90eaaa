import type {
  ProcessIdentity,
  ProcessState,
  SignalName,
  SignalOutcome,
} from '../../../src/core/model/engine';
import type { Ancestor } from '../../../src/core/model/process';
import type { Scope, Snapshot } from '../../../src/core/model/snapshot';
import type { SharedEngine } from '../../../src/extension/sharedEngine';
import { snapshot } from '../snapshots';

/** An engine of a made-up machine: tests say what it answers, and see what it was asked. */
export class FakeEngine implements SharedEngine {
  consumers = 0;
  readonly scans: { readonly scope: Scope; readonly fresh: boolean }[] = [];
  readonly signals: { readonly pid: number; readonly signal: SignalName; readonly inodes: unknown }[] = [];

  onScan: () => Snapshot | Promise<Snapshot> = () => snapshot([]);
  onSignal: (process: ProcessIdentity, signal: SignalName) => SignalOutcome = () => ({ kind: 'sent' });
  onStateOf: (process: ProcessIdentity) => ProcessState = () => 'running';
  onAncestors: (pid: number) => readonly Ancestor[] = () => [];

  retain(): void {
    this.consumers++;
  }

  release(): void {
    this.consumers--;
  }

  async scan(scope: Scope, fresh: boolean): Promise<Snapshot> {
    this.scans.push({ scope, fresh });
    return this.onScan();
  }

  async signal(
    process: ProcessIdentity,
    signal: SignalName,
    inodes: readonly number[] | undefined,
  ): Promise<SignalOutcome> {
    this.signals.push({ pid: process.pid, signal, inodes });
    return this.onSignal(process, signal);
  }

  async stateOf(process: ProcessIdentity): Promise<ProcessState> {
    return this.onStateOf(process);
  }

  async ancestors(pid: number): Promise<readonly Ancestor[]> {
    return this.onAncestors(pid);
  }
}
