import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../../src/core/netstat/context/environment';
import { runNetstat } from '../../../../src/core/netstat/run';
import { exportMetrics } from '../../../../src/node/cli/exportMetrics';
import { fixtureEnvironment, KeptOutput } from '../../core/netstat/fixtureEnvironment';
import { inputOf } from '../../core/netstat/recordedCases';

async function run(
  args: readonly string[],
  changes: Partial<Environment> = {},
): Promise<KeptOutput & { status: number }> {
  const output = Object.assign(new KeptOutput(), { status: 0 });
  const environment = { ...fixtureEnvironment({ input: inputOf('real-sockets') }), ...changes };
  output.status = await runNetstat(['--prometheus', ...args], environment, output, (asked) =>
    exportMetrics(asked, undefined),
  );
  return output;
}

describe('netstat --prometheus', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netstat-metrics-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prints metrics', async () => {
    const { out, status } = await run([]);
    assert.equal(status, 0);
    assert.match(out, /^netstat_sockets\{protocol="tcp",state="ESTABLISHED",owner="-"\} 10$/m);
    assert.match(out, /\n$/);
  });

  it('reads the namespace that is asked for, or says why not', async () => {
    const asked: string[] = [];
    const enterNamespace = (wanted: string): Promise<string | undefined> => {
      asked.push(wanted);
      return Promise.resolve(wanted === 'blue' ? undefined : 'no such namespace');
    };
    assert.equal((await run(['--namespace=blue'], { enterNamespace })).status, 0);
    const { out, err, status } = await run(['--namespace=red'], { enterNamespace });
    assert.deepEqual([out, err, status], ['', 'netstat: no such namespace\n', 1]);
    assert.deepEqual(asked, ['blue', 'red']);
  });

  it('writes a file with --output, and with -c again and again until it cannot', async () => {
    const file = join(folder, 'netstat.prom');
    const texts: string[] = [];
    const pauses: number[] = [];
    const sleep = (seconds: number): Promise<boolean> => {
      texts.push(readFileSync(file, 'utf8'));
      pauses.push(seconds);
      rmSync(file);
      return Promise.resolve(pauses.length < 3);
    };
    const { out, status } = await run([`--output=${file}`, '-c', '--interval=15'], { sleep });
    assert.deepEqual([out, status, pauses], ['', 0, [15, 15, 15]]);
    assert.ok(texts.every((text) => text.includes('netstat_sockets{')));
    const wrong = join(folder, 'none', 'x.prom');
    const failed = await run([`--output=${wrong}`, '-c'], {
      sleep: () => Promise.reject(new Error('slept')),
    });
    assert.equal(failed.err.split('\n').at(-2), `netstat: cannot write ${wrong}: No such file or directory`);
    assert.equal(failed.status, 1);
  });

  it('says what is wrong with the address of --serve, and why it is no other', async () => {
    const elsewhere = await run(['--serve=0.0.0.0:9101']);
    assert.match(elsewhere.err, /to this machine alone.*not on '0\.0\.0\.0:9101'.*asked for no password/);
    const wrong = await run(['--serve=9101']);
    assert.match(wrong.err, /needs an address and a port, as in 127\.0\.0\.1:9101, not '9101'/);
    assert.deepEqual([elsewhere.status, wrong.status], [1, 1]);
  });

  it('names who has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    const row = `   0: 0100007F:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77 1\n`;
    const files = new Map([
      ['/proc/net/tcp', `header\n${row}`],
      ['/proc/42/stat', `42 (web\x1b) S 1 ${'0 '.repeat(17)}4711 0\n`],
    ]);
    const taken: Partial<Environment> = {
      ...fixtureEnvironment({ input: inputOf('cli'), files }),
      readDirectory: () => ({ ok: true, names: ['42'] }),
      socketsOf: () => ({ ok: true, inodes: Float64Array.of(77) }),
    };
    try {
      const { err, status } = await run([`--serve=127.0.0.1:${port}`], taken);
      assert.equal(
        err,
        `netstat: cannot listen on 127.0.0.1:${port}: web<U+001B> (42) listens there; take another port, or end it\n`,
      );
      assert.equal(status, 1);
      const unseen = await run([`--serve=localhost:${port}`], {
        ...taken,
        socketsOf: () => ({ ok: false, code: 'EACCES' }),
      });
      assert.match(unseen.err, /something has the port whose owner cannot be seen/);
    } finally {
      other.close();
    }
  });

  it('is printed into a document, and neither written nor served from there', async () => {
    const document = async (...args: string[]): Promise<string> => {
      const output = Object.assign(new KeptOutput(), { showsOneRound: true });
      const environment = fixtureEnvironment({ input: inputOf('real-sockets') });
      await runNetstat(['--prometheus', ...args], environment, output, (asked) =>
        exportMetrics(asked, undefined),
      );
      return output.out || output.err;
    };
    assert.match(await document(), /^netstat_sockets\{/m);
    for (const option of [`--output=${join(folder, 'x')}`, '--serve=127.0.0.1:9101']) {
      assert.equal(await document(option), "netstat: options '--output' and '--serve' are for terminals\n");
    }
  });
});
