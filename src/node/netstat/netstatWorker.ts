import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import {
  callsHere,
  FileReader,
  NodeEnvironment,
  runNetstat,
  terminalSafe,
  thisMachine,
} from '../cli/commandParts';
import { LikelySockets } from '../cli/likelySockets';
import type * as metrics from '../cli/exportMetrics';
import type { SystemCallsOnce } from '../system/systemCallsOnce';
import type { RunMessage, RunRequest } from './netstatMessages';

/** Milliseconds that a name server is given. */
const RESOLVER_TIMEOUT = 2_000;

/** Runs netstat for a document: what a terminal would show, round by round. */
async function serve(port: MessagePort, { args }: RunRequest): Promise<void> {
  const send = (message: RunMessage): void => port.postMessage(message);
  const print = (text: string): void => send({ kind: 'text', text: terminalSafe(text) });
  const environment = new PacedEnvironment(port, () => send({ kind: 'round' }));
  const bytes = args.map((argument) => Buffer.from(argument).toString('latin1'));
  const output = { stdout: print, stderr: print, flush: () => undefined, showsOneRound: true };
  const status = await runNetstat(bytes, environment, output, (run) =>
    (require('../cli/exportMetrics') as typeof metrics).exportMetrics(run, environment.calls),
  );
  send({ kind: 'end', status });
  port.close();
}

/** This machine; between two rounds it waits for those who show them. */
class PacedEnvironment extends NodeEnvironment {
  /** System calls, where it is this machine. */
  readonly calls: SystemCallsOnce | undefined;
  readonly #port: MessagePort;
  readonly #resolver = new Resolver({ timeout: RESOLVER_TIMEOUT, tries: 1 });
  readonly #roundOver: () => void;

  constructor(port: MessagePort, roundOver: () => void) {
    const machine = thisMachine(process.env);
    const calls = callsHere(machine.proc);
    super(
      machine,
      undefined,
      calls && new LikelySockets(new FileReader(machine.proc), calls, machine.littleEndian),
      calls,
    );
    this.calls = calls;
    this.#port = port;
    this.#roundOver = roundOver;
  }

  /** Asks name servers without the thread pool that all extensions share. */
  override async reverseLookup(address: string): Promise<string | undefined> {
    try {
      const [name] = await this.#resolver.reverse(address);
      return name === undefined ? undefined : Buffer.from(name).toString('latin1');
    } catch {
      return undefined;
    }
  }

  override async sleep(seconds: number): Promise<boolean> {
    const asked = once(this.#port, 'message');
    this.#roundOver();
    await Promise.all([asked, super.sleep(seconds)]);
    return true;
  }
}

if (parentPort !== null) void serve(parentPort, workerData as RunRequest);
