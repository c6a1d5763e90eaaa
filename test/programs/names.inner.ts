/**
 * Asks an engine of the user who runs it what programs are, a line of JSON a question: which ports, and which processes it
 * may see nobody's ports of. Prints a line of JSON for each.
 */
import { createInterface } from 'node:readline';
import type { ProcessIdentity } from '../../src/core/model/engine';
import { inetOwnership } from '../../src/core/model/snapshot';
import type { ProgramDescription } from '../../src/core/programs/facts';
import { descriptionAt } from '../../src/core/programs/personName';
import { isListening } from '../../src/core/query/socketState';
import { machineEngine } from '../../src/node/engine/machineEngine';
import { loadSystemCalls } from '../../src/node/system/systemCalls';

/** What is asked. */
export interface Question {
  /** Whose listeners are to be named. */
  readonly ports: readonly number[];
  /** Processes that are known already. */
  readonly processes: readonly ProcessIdentity[];
}

/** A process with what it is said to be; nothing where it is not recognised. */
export interface Named extends ProcessIdentity {
  readonly description?: ProgramDescription | undefined;
}

/** What is told. */
export interface Answer {
  /** All that listen there, as far as the user may see it, each named as the owner of that port. */
  readonly owners: readonly (Named & { readonly port: number })[];
  /** The processes that were asked for and still run. */
  readonly processes: readonly Named[];
  /** Milliseconds that naming took. */
  readonly took: number;
}

async function main(): Promise<void> {
  const engine = machineEngine(loadSystemCalls());
  for await (const line of createInterface({ input: process.stdin })) {
    const { ports, processes } = JSON.parse(line) as Question;
    const snapshot = await engine.scan('all', true);
    const { inet } = snapshot;
    const rows = Array.from(inet.inode.keys()).filter(
      (row) => isListening(inet, row) && ports.includes(inet.localPort[row] ?? 0),
    );
    const held = rows.flatMap((row) =>
      inetOwnership(snapshot, row).owners.map((owner) => ({ owner, port: inet.localPort[row] ?? 0 })),
    );
    const began = performance.now();
    const known = new Map<number, ProgramDescription | undefined>();
    for (const { pid, description } of await engine.origins(held.map(({ owner }) => owner)))
      known.set(pid, description);
    const answer: Answer = {
      owners: held.map(({ owner, port }) => {
        const description = known.get(owner.pid);
        const { pid, startTime } = owner;
        const described = { ...owner, ...(description && { description }) };
        return { pid, startTime, port, description: descriptionAt(described, port) };
      }),
      processes: await engine.origins(processes),
      took: performance.now() - began,
    };
    console.log(JSON.stringify(answer));
  }
}

void main();
