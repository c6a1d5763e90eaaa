/** `node dist/netstat.js ARGS`: netstat on the command line. */
import { runNetstat } from '../core/netstat/run';
import { NodeEnvironment } from './cli/environment';
import { thisMachine } from './cli/machine';
import { ProcessOutput } from './cli/output';

const args = process.argv.slice(2).map((arg) => Buffer.from(arg).toString('latin1'));

runNetstat(args, new NodeEnvironment(thisMachine(process.env)), new ProcessOutput()).then(
  // Nothing is left to be waited for, a slow name server neither.
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
