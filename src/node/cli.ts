/** `node dist/netstat.js ARGS`: netstat on the command line. */
import { setFlagsFromString } from 'node:v8';
import { runNetstat } from '../core/netstat/run';
import { NodeEnvironment } from './cli/environment';
import { thisMachine } from './cli/machine';
import { ProcessOutput } from './cli/output';

// Most runs end before optimised code has paid for its making: V8 is to wait thirty times longer with it.
setFlagsFromString('--interrupt-budget=2000000');

const args = process.argv.slice(2).map((arg) => Buffer.from(arg).toString('latin1'));

runNetstat(args, new NodeEnvironment(thisMachine(process.env)), new ProcessOutput()).then(
  // Nothing is left to be waited for, a slow name server neither.
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
