/** Waits for the end of its input, then asks to record, writes, and says what came of it. Argument: the folder. */
import { readSync, writeSync } from 'node:fs';
import { openHistory } from '../../src/node/history/openHistory';
import { thisRecorder } from '../../src/node/history/recorderFile';
import { HERE, listener, seen } from './madeHistory';
import { adds, NOW } from './opened';

const CALLS = 100;

const [folder = ''] = process.argv.slice(2);
writeSync(1, 'ready\n');
while (readSync(0, Buffer.alloc(64)) > 0);
const history = openHistory({ folder, place: HERE, recorder: thisRecorder(), now: () => NOW });
const { isTaken } = history.takeRecording(NOW);
for (let call = 0; call < CALLS; call++) {
  const at = NOW + call;
  history.write(
    adds({ ...listener(0, seen('a', call), at, at), protocol: 'unix', path: `/${process.pid}/${call}` }),
  );
}
const { trouble } = history.status();
history.close();
writeSync(1, JSON.stringify({ isTaken, wrote: CALLS, trouble }));
