import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundle } from './bundled';
import { startLoad } from './load';

const PROCESSES = 100;
const CHURN = 20;

/** Of the sockets of a load so many are of TCP. */
export const OF_TCP = 0.8;

/** CPU milliseconds of a sample and its parts by what they are, and ratios. */
export type SampleFigures = Readonly<Record<string, number>>;

/**
 * Measures samples among so many connections of TCP, which are made on loopback: in a process that has nothing else, as the
 * worker has not. Collecting garbage costs more where other programs' objects lie about, and the other threads here count, too.
 */
export async function measureSample(connections: number, folder: string): Promise<SampleFigures> {
  const program = await bundle('./trafficRounds', folder);
  const load = await startLoad(Math.round(connections / OF_TCP), PROCESSES);
  try {
    load.churn(CHURN);
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(connections)]);
    return JSON.parse(stdout) as SampleFigures;
  } finally {
    await load.stop();
  }
}
