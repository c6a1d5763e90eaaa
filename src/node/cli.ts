/** `node dist/netstat.js ARGS`: netstat on the command line. */
import { release } from 'node:os';
import { runNetstat } from '../core/netstat/run';
import { NodeEnvironment } from './cli/environment';
import { thisMachine } from './cli/machine';
import { ManyLinks } from './cli/manyLinks';
import { NearLinks } from './cli/nearLinks';
import { postponeOptimizing } from './cli/optimizer';
import { ProcessOutput } from './cli/output';
import { ThisKernel } from './cli/kernel';
import { DescriptorLinks } from './engine/descriptorLinks';
import { FileReader } from './reader';
import { loadSystemCalls, type SystemCalls } from './system/systemCalls';

postponeOptimizing();
const args = process.argv.slice(2).map((arg) => Buffer.from(arg).toString('latin1'));
const machine = thisMachine(process.env);
const reader = new FileReader(machine.proc);
// Another /proc is another machine's.
const isThisMachine = machine.proc === '/proc';
let loaded: SystemCalls | Error | undefined;
const load = (): SystemCalls | Error => (loaded ??= loadSystemCalls());
const links = new ManyLinks(new NearLinks(machine.proc, reader), () => {
  const calls = isThisMachine ? load() : undefined;
  return calls === undefined || calls instanceof Error ? undefined : new DescriptorLinks(calls);
});
const kernel = isThisMachine ? new ThisKernel(reader, machine.littleEndian, release(), load) : undefined;

runNetstat(args, new NodeEnvironment(machine, links, kernel), new ProcessOutput()).then(
  // Nothing is left to be waited for, a slow name server neither.
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
