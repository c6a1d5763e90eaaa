import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../../src/core/model/likelyOwner';
import type {
  AskedTcp,
  Environment,
  LikelyFinder,
} from '../../../../../src/core/netstat/context/environment';
import type { Output } from '../../../../../src/core/netstat/context/output';
import { runNetstat } from '../../../../../src/core/netstat/run';
import { likelyCell } from '../../../../../src/core/netstat/sockets/likelyHolders';
import { fixtureEnvironment, KeptOutput } from '../fixtureEnvironment';
import { parsedJson, readCsv, type Row, valueOf } from '../data/readCsv';
import { inputOf } from '../recordedCases';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

/** A listener on this port, whose inode is the same number; 0 stands for one that has none. */
function listener(port: number, inode = port): string {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return `   0: ${local} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1\n`;
}

const FILES = new Map([
  ['/proc/net/tcp', HEADER + [10, 22, 80, 99].map((port) => listener(port)).join('') + listener(7, 0)],
  ['/proc/net/udp', HEADER + listener(53)],
  [
    '/proc/net/unix',
    'Num RefCount Protocol Flags Type St Inode Path\n' +
      '0000000000000000: 00000002 00000000 00010000 0001 01 503 /run/a\n',
  ],
  ['/proc/10/cmdline', '/usr/bin/mine\0'],
]);

const SYSTEM: LikelyOwner = {
  unit: 'ssh.service',
  unitOf: 'system',
  processes: [],
  count: 2,
  evidence: ['madeInGroup', 'severalProcesses'],
};
const NAMED: LikelyOwner = {
  ...SYSTEM,
  processes: [{ pid: 812, startTime: 4711, program: 'sshd' }],
  count: 1,
  evidence: ['madeInGroup', 'onlyProcess'],
};
const OF_USER: LikelyOwner = {
  ...SYSTEM,
  unit: 'grö.socket',
  unitOf: 'user',
  uid: 1000,
  service: 'grö.service',
};
const CONTAINED: LikelyOwner = {
  unitOf: 'container',
  container: { runtime: 'docker', id: 'a1b2c3d4e5f6a7b8' },
  processes: [],
  count: 3,
  evidence: ['madeInGroup'],
};

/** Of sockets by their inodes. */
const LIKELY: Readonly<Record<number, LikelyOwner | 'outside'>> = {
  10: NAMED,
  22: NAMED,
  80: SYSTEM,
  99: 'outside',
  53: OF_USER,
  503: CONTAINED,
};
const find: LikelyFinder = (inode) => LIKELY[inode];

interface Run {
  readonly out: string;
  readonly err: string;
  /** For each time that likely owners were asked for, of which sockets of TCP. */
  readonly asked: readonly AskedTcp[];
}

/** netstat on a machine where the user's process 10 holds socket 10 and process 11 may not be looked into. */
async function run(
  line: string,
  changes: Partial<Environment> = {},
  facts: Partial<Output> = {},
): Promise<Run> {
  const asked: AskedTcp[] = [];
  const environment: Environment = {
    ...fixtureEnvironment({ input: inputOf('cli'), files: FILES, effectiveUid: 1000 }),
    readDirectory: () => ({ ok: true, names: ['10', '11'] }),
    socketsOf: (pid) =>
      pid === 11 ? { ok: false, code: 'EACCES' } : { ok: true, inodes: Float64Array.of(10) },
    likelyOwners: (_, tcp) => {
      asked.push(tcp);
      return find;
    },
    ...changes,
  };
  const output = Object.assign(new KeptOutput(), facts);
  assert.equal(await runNetstat(line.split(' '), environment, output), 0);
  return { out: output.out, err: output.err, asked };
}

/** What stands in the column of programs of the sockets on this port, behind 80 characters. */
function cells(out: string, port: number): string[] {
  const rows = out.split('\n').filter((line) => line.includes(` 127.0.0.1:${port} `));
  return rows.map((row) => row.slice(80, 100));
}

/** The same by local port, without blanks. */
function programs({ out }: Pick<Run, 'out'>): Record<string, string> {
  const ports = [...out.matchAll(/ 127\.0\.0\.1:(\d+) /g)].map(([, port]) => Number(port));
  return Object.fromEntries(ports.map((port) => [port, (cells(out, port)[0] ?? '').trimEnd()]));
}

