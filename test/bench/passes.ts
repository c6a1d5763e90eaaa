/** `passes ENGINE calls|files`: runs scans of a bundled engine when the parent asks, and answers what they cost. */
import type { EngineWork } from './builds';
import type * as engine from './engine';
import { cpuHere } from './measure';

async function main(): Promise<void> {
  const [, , path = '', how] = process.argv;
  const { newEngine } = (await import(path)) as typeof engine;
  const one = newEngine(how === 'calls');
  process.on('message', ({ isFresh, times }: EngineWork) => {
    const work = async (): Promise<void> => {
      // Another scope than in the last pass: the gate lets it through.
      for (let i = 0; i < times; i++) await one.scan(i % 2 === 0 ? 'all' : 'inet', isFresh, 'listening');
    };
    void cpuHere(work).then((cost) => process.send?.(cost / times));
  });
}

void main();
