import assert from 'node:assert/strict';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { inputOf } from '../recordedCases';

const TCP =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
  '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 9050 1 0 100 0 0 10 0\n' +
  '   1: 0A02000A:A000 0B02000A:01BB 01 00000005:00000000 00:00000000 00000000     0        0 8000 1 0 100 0 0 10 0\n';

const UDP =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n' +
  '   0: 00000000:0007 00000000:0000 07 00000000:00000000 00:00000000 00000000   200        0 9200 2 0 0\n';

/** The Internet table of a machine with TCP, UDP and the recorded SCTP sockets. */
async function rows(...args: readonly string[]): Promise<string[]> {
  const files = new Map([
    ['/proc/net/tcp', TCP],
    ['/proc/net/udp', UDP],
  ]);
  const output = new KeptOutput();
  await runNetstat(['-nA', 'inet', ...args], fixtureEnvironment({ input: inputOf('sctp'), files }), output);
  assert.equal(output.err, '');
  return output.out.split('\n').slice(2, -1);
}

/** What stands for each socket: the protocol and the local address; more addresses of an SCTP socket have lines of their own. */
function sockets(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, protocol = '', address = ''] = /^(\w+)\s+(?:\d+\s+\d+ )?(\S+)/.exec(line) ?? [];
    return protocol === '' ? [] : [`${protocol} ${address}`];
  });
}

describe('--sort', () => {
  it('puts SCTP sockets among the others', async () => {
    assert.deepEqual(sockets(await rows('-aSte', '--sort=inode')), [
      'tcp 10.0.2.10:40960',
      'sctp 127.0.0.1:5060',
      'sctp 0.0.0.0:36412',
      'sctp 192.0.2.10:7',
      'sctp 127.0.0.1:8',
      'tcp 127.0.0.1:8080',
      'sctp 127.0.0.1:40000',
      'sctp 192.0.2.10:5060',
    ]);
  });

  it('keeps all lines of an SCTP socket together, and every line that is there unsorted', async () => {
    const unsorted = await rows('-aSteu');
    const columns = ['proto', 'recv-q', 'send-q', 'local-address', 'foreign-address', 'local-port'];
    for (const column of [...columns, 'foreign-port', 'state', 'user', 'inode', 'pid', 'program', 'path']) {
      const sorted = await rows('-aSteu', `--sort=${column}`);
      assert.deepEqual(sorted.toSorted(), unsorted.toSorted(), column);
      const at = sorted.findIndex((line) => line.includes(' 192.0.2.10:5060 '));
      assert.deepEqual(
        sorted.slice(at, at + 3),
        unsorted.slice(unsorted.indexOf(sorted[at] ?? ''), unsorted.indexOf(sorted[at] ?? '') + 3),
        column,
      );
    }
  });

  it('has SCTP behind TCP by protocol, as in netstat’s own order', async () => {
    const protocols = (await rows('-aStu', '--sort=proto')).flatMap((line) => /^\w+/.exec(line)?.[0] ?? []);
    assert.deepEqual([...new Set(protocols)], ['tcp', 'sctp', 'udp']);
  });

  it('sorts their addresses by value, their queues and their states', async () => {
    const byAddress = sockets(await rows('-aS', '--sort=local-address'));
    assert.deepEqual(byAddress, [
      'sctp 0.0.0.0:36412',
      'sctp 127.0.0.1:8',
      'sctp 127.0.0.1:5060',
      'sctp 127.0.0.1:40000',
      'sctp 192.0.2.10:7',
      'sctp 192.0.2.10:5060',
    ]);
    assert.equal(sockets(await rows('-aSt', '--sort=send-q')).at(-1), 'sctp 192.0.2.10:5060');
    const states = (await rows('-aSt', '--sort=state')).flatMap(
      (line) => /(?:ESTABLISHED|LISTEN|UNKNOWN\(14\))/.exec(line)?.[0] ?? [],
    );
    assert.deepEqual(states, states.toSorted());
    assert.equal(new Set(states).size, 3);
  });
});
