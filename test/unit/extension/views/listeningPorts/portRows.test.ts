import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { Snapshot } from '../../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import type { PortGrouping } from '../../../../../src/core/query/portGroups';
import { portTargets } from '../../../../../src/core/ports/portTargets';
import { Names } from '../../../../../src/extension/names';
import { groupedRows } from '../../../../../src/extension/views/listeningPorts/groupRows';
import { type PortRow, portRow } from '../../../../../src/extension/views/listeningPorts/portRows';
import type { Row } from '../../../../../src/extension/views/tree/row';
import { rowFlags } from '../../../../../src/extension/views/rows.contributions';
import { likelyOwner, POSTGRES_UNIT } from '../../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const names = new Names(() => Promise.resolve([]));
const users = new Map([
  [0, 'root'],
  [70, 'postgres'],
  [1000, 'alice'],
]);
const SSH: MadeSocket = { local: ['0.0.0.0', 22], uid: 0, likelyOwner: likelyOwner() };

function rowsOf(
  sockets: readonly MadeSocket[],
  owners: Parameters<typeof snapshot>[1] = [],
  grouping: PortGrouping = 'none',
): PortRow[] {
  const taken = snapshot(sockets, owners, { users, ownerScan: { ...snapshot([]).ownerScan, denied: 3 } });
  return rowsOfSnapshot(taken, grouping);
}

function rowsOfSnapshot(taken: Snapshot, grouping: PortGrouping): PortRow[] {
  const facts = {
    engine: { ancestors: () => Promise.resolve([]) },
    names,
    roots: { of: () => [] },
    snapshot: () => taken,
    grouping: () => grouping,
  };
  return listeningPorts(taken).map((port) => portRow(port, facts));
}

async function tooltipOf(row: PortRow | undefined): Promise<string> {
  const tooltip = (await row?.tooltip?.()) ?? [];
  return tooltip
    .flatMap(({ heading = '', fields }) => [heading, ...fields.map((field) => field.join(': '))])
    .join('\n');
}

describe('rows of Listening Ports whose owner is likely', () => {
  it('name the process with a mark, then its unit and the user of the socket', () => {
    const [row] = rowsOf([SSH]);
    assert.equal(row?.label, '22  ~sshd');
    assert.equal(row.description, 'ssh.service · root · network');
  });

  it('name the unit where no process is named, and whole behind that where there is no room', () => {
    const [row] = rowsOf([{ local: ['127.0.0.1', 5432], uid: 70, likelyOwner: POSTGRES_UNIT }]);
    assert.equal(row?.label, '5432  ~postgresql@16-ma…');
    assert.equal(row.description, 'postgresql@16-main.service · postgres · this machine only');
  });

  it('name the socket of systemd alone where it and what it is kept for have no room', () => {
    const cups = likelyOwner({ unit: 'cups.socket', service: 'cups.service', processes: [] });
    const [row] = rowsOf([{ local: ['127.0.0.1', 631], uid: 0, likelyOwner: cups }]);
    assert.equal(row?.label, '631  ~cups.socket');
    assert.match(row.description ?? '', /^cups\.socket → cups\.service · /);
  });

  it('leave the unit to a group that names it, and are drawn again for that', () => {
    const alice = likelyOwner({ unit: 'web.service', unitOf: 'user', uid: 1000 });
    const sockets = [SSH, { local: ['127.0.0.1', 8080], uid: 1000, likelyOwner: alice }] as const;
    const described = (by: PortGrouping): unknown =>
      rowsOf(sockets, [], by).map(({ description }) =>
        description?.replace(/ · (?:network|this machine only)$/, ''),
      );
    assert.deepEqual(described('user'), ['ssh.service · root', 'web.service of alice']);
    for (const by of ['process', 'unit'] as const) {
      assert.deepEqual(described(by), ['root', 'alice']);
      assert.notEqual(rowsOf([SSH], [], by)[0]?.told, rowsOf([SSH])[0]?.told);
    }
  });

  it('are told as likely by a screen reader, without the mark', () => {
    const [row] = rowsOf([SSH]);
    assert.equal(row?.spoken, 'Port 22, likely sshd, ssh.service, root, reachable from the network');
  });

  it('have the evidence in the tooltip, before the reasons why nobody is known', async () => {
    const text = await tooltipOf(rowsOf([SSH])[0]);
    assert.match(text, /^22 TCP · ~sshd\n/);
    assert.match(
      text,
      /Likely sshd: made in the control group of ssh\.service; its one process is sshd \(812\)\.\n: Its owner is not known: this user may not look into some processes/,
    );
    assert.doesNotMatch(text, /held by/);
  });

  it('are drawn again where the evidence or the process changed', () => {
    const told = [likelyOwner(), likelyOwner({ count: 2 }), POSTGRES_UNIT].map(
      (likely) => rowsOf([{ ...SSH, likelyOwner: likely }])[0]?.told,
    );
    assert.equal(new Set(told).size, 3);
  });

  it('offer nothing that needs an owner, and there is nobody to end', () => {
    const [row] = rowsOf([SSH]);
    assert.ok(row);
    assert.equal(row.flags?.includes(rowFlags.owned), false);
    assert.deepEqual(portTargets(row.port), []);
  });

  it('are in a group of their unit by process, apart from those of nobody known, and in no group of this window', () => {
    const sockets: MadeSocket[] = [
      SSH,
      { ...SSH, local: ['0.0.0.0', 2222], inode: 9 },
      { local: ['127.0.0.1', 5432], uid: 70, likelyOwner: POSTGRES_UNIT },
      { local: ['127.0.0.1', 8080], pids: [42] },
      { local: ['127.0.0.1', 9999] },
    ];
    const node = process({ membership: { unit: 'web.service', isUserUnit: true } });
    const rows = rowsOf(sockets, [node]);
    const groups = (by: 'process' | 'unit'): Row[] =>
      groupedRows(rows, by, [], snapshot([], [], { users }), names);
    const grouped = (by: 'process' | 'unit'): (readonly string[])[] =>
      groups(by).map(({ label, description, spoken }) => [label, description ?? '', spoken ?? '']);
    assert.deepEqual(grouped('process'), [
      ['~sshd', 'ssh.service · 2 ports', 'likely sshd, ssh.service, 2 ports'],
      ['~postgresql@16-main.service', '1 port', 'likely postgresql@16-main.service, 1 port'],
      ['node', '42 · 1 port', 'node, process 42, 1 port'],
      ['unknown owner', '1 port', 'unknown owner, 1 port'],
    ]);
    assert.deepEqual(
      grouped('unit').map(([label]) => label),
      ['ssh.service', 'postgresql@16-main.service', 'web.service of alice', 'unknown owner'],
    );
    const icons = (by: 'process' | 'unit'): unknown => groups(by).map(({ icon }) => icon?.id);
    const [program, unit, nobody] = ['server-process', 'server-environment', 'question'];
    assert.deepEqual(icons('process'), [program, unit, program, nobody]);
    assert.deepEqual(icons('unit'), [unit, unit, unit, nobody]);
  });
});

