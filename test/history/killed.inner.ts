/**
 * Writes numbered entries into a history as fast as it can, and says after each call up to which they are written, until it is
 * killed. Arguments: the folder, the first number.
 */
import { writeSync } from 'node:fs';
import { openHistory } from '../../src/node/history/openHistory';
import { thisRecorder } from '../../src/node/history/recorderFile';
import { connection, HERE, seen } from './madeHistory';
import { adds, callAt, NOW } from './opened';

const [folder = '', first = '0'] = process.argv.slice(2);
let next = Number(first);
const history = openHistory({ folder, place: HERE, recorder: thisRecorder(), now: () => NOW });
const { isTaken } = history.takeRecording(NOW);
if (!isTaken) throw new Error('Another one records.');
for (;;) {
  const count = callAt(next);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = next + index;
    // As many programs as a busy machine has: more in a minute than fit would crowd out what they did.
    return connection([3000, 1 + (at % 65_000)], seen('client', 1 + (at % 1_000)), NOW + at, NOW + at);
  });
  history.write(adds(...entries));
  next += count;
  history.trim(NOW, 24, 4);
  const { trouble } = history.status();
  if (trouble) throw new Error(trouble.kind);
  writeSync(1, `${next}\n`);
}