describe('netstat --likely', () => {
  it('names the likely process or unit where netstat has nobody, and leaves proven owners as they are', async () => {
    const told = await run('-tuln --likely');
    assert.deepEqual(programs(told), {
      7: '-',
      10: '10/mine',
      22: '~812/sshd',
      53: Buffer.from('~1000:grö.socket').toString('latin1'),
      80: '~ssh.service',
      99: '-',
    });
    assert.match(told.err, /^\(Not all processes[^]*see it all\.\)\n$/);
  });

  it('is -p to the byte where all owners are known', async () => {
    const files = { '/proc/net/tcp': HEADER + listener(10) };
    const openFile = (): ReturnType<Environment['openFile']> => ({
      ok: true,
      pieces: [Buffer.from(files['/proc/net/tcp'])],
    });
    const [likely, plain] = [await run('-tln4 --likely', { openFile }), await run('-tln4p', { openFile })];
    assert.deepEqual([likely.out, likely.err, likely.asked], [plain.out, plain.err, []]);
  });

  for (const line of ['-tulnp', '-anpe', '-tanpo', '-tlp --sort=program', '-xlp', '-tln', '-tln --json']) {
    it(`is asked for by itself: netstat ${line} asks nobody, and names nobody`, async () => {
      const { out, asked } = await run(line);
      assert.deepEqual(asked, []);
      assert.ok(!out.includes('~'));
    });
  }

  for (const line of [
    '-t -u -l -n',
    '-tuanW',
    '-tuape --numeric',
    '-tuanpo --sort=inode',
    '-A inet -l --numeric',
  ]) {
    it(`goes with other options: ${line}`, async () => {
      const { out, asked } = await run(`${line} --likely`);
      assert.match(out, /LISTEN .*~812\/sshd {11}/);
      assert.match(out, /^udp .*~1000:gr/m);
      assert.deepEqual(asked, [/-l\b/.test(line) ? 'servers' : 'all']);
    });
  }

  it('is asked about TCP only where its sockets are shown', async () => {
    assert.deepEqual((await run('-uln --likely')).asked, ['none']);
    assert.deepEqual((await run('-ln --likely')).asked, ['servers']);
  });

  it('is not asked for UNIX sockets, which do not tell', async () => {
    const { out, asked } = await run('-xl --likely');
    assert.match(out, /503 {6}- {20}\/run\/a\n/);
    assert.deepEqual(asked, []);
  });

  it('sorts likely owners among the others by pid and by name', async () => {
    const ports = async (column: string): Promise<string[]> =>
      [...(await run(`-tln --likely --sort=${column}`)).out.matchAll(/127\.0\.0\.1:(\d+)/g)].map(
        ([, port = '']) => port,
      );
    assert.deepEqual(await ports('pid'), ['10', '22', '80', '99', '7']);
    assert.deepEqual(await ports('program'), ['99', '7', '10', '80', '22']);
  });

  it('tells in each round of -c who it is by then', async () => {
    let rounds = 0;
    const { out, asked } = await run('-tlnc --likely', {
      likelyOwners: () => (inode) => (rounds > 0 ? find(inode) : undefined),
      sleep: () => Promise.resolve(++rounds < 3),
    });
    const shown = cells(out, 22).map((cell) => cell.trimEnd());
    assert.deepEqual([shown, asked], [['-', '~812/sshd', '~812/sshd'], []]);
  });

  for (const [reason, words] of [
    ['noCalls', 'without native code'],
    ['untold', 'Linux does from 5.8 on'],
    ['noGroups', 'no tree of control groups'],
    [undefined, 'what is read are files'],
  ] as const) {
    it(`says behind the table why nobody can be named, and -p does not (${words})`, async () => {
      const changes = { likelyOwners: reason && ((): typeof reason => reason) } as Partial<Environment>;
      const { out, err } = await run('-tln --likely', changes);
      assert.deepEqual(programs({ out })['22'], '-');
      assert.match(
        err,
        new RegExp(`see it all\\.\\)\\n\\(No likely owners for "--likely": .*${words}.*\\.\\)\\n$`),
      );
      assert.doesNotMatch((await run('-tlnp', changes)).err, /likely/);
      assert.deepEqual(parsedJson((await run('-tlnp --json', changes)).out).messages.length, 2);
      assert.match(
        parsedJson((await run('-tln --likely --json', changes)).out).messages.at(-1) ?? '',
        /No likely/,
      );
    });
  }
});