describe('rows of Listening Ports whose owner is known', () => {
  it('have the unit that one restarts in the tooltip', async () => {
    const owner = process({
      membership: { unit: 'web.service', container: { runtime: 'docker', id: 'abc' } },
    });
    const text = await tooltipOf(rowsOf([{ pids: [42] }], [owner])[0]);
    assert.match(text, /systemd unit: web\.service\nContainer: abc \(docker\)/);
  });
});

describe('rows of Listening Ports, as a person says what is there', () => {
  const vite = process({
    pid: 18_543,
    commandLine: ['node', '/srv/shop/node_modules/.bin/vite'],
    description: { what: 'vite', project: 'shop' },
  });

  it('have port, what it is, what differs from others, and the pid', () => {
    const [row] = rowsOf([{ pids: [18_543] }], [vite]);
    assert.equal(row?.label, '3000  vite · shop');
    assert.equal(row.description, 'this machine only · 18543');
    assert.equal(row.spoken, 'Port 3000, vite of shop, this machine only, process 18543');
  });

  it('have a name of at most 20 characters, whole in the tooltip', async () => {
    const description = { what: 'manage.py runserver', project: 'storefront-backend' };
    for (const owner of [
      process({ ...vite, description }),
      process({ pid: 18_543, comm: 'a-program-with-a-name-of-many-letters' }),
    ]) {
      const [row] = rowsOf([{ pids: [18_543] }], [owner]);
      assert.ok((row?.label ?? '').length <= '3000  '.length + 20, row?.label);
      assert.match(row?.label ?? '', /…/);
    }
    const [row] = rowsOf([{ pids: [18_543] }], [process({ ...vite, description })]);
    assert.match(await tooltipOf(row), /manage\.py runserver · storefront-backend/);
  });

  it('mark what rests on the number of the port alone', () => {
    const node = process({ pid: 18_543, description: { what: 'node server.js' } });
    const [probable] = rowsOf([{ local: ['127.0.0.1', 9229], pids: [18_543] }], [node]);
    assert.equal(probable?.label, '9229  ~Node debugger');
    assert.match(probable.spoken ?? '', /^Port 9229, probably Node debugger, /);
    const told = process({ pid: 18_543, commandLine: ['node', '--inspect', 'server.js'] });
    const [certain] = rowsOf([{ local: ['127.0.0.1', 9229], pids: [18_543] }], [told]);
    assert.equal(certain?.label, '9229  Node debugger');
  });

  it('tell the address only where it is neither loopback’s own nor all, and the transport where it is not TCP', () => {
    const described = (socket: MadeSocket): string | undefined =>
      rowsOf([{ pids: [18_543], ...socket }], [vite])[0]?.description;
    assert.equal(described({ local: ['0.0.0.0', 3000] }), 'network · 18543');
    assert.equal(described({ protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 3000] }), 'network · 18543');
    assert.equal(
      described({ protocol: 'tcp6', local: ['0:0:0:0:0:0:0:1', 3000] }),
      'this machine only · 18543',
    );
    assert.equal(described({ local: ['127.0.0.53', 3000] }), 'this machine only · 18543 · 127.0.0.53');
    assert.equal(described({ local: ['192.168.1.5', 3000] }), 'network · 18543 · 192.168.1.5');
    assert.equal(described({ protocol: 'udp' }), 'this machine only · 18543 · UDP');
  });

  it('tell how many processes share it, and the terminal it was started in', () => {
    const second = process({ ...vite, pid: 18_544, parentPid: 18_543 });
    const taken = snapshot([{ pids: [18_543, 18_544] }], [{ ...vite, windowRoots: [7] }, second], { users });
    const facts = {
      engine: { ancestors: () => Promise.resolve([]) },
      names,
      roots: { of: () => [{ task: 'dev' }] },
      snapshot: () => taken,
    };
    const [row] = listeningPorts(taken).map((port) => portRow(port, facts));
    assert.equal(row?.description, 'this machine only · 2 processes · task “dev” · 18543');
    assert.equal(
      row.spoken,
      'Port 3000, vite of shop, this machine only, 2 processes, started in task “dev”, process 18543 and 1 more',
    );
  });

  it('have the name of the service where it adds something to who has it, and nobody’s name never', () => {
    const described = (port: number, owner?: ReturnType<typeof process>): string | undefined =>
      rowsOf([{ local: ['127.0.0.1', port], pids: owner ? [owner.pid] : [] }], owner ? [owner] : [])[0]
        ?.description;
    assert.equal(described(5432), 'postgresql · this machine only');
    assert.equal(described(9200, process({ comm: 'java' })), 'elasticsearch · this machine only · 42');
    assert.equal(described(5432, process({ comm: 'postgres' })), 'this machine only · 42');
    assert.equal(
      described(5432, process({ comm: 'x', description: { what: 'pg' } })),
      'this machine only · 42',
    );
    for (const port of [3000, 1524, 3001]) assert.equal(described(port), 'this machine only');
  });

  it('are drawn again when it becomes known what their owner is, or what it was started in', () => {
    const told = [
      process({ pid: 18_543 }),
      process({ pid: 18_543, description: { what: 'vite' } }),
      vite,
      { ...vite, isMine: true as const },
      { ...vite, windowRoots: [7] },
    ].map((owner) => rowsOf([{ pids: [18_543] }], [owner])[0]?.told);
    assert.equal(new Set(told).size, 4 + 1);
  });
});

