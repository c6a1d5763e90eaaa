/** `node dist/netstat.js ARGS`: netstat on the command line. */
import { release } from 'node:os';
import { runNetstat } from '../core/netstat/run';
import { NodeEnvironment } from './cli/environment';
import { thisMachine } from './cli/machine';
import { NearLinks } from './cli/nearLinks';
import { postponeOptimizing } from './cli/optimizer';
import { ProcessOutput } from './cli/output';
import { ThisKernel } from './cli/kernel';
import { FileReader } from './reader';

postponeOptimizing();
const args = process.argv.slice(2).map((arg) => Buffer.from(arg).toString('latin1'));
const machine = thisMachine(process.env);
const reader = new FileReader(machine.proc);
const links = new NearLinks(machine.proc, reader);
// Another /proc is another machine's.
const kernel = machine.proc === '/proc' ? new ThisKernel(reader, machine.littleEndian, release()) : undefined;

runNetstat(args, new NodeEnvironment(machine, links, kernel), new ProcessOutput()).then(
  // Nothing is left to be waited for, a slow name server neither.
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
