import assert from 'node:assert/strict';
import type { Environment } from '../../../../src/core/netstat/context/environment';
import { runNetstat } from '../../../../src/core/netstat/run';
import { fixtureEnvironment, KeptOutput } from './fixtureEnvironment';
import { inputOf } from './recordedCases';

const TCP =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
  '   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 0 0 10 0\n' +
  '   1: 0100007F:0BB9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 78 1 0 100 0 0 10 0\n';
const UNIX =
  'Num       RefCount Protocol Flags    Type St Inode Path\n' +
  '0000000000000000: 00000002 00000000 00010000 0001 01 79 /run/web\n';
const CONTEXT = 'system_u:system_r:httpd_t:s0';

/** A machine with SELinux, made up: process 42 holds the sockets 77 and 79, and nobody holds 78. */
function machine(context: string): Environment {
  const files = new Map([
    ['/proc/net/tcp', TCP],
    ['/proc/net/unix', UNIX],
    ['/proc/42/cmdline', 'httpd\0-k\0'],
    ['/proc/42/attr/current', context],
  ]);
  return {
    ...fixtureEnvironment({ input: inputOf('cli'), files }),
    readDirectory: () => ({ ok: true, names: ['42', 'self'] }),
    socketsOf: () => ({ ok: true, inodes: Float64Array.of(77, 79) }),
    selinuxEnabled: true,
  };
}

async function lines(argv: readonly string[], context = `${CONTEXT}\0`): Promise<string[]> {
  const output = new KeptOutput();
  assert.equal(await runNetstat(argv, machine(context), output), 0);
  return output.out.split('\n');
}

describe('netstat -Z', () => {
  it('has a column of 50 for the context of the process, "-" where nobody is known', async () => {
    const [, header, owned, unowned] = await lines(['-tlnZ']);
    const column = (line: string | undefined): string => (line ?? '').slice(-51);
    assert.equal(column(header), ` ${'Security Context'.padEnd(50)}`.slice(0, 51));
    assert.equal(column(owned), ` ${CONTEXT.padEnd(50)}`);
    assert.equal(column(unowned), ` ${'-'.padEnd(50)}`);
  });

  it('ends a context at the NUL or newline that the kernel puts behind it', async () => {
    for (const end of ['\0', '\n', '']) {
      assert.ok((await lines(['-tlnZ'], CONTEXT + end))[2]?.endsWith(` ${CONTEXT.padEnd(50)}`));
    }
  });

  it('has the column before the path of UNIX sockets', async () => {
    const row = (await lines(['-xlZ'])).find((line) => line.startsWith('unix'));
    assert.ok(row?.endsWith(` ${CONTEXT.padEnd(50)} /run/web`), row);
  });
});
