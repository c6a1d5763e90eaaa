import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { whyNoOwnNetwork } from '../../host/ownNetwork';
import { repository } from '../../host/paths';
import { skipWithReason } from '../../skip';

/** Prints the ports that are listened on (st 0A of /proc/net/tcp, man 5 proc_pid_net) and the interfaces, and fails. */
const LOOK = `
const { readFileSync } = require('node:fs');
const fields = readFileSync('/proc/self/net/tcp', 'latin1').trim().split('\\n').slice(1).map((line) => line.trim().split(/ +/));
const ports = fields.filter(([, , , state]) => state === '0A').map(([, local]) => parseInt(local.split(':')[1], 16));
const interfaces = Object.keys(require('node:os').networkInterfaces()).sort();
console.log(JSON.stringify({ ports, interfaces }));
process.exitCode = 7;
`;

describe('the network of the tests', () => {
  let server: Server;
  let port: number;

  before(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  after(() => void server.close());

  /** Looks around from where tests are run that were started in this environment. */
  async function look(network: string | undefined): Promise<{ said: string; exitCode: number }> {
    const { NETSTAT_TEST_NETWORK: _, ...env } = process.env;
    const args = [
      '--require',
      'tsx/cjs',
      join(repository, 'test/inOwnNetwork.ts'),
      process.execPath,
      '-e',
      LOOK,
    ];
    const child = spawn(process.execPath, args, {
      cwd: repository,
      env: network === undefined ? env : { ...env, NETSTAT_TEST_NETWORK: network },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { said, exitCode: exitCode as number };
  }

  it('has no port of other programs, where it can be had', async function () {
    skipWithReason(this, whyNoOwnNetwork());
    const { said, exitCode } = await look(undefined);
    assert.deepEqual(JSON.parse(said), { ports: [], interfaces: ['eth0', 'eth1', 'lo'] });
    assert.equal(exitCode, 7, 'it is that of the program');
  });

  it('is that of the machine where one wants it, which is said', async () => {
    const { said, exitCode } = await look('machine');
    const [reason = '', found = ''] = said.split('\n');
    assert.match(reason, /network of this machine: NETSTAT_TEST_NETWORK is "machine"/);
    assert.ok((JSON.parse(found) as { ports: number[] }).ports.includes(port));
    assert.equal(exitCode, 7);
  });
});