describe('the tooltip of a port', () => {
  it('has five facts that matter before the line: who reaches it, the process, what it runs, where and since when', async () => {
    const owner = process({
      pid: 18_543,
      commandLine: ['node', 'vite'],
      workingDirectory: '/srv/shop',
      description: { what: 'vite', project: 'shop' },
      membership: { unit: 'web.service' },
      windowRoots: [7],
    });
    const taken = snapshot([{ pids: [18_543] }], [owner], { users });
    const facts = {
      engine: { ancestors: () => Promise.resolve([]) },
      names,
      roots: { of: () => [{ task: 'dev' }] },
      snapshot: () => taken,
    };
    const [row] = listeningPorts(taken).map((port) => portRow(port, facts));
    const tooltip = (await row?.tooltip?.()) ?? [];
    const lines = (isRest: boolean): string[] =>
      tooltip
        .filter((paragraph) => (paragraph.isRest === true) === isRest)
        .flatMap(({ heading = '', fields }) => [
          heading,
          ...fields.map((each) => each.filter(Boolean).join(': ')),
        ])
        .filter(Boolean);
    const [title, ...main] = lines(false);
    assert.equal(title, '3000 TCP · vite · shop');
    assert.equal(main.length, 5);
    assert.deepEqual(main.slice(0, 4), [
      'reachable from this machine only',
      'Process: node (pid 18543), user alice',
      'Command: node vite',
      'Working directory: /srv/shop',
    ]);
    assert.match(main[4] ?? '', /^Started: .* ago .*, in task “dev”$/);
    assert.deepEqual(lines(true), [
      '127.0.0.1:3000 (TCP): tcp, inode 5000, user alice',
      'systemd unit: web.service',
    ]);
  });
});
