import '../../fakeVscode';
import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { NewPorts } from '../../../../../src/extension/views/listeningPorts/newPorts';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

/** The made-up machine started then. */
const BOOT = 1_600_000_000_000;
const OWNERS = [process(), process({ pid: 43, startTime: 60_000, comm: 'later' })];
const EARLY: MadeSocket = { local: ['127.0.0.1', 3000], pids: [42] };
const LATE: MadeSocket = { local: ['127.0.0.1', 4000], pids: [43], inode: 2 };

const machine = (...sockets: MadeSocket[]): ReturnType<typeof snapshot> => snapshot(sockets, OWNERS);

function fresh(news: NewPorts, ...sockets: MadeSocket[]): number[] {
  const taken = machine(...sockets);
  const ports = listeningPorts(taken);
  news.take(taken, ports);
  return ports.filter((port) => news.has(port)).map(({ port }) => port);
}

describe('ports that are new since the window opened', () => {
  it('are those that were not there when the list was first read', () => {
    const news = new NewPorts(Infinity);
    assert.deepEqual(fresh(news, EARLY), []);
    assert.deepEqual(fresh(news, EARLY, LATE), [4000]);
    assert.deepEqual(fresh(news, LATE), [4000], 'until the window closes');
    assert.deepEqual(fresh(news, EARLY, LATE), [4000], 'a server that is started again is none');
  });

  it('are those of programs that began after the window, though the list was read later', () => {
    assert.deepEqual(fresh(new NewPorts(BOOT + 300_000), EARLY, LATE), [4000]);
    assert.deepEqual(
      fresh(new NewPorts(BOOT + 599_500), EARLY, LATE),
      [],
      'the clock of processes is no better',
    );
  });

  it('are no sockets of UDP, which come and go with every question', () => {
    const news = new NewPorts(Infinity);
    fresh(news, EARLY);
    assert.deepEqual(fresh(news, EARLY, { ...LATE, protocol: 'udp' }), []);
  });
});
