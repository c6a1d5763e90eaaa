import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { closeLine } from '../../../../src/core/connections/closeLine';
import type { SeenConnection } from '../../../../src/core/model/connection';
import { typedLine } from '../../../../src/core/text/typedLine';
import { locate, whyMissing } from '../../../host/programs';
import { isRoot } from '../../../host/users';
import { skipWithReason } from '../../../skip';
import { words } from '../../snapshots';

const ONE: SeenConnection = {
  ...{ protocol: 'tcp', isIPv6: false, state: 1, inode: 77 },
  ...{ localAddress: words('10.0.0.1'), localPort: 5000 },
  ...{ remoteAddress: words('10.0.0.2'), remotePort: 443 },
};
const IPV6: SeenConnection = {
  ...{ ...ONE, protocol: 'tcp6', isIPv6: true, state: 6 },
  ...{ localAddress: words('0:0:0:0:0:0:0:1'), remoteAddress: [0, 0, 0xffff, 0x7f_00_00_01] },
};
const LINE = `sudo ss -tnK state connected '( src 10.0.0.1:5000 and dst 10.0.0.2:443 )'`;
const BOTH = `${LINE.slice(0, -1)} or ( src [::1]:5000 and dst [::ffff:127.0.0.1]:443 )'`;

const word = fc.nat({ max: 0xff_ff_ff_ff });
const address = fc.tuple(word, word, word, word);
const port = fc.integer({ min: 1, max: 65_535 });
const CONNECTIONS = fc.array(
  fc.record({
    protocol: fc.constantFrom('tcp' as const, 'tcp6' as const),
    isIPv6: fc.boolean(),
    state: fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 9, 11),
    inode: fc.nat(),
    localAddress: address,
    localPort: port,
    remoteAddress: address,
    remotePort: port,
  }),
  { minLength: 1, maxLength: 20 },
);

describe('the line that closes connections', () => {
  it('names both ends of each, of TCP, in no state of a listener', () => {
    assert.equal(closeLine([ONE]), LINE);
    assert.equal(closeLine([ONE, IPV6]), BOTH);
  });

  it('is there for nothing else', () => {
    assert.equal(closeLine([]), undefined);
    for (const other of [{ state: 10 }, { state: 7 }, { remotePort: 0 }, { protocol: 'udp' }] as const)
      assert.equal(closeLine([ONE, { ...ONE, ...other }]), undefined);
  });

  describe('in a shell', () => {
    const lines = fc.sample(CONNECTIONS, { numRuns: 60, seed: 19 }).map((each) => closeLine(each) ?? '');
    let folder: string;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'netstat close '));
      const file = join(folder, 'sudo');
      writeFileSync(file, `#!/bin/sh\nprintf '<%s>' sudo "$@"\nprintf '\\n'\n`);
      chmodSync(file, 0o755);
    });
    after(() => rmSync(folder, { recursive: true }));

    it('has nothing that a terminal obeys', () => {
      for (const line of lines) {
        assert.match(
          line,
          /^sudo ss -tnK state connected '[\d.a-f:[\] ()srcando]+t[\d.a-f:[\] ()srcandot]*'$/,
        );
        assert.equal(typedLine(line), line);
      }
    });

    for (const shell of ['sh', 'dash', 'bash', 'zsh', 'fish']) {
      it(`runs nothing but itself in ${shell}, with the filter as one word`, function () {
        skipWithReason(this, whyMissing(shell));
        const { stdout, stderr } = spawnSync(locate(shell) ?? '', ['-c', lines.join('\n')], {
          encoding: 'utf8',
          cwd: folder,
          env: { PATH: folder, HOME: folder },
        });
        assert.equal(stderr, '');
        assert.deepEqual(
          stdout.trimEnd().split('\n'),
          lines.map((line) => {
            const filter = /'(.*)'$/.exec(line)?.[1] ?? '';
            return ['sudo', 'ss', '-tnK', 'state', 'connected', filter].map((each) => `<${each}>`).join('');
          }),
        );
      });
    }
  });

  it('has the real ss close what it names, whatever the family, and nothing beside it', function () {
    const UNSHARE = ['--net', ...(isRoot ? [] : ['--map-root-user'])];
    const missing = whyMissing('ip', 'ss', 'unshare');
    const can = !missing && spawnSync('unshare', [...UNSHARE, 'true']).status === 0;
    skipWithReason(this, can ? undefined : 'this takes ip, ss and a network namespace (unshare --net)');
    // Two of each family to one listener, which is of IPv6 and takes IPv4 in; and one that ends in TIME_WAIT.
    const made = spawnSync(
      'unshare',
      [
        ...UNSHARE,
        'sh',
        '-c',
        'ip link set lo up && exec "$@"',
        'sh',
        process.execPath,
        '--import',
        'tsx',
        join(__dirname, 'closeLine.inner.ts'),
      ],
      { encoding: 'utf8', timeout: 30_000 },
    );
    assert.notEqual(made.stdout, '', made.stderr);
    assert.deepEqual(JSON.parse(made.stdout), {
      ipv4: ['closed', 'left'],
      mapped: ['closed', 'left'],
      ipv6: ['closed', 'left'],
      several: ['closed', 'closed'],
      timeWait: ['closed'],
      listens: true,
    });
  });
});
