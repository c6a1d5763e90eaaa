import assert from 'node:assert/strict';
import { type InetSocket, InetTable } from '../../../../../src/core/model/inetTable';
import type { Environment } from '../../../../../src/core/netstat/context/environment';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { inputOf } from '../recordedCases';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const FILE = `${HEADER}   0: 0100007F:0001 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11\n`;

function socket(protocol: 'tcp' | 'tcp6', localPort: number, remotePort: number): InetSocket {
  const address = [0, 0, 0, 0] as const;
  const rest = { timer: 0, timerWhen: 0, retransmits: 0, uid: 0, timeout: 0, inode: localPort, drops: 0 };
  const ends = { localAddress: address, localPort, remoteAddress: address, remotePort };
  const state = remotePort === 0 ? 10 : 1;
  return { protocol, isIPv6: protocol === 'tcp6', ...ends, state, txQueue: 0, rxQueue: 0, ...rest };
}

/** The other sockets that the kernel has than its files. */
function otherSockets(): InetTable {
  const table = new InetTable();
  for (const each of [socket('tcp6', 2, 0), socket('tcp', 3, 9), socket('tcp', 4, 0), socket('tcp6', 5, 9)])
    table.addSocket(each);
  return table;
}

/** The local ports that netstat prints, and for each time that the kernel was asked whether for servers alone. */
async function ports(
  line: string,
  told: () => InetTable | undefined = otherSockets,
): Promise<{ ports: number[]; asked: boolean[] }> {
  const asked: boolean[] = [];
  const tcpSockets: Environment['tcpSockets'] = (onlyServers) => {
    asked.push(onlyServers);
    return told();
  };
  const files = new Map([
    ['/proc/net/tcp', FILE],
    ['/proc/net/tcp6', HEADER],
    ['/proc/net/udp', HEADER],
    ['/proc/net/udp6', HEADER],
  ]);
  const environment = { ...fixtureEnvironment({ input: inputOf('sctp'), files }), tcpSockets };
  const output = new KeptOutput();
  assert.equal(await runNetstat(line.split(' '), environment, output), 0);
  const found = [...output.out.matchAll(/^tcp6? .*?:(\d+) /gm)].map((match) => Number(match[1]));
  return { ports: found, asked };
}

describe('netstat where the kernel can be asked for sockets', () => {
  it('prints those of IPv4 before those of IPv6, each in the kernel’s order', async () => {
    assert.deepEqual(await ports('-tan'), { ports: [3, 4, 2, 5], asked: [false] });
    assert.deepEqual(await ports('-tanep'), { ports: [3, 4, 2, 5], asked: [false] });
  });

  it('prints those of one family alone where no other is wanted', async () => {
    assert.deepEqual(await ports('-4tan'), { ports: [3, 4], asked: [false] });
    assert.deepEqual(await ports('-6tan'), { ports: [2, 5], asked: [false] });
  });

  it('asks for servers alone with -l, and leaves out what is none', async () => {
    assert.deepEqual(await ports('-tln'), { ports: [4, 2], asked: [true] });
    assert.deepEqual(await ports('-tn'), { ports: [3, 5], asked: [false] });
  });

  it('does not ask for other protocols', async () => {
    assert.deepEqual((await ports('-uan')).asked, []);
  });

  it('reads the files for timers and sorted rows', async () => {
    for (const line of ['-tano', '-tan --sort=inode']) {
      assert.deepEqual(await ports(line), { ports: [1], asked: [] });
    }
  });

  it('reads the files for data, whose fields are all columns', async () => {
    const { ports: found, asked } = await ports('-tan --json');
    assert.deepEqual([found, asked], [[], []]);
  });

  it('reads the files where the kernel does not tell', async () => {
    assert.deepEqual((await ports('-tan', () => undefined)).ports, [1]);
  });
});