describe('the cell of a likely owner', () => {
  it('is cut where netstat cuts programs, UTF-8 counted by bytes, and is the same with -W', async () => {
    const unit = 'postgresql@16-main.service';
    assert.equal(likelyCell({ ...SYSTEM, unit }), '~postgresql@16-main');
    assert.equal(likelyCell({ ...SYSTEM, unit: 'ä'.repeat(30) }).length, 19);
    const likelyOwners = (): LikelyFinder => () => ({ ...SYSTEM, unit });
    for (const options of ['-tln', '-tlnW']) {
      const { out } = await run(`${options} --likely`, { likelyOwners });
      assert.deepEqual(cells(out, 22), ['~postgresql@16-main ']);
    }
  });

  it('is the container where it is one, whatever unit of it has the socket', () => {
    assert.equal(likelyCell(CONTAINED), '~docker:a1b2c3d4e5f');
    assert.equal(likelyCell({ ...CONTAINED, unit: 'ssh.service' }), '~docker:a1b2c3d4e5f');
  });

  it('says whose unit it is where that is a user’s own, who may call it as one of the machine', () => {
    assert.equal(likelyCell({ ...SYSTEM, unitOf: 'user', uid: 1000 }), '~1000:ssh.service');
  });

  it('has no control in it, in a pipe neither', async () => {
    const unit = 'a\nudp\x1b[2J.service';
    assert.equal(likelyCell({ ...SYSTEM, unit }), '~a?udp?[2J.service');
    const { out } = await run('-tln --likely', { likelyOwners: () => () => ({ ...SYSTEM, unit }) });
    assert.doesNotMatch(out, /^udp/m);
  });
});

describe('likely owners as data', () => {
  const byPort = (rows: readonly Row[]): Record<number, Row> =>
    Object.fromEntries(rows.map((row) => [(row['local'] as { port: number } | undefined)?.port ?? 0, row]));

  it('stand beside the reasons, with -p alone and with --likely', async () => {
    for (const options of ['-tulnp --json', '-tuln --json --likely', '-tulnp --likely --json']) {
      const told = await run(options);
      const rows = byPort(parsedJson(told.out).rows);
      assert.deepEqual(told.asked, ['servers']);
      assert.deepEqual(rows[10]?.['likelyOwner'], null);
      assert.deepEqual(rows[22]?.['likelyOwner'], {
        unit: 'ssh.service',
        unitOf: 'system',
        uid: null,
        container: null,
        service: null,
        processes: [{ pid: 812, startTime: 4711, program: 'sshd' }],
        count: 1,
        evidence: ['madeInGroup', 'onlyProcess'],
      });
      assert.deepEqual(rows[22]?.['owners'], []);
      assert.deepEqual(rows[22]?.['noOwner'], ['denied', 'kernel', 'gone']);
      assert.deepEqual(
        ['unit', 'unitOf', 'uid', 'service'].map((field) => valueOf(rows[53] ?? {}, `likelyOwner.${field}`)),
        ['grö.socket', 'user', 1000, 'grö.service'],
      );
    }
  });

  it('are a reason of their own where the control group is not in sight', async () => {
    const rows = byPort(parsedJson((await run('-tlnp --json')).out).rows);
    assert.deepEqual(rows[99]?.['likelyOwner'], null);
    assert.deepEqual(rows[99]?.['noOwner'], ['outsideGroups', 'denied', 'kernel', 'gone']);
  });

  it('are null of UNIX sockets and of what has no inode, and nobody is asked', async () => {
    const { out, asked } = await run('-xlp --json');
    assert.deepEqual(
      parsedJson(out).rows.map((row) => row['likelyOwner']),
      [null],
    );
    assert.deepEqual(asked, []);
    assert.equal(byPort(parsedJson((await run('-tlnp --json')).out).rows)[7]?.['likelyOwner'], null);
  });

  it('are columns of CSV, lists and a container as JSON', async () => {
    const contained: LikelyFinder = () => CONTAINED;
    const columns = async (changes: Partial<Environment> = {}): Promise<Record<string, string>> => {
      const [header = [], ...rows] = readCsv((await run('-tlnp --csv', changes)).out);
      const row = rows.find((cells) => cells[header.indexOf('local.port')] === '22') ?? [];
      return Object.fromEntries(
        header.flatMap((name, at) =>
          name.startsWith('likelyOwner.') ? [[name.slice(12), row[at] ?? '']] : [],
        ),
      );
    };
    assert.deepEqual(await columns(), {
      unit: 'ssh.service',
      unitOf: 'system',
      uid: '',
      container: '',
      service: '',
      processes: '[{"pid":812,"startTime":4711,"program":"sshd"}]',
      count: '1',
      evidence: '["madeInGroup","onlyProcess"]',
    });
    const { unit, container } = await columns({ likelyOwners: () => contained });
    assert.deepEqual([unit, container], ['', '{"runtime":"docker","id":"a1b2c3d4e5f6a7b8"}']);
  });

  it('are told of what was seen of holders', async () => {
    const seen: unknown[] = [];
    await run('-tlnp --json', {
      socketsOf: (pid) => ({ ok: true, inodes: Float64Array.of(pid), denied: pid === 11 }),
      likelyOwners: (holders) => {
        seen.push([10, 11, 12].map((pid) => [holders.isLookedInto(pid), holders.isHeld(pid)]));
        return find;
      },
    });
    assert.deepEqual(seen, [
      [
        [true, true],
        [false, true],
        [false, false],
      ],
    ]);
  });
});
