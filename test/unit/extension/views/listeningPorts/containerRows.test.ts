/** Rows of ports that containers have: by a socket, by packet rules alone, inside of them, and on another machine. */
import assert from 'node:assert/strict';
import '../../fakeVscode';
import type { ContainerFacts } from '../../../../../src/core/model/container';
import type { NamespaceWish } from '../../../../../src/core/model/namespace';
import type { Snapshot, SnapshotNamespaces } from '../../../../../src/core/model/snapshot';
import { type ListeningPort, listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import { NamespacePortsCache } from '../../../../../src/core/ports/namespacePorts';
import { portTargets } from '../../../../../src/core/ports/portTargets';
import { otherHostsPorts, rulePorts } from '../../../../../src/core/ports/rulePorts';
import type { PortGrouping } from '../../../../../src/core/query/portGroups';
import { subjectOf } from '../../../../../src/extension/details/detailRows';
import { Names } from '../../../../../src/extension/names';
import { provableRow } from '../../../../../src/extension/units/rowUnit';
import {
  apartGroup,
  groupedRows,
  isApart,
} from '../../../../../src/extension/views/listeningPorts/groupRows';
import { type PortRow, portRow } from '../../../../../src/extension/views/listeningPorts/portRows';
import { portNodes } from '../../../../../src/extension/views/listeningPorts/selectedPorts';
import {
  onPortOfProcess,
  onPortToFree,
  rowFlags,
} from '../../../../../src/extension/views/rows.contributions';
import { nodeOf, type Row, type RowNode } from '../../../../../src/extension/views/tree/row';
import { containerId, dbContainer, dockerProxy } from '../../../knownContainers';
import { likelyOwner } from '../../../likelyOwners';
import { dbFacts, partOf, withParts } from '../../../namespaces';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

const names = new Names(() => Promise.resolve([]));
const POSTGRES = process({
  ...{ pid: 4242, startTime: 500, uid: 70, comm: 'postgres', commandLine: ['postgres'] },
  membership: { container: { runtime: 'docker', id: containerId('a') } },
  // Its rows have the container's name already.
  description: { what: 'db (postgres:16)', inContainer: { what: 'postgres' } },
});
const INSIDE: MadeSocket = { local: ['0.0.0.0', 5432], inode: 1, uid: 70, pids: [4242] };
const { keepers: _keepers, ...WITHOUT_PROXY } = dbContainer({ publishesOn: 'here' });

interface Made {
  readonly containers?: readonly ContainerFacts[];
  readonly sockets?: readonly MadeSocket[];
  /** Those in the namespace of the container db, where it was read. */
  readonly inside?: readonly MadeSocket[];
  readonly grouping?: PortGrouping;
  /** What else there is of network namespaces. */
  readonly more?: Partial<SnapshotNamespaces>;
}

function machineOf({ containers = [dbContainer()], sockets, inside, more }: Made): Snapshot {
  const usual: MadeSocket[] = [
    { local: ['0.0.0.0', 15_432], uid: 0, inode: 11, pids: [700] },
    { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 15_432], uid: 0, inode: 12, pids: [701] },
  ];
  const owners = [dockerProxy(), dockerProxy({ pid: 701 }), POSTGRES, process()];
  const own = snapshot(sockets ?? usual, owners, { containers });
  if (inside === undefined) return own;
  return withParts(own, [partOf(snapshot(inside, owners), dbFacts())], more);
}

function rowsFrom(made: Made, ports: (machine: Snapshot) => readonly ListeningPort[]): PortRow[] {
  const machine = machineOf(made);
  const cache = new NamespacePortsCache();
  const facts = {
    engine: { ancestors: () => Promise.resolve([]) },
    names,
    roots: { of: () => [] },
    snapshot: () => machine,
    inside: () => cache.portsOf(machine),
    grouping: () => made.grouping ?? 'none',
  };
  return ports(machine).map((port) => portRow(port, facts));
}

const published = (made: Made): PortRow => rowsFrom(made, listeningPorts)[0] ?? assert.fail();
const ruled = (made: Made = {}): PortRow =>
  rowsFrom({ containers: [WITHOUT_PROXY], sockets: [], ...made }, (machine) => rulePorts(machine, []))[0] ??
  assert.fail();
const insideRow = (inside: readonly MadeSocket[], more: Made = {}): PortRow =>
  rowsFrom({ inside, ...more }, (machine) =>
    new NamespacePortsCache().portsOf(machine).flatMap(({ ports }) => ports),
  )[0] ?? assert.fail();
const elsewhere = (): PortRow =>
  rowsFrom({ containers: [{ ...WITHOUT_PROXY, isHere: false }], sockets: [] }, otherHostsPorts)[0] ??
  assert.fail();

async function tooltipOf(row: Row | undefined): Promise<string> {
  const tooltip = (await row?.tooltip?.()) ?? [];
  return tooltip
    .flatMap(({ heading = '', fields }) => [
      heading,
      ...fields.map((each) => each.filter(Boolean).join(': ')),
    ])
    .join('\n');
}

function node(row: Row): RowNode {
  return nodeOf(row.id, undefined, row, (row.children ?? []).map(node));
}

/** What can be done with a row, beside what all rows have. */
function offered({ flags = [] }: Row): string[] {
  return flags.filter((flag) => flag !== rowFlags.row);
}

/** What a row offers of the container that it is of: none of its ports answers a browser. */
const OF_CONTAINER = [rowFlags.container];

describe('the row of a published port', () => {
  it('has its sockets, who listens inside with its process, and every address below it', () => {
    const row = published({ inside: [INSIDE] });
    assert.equal(row.label, '15432  db');
    assert.deepEqual(
      row.children?.map(({ label, description }) => [label, description]),
      [
        ['0.0.0.0:15432', 'tcp · 700'],
        ['[::]:15432', 'tcp6 · 701'],
        ['→ 5432 inside', 'postgres · 4242'],
        ['172.18.0.2', 'address in shop_default'],
      ],
    );
    assert.deepEqual(
      row.children?.[0]?.children?.map(({ label }) => label),
      ['docker-proxy'],
    );
  });

  it('reads each row below it as a sentence, and copies what it names', () => {
    const [, , inside, address] = published({ inside: [INSIDE] }).children ?? [];
    assert.equal(inside?.spoken, 'Leads to port 5432 inside, postgres, process 4242');
    assert.equal(address?.spoken, 'Address 172.18.0.2 in shop_default, container db');
    assert.equal(address.copyValues?.listening, '172.18.0.2');
    const [, , unread] = published({}).children ?? [];
    assert.equal(unread?.spoken, 'Leads to port 5432 inside the container db, who listens there is not read');
    assert.equal(unread.copyValues?.listening, '172.18.0.2:5432');
  });

  it('has one line in its tooltip for who listens inside, and one for all who keep the port; theirs have all', async () => {
    const row = published({ inside: [INSIDE] });
    const text = await tooltipOf(row);
    assert.match(
      text,
      /\nListens inside: postgres \(pid 4242\)\ndocker-proxy \(pid 700, 701\) has it for the container$/,
    );
    assert.doesNotMatch(text, /Command: |more processes/);
    const proxy = await tooltipOf(row.children?.[0]?.children?.[0]);
    assert.match(proxy, /\ndocker-proxy \(pid 700\)\nCommand: /);
    assert.doesNotMatch(proxy, /has it for the container/);
  });

  it('says once why nobody is known to have its sockets, and no name where nobody tells one', async () => {
    const { name: _name, ...unnamed } = dbContainer();
    const sockets: MadeSocket[] = [
      { local: ['0.0.0.0', 15_432], uid: 0, inode: 11 },
      { protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 15_432], uid: 0, inode: 12 },
    ];
    const text = await tooltipOf(published({ containers: [unnamed], sockets }));
    assert.match(text, /inode 11, .*\n.*inode 12, .*\nIts owner is not known: /);
    assert.equal(text.split('Its owner is not known').length, 2);
    assert.match(text, /\nContainer id: aaaaaaaaaaaa, docker\n/);
    assert.doesNotMatch(text, /\nContainer: /);
  });

  it('says where nothing listens inside, and where that listens on loopback alone', () => {
    const inside = (sockets: readonly MadeSocket[]): string | undefined =>
      published({ inside: sockets }).children?.[2]?.description;
    assert.equal(inside([]), 'nothing listens there');
    assert.equal(inside([{ ...INSIDE, pids: [] }]), 'a process of the container');
    assert.match(inside([{ ...INSIDE, local: ['127.0.0.1', 5432] }]) ?? '', / · on loopback alone: /);
  });

  it('offers of who listens inside what is done by pid, and nothing that asks for a port of this machine', () => {
    const inside = published({ inside: [INSIDE] }).children?.[2] ?? assert.fail();
    assert.deepEqual(offered(inside), [rowFlags.owned, ...OF_CONTAINER]);
    assert.ok(inside.port);
    const [target, ...others] = portTargets(inside.port);
    assert.deepEqual([target?.process.pid, target?.inodes, target?.isElsewhere], [4242, [1], true]);
    assert.deepEqual(others, []);
    const { likelyOwner: _none, ...rest } = INSIDE;
    const likely = published({ inside: [{ ...rest, pids: [], likelyOwner: likelyOwner() }] }).children?.[2];
    assert.ok(likely);
    assert.equal(provableRow(node(likely)), undefined, 'a line to type would be about this machine’s port');
    assert.deepEqual(
      offered(likely).filter((flag) => flag === rowFlags.likely),
      [],
    );
  });

  it('keeps the ids of what is below it while names become known', () => {
    const ids = (row: Row): unknown => [row.id, row.children?.map(ids)];
    const { name: _name, image: _image, project: _project, service: _service, ...nameless } = dbContainer();
    assert.deepEqual(ids(published({ containers: [nameless] })), ids(published({})));
    assert.equal(published({ containers: [] }).id, published({}).id);
  });

  it('leaves to a group what that says', () => {
    const behind = (grouping: PortGrouping): string => published({ grouping }).description ?? '';
    assert.equal(behind('none'), 'postgres:16 · shop · network');
    assert.equal(behind('project'), 'postgres:16 · network');
    assert.equal(behind('container'), 'network', 'the pid of who keeps the port is not the container’s');
  });

  it('is told by the details of its own sockets, and details of who listens inside are read in its namespace', () => {
    const row = published({ inside: [INSIDE] });
    assert.equal(subjectOf(node(row), 0)?.namespace, undefined);
    const inside = row.children?.[2] ?? assert.fail();
    const subject = subjectOf(node(inside), 0);
    assert.deepEqual(subject?.namespace, { kind: 'container', id: containerId('a') });
    assert.deepEqual(
      subject.sockets.map(({ key }) => key),
      ['tcp 0.0.0.0:5432 1'],
    );
  });
});

describe('the row of a port that is published by packet rules alone', () => {
  it('says who publishes it and that nothing listens, and leads inside as any', () => {
    const row = ruled({ inside: [INSIDE] });
    assert.equal(row.label, '15432  db');
    assert.equal(
      row.description,
      'postgres:16 · shop · published by Docker; nothing listens on the host · network',
    );
    assert.equal(
      row.spoken,
      'Port 15432, container db, postgres:16, shop, published by Docker; nothing listens on the host, reachable from the network',
    );
    assert.deepEqual(
      row.children?.map(({ label }) => label),
      ['→ 5432 inside', '172.18.0.2'],
    );
  });

  it('can be freed, explained, opened and copied; nothing needs a process or a socket', () => {
    const row = ruled();
    assert.deepEqual(offered(row), [rowFlags.ownPort, ...OF_CONTAINER]);
    const [published] = WITHOUT_PROXY.ports;
    const web = { ...WITHOUT_PROXY, image: 'nginx:1', ports: [{ ...published, containerPort: 80 }] };
    const opened = [rowFlags.ownPort, rowFlags.browsable, ...OF_CONTAINER, rowFlags.published];
    assert.deepEqual(offered(ruled({ containers: [web as ContainerFacts] })), opened);
    assert.equal(row.copyValues?.listening, '0.0.0.0:15432');
    assert.equal(row.prints, undefined, 'netstat has no row of it');
    assert.deepEqual(portTargets(row.port), []);
    assert.equal(subjectOf(node(row), 0), undefined, 'the row itself is what there is to tell');
  });

  it('tells the same in its tooltip, with the container', async () => {
    const text = await tooltipOf(ruled());
    assert.match(text, /^15432 TCP · db\n/);
    assert.match(
      text,
      /0\.0\.0\.0:15432: published by Docker with packet rules; nothing listens on the host\n/,
    );
    assert.match(text, /\nContainer: db\n/);
  });

  it('is drawn again where the container is known by another name', () => {
    const renamed = ruled({ containers: [{ ...WITHOUT_PROXY, name: 'renamed' }] });
    assert.notEqual(renamed.told, ruled().told);
    assert.equal(renamed.id, ruled().id);
  });
});

describe('the row of a port in another network namespace', () => {
  it('has the program first, and then its container', () => {
    const row = insideRow([INSIDE]);
    assert.equal(row.label, '5432  postgres');
    assert.equal(row.description, 'db (postgres:16) · 4242');
    assert.equal(row.spoken, 'Port 5432, postgres, db (postgres:16), process 4242');
    assert.deepEqual(offered(row), [rowFlags.owned, ...OF_CONTAINER]);
  });

  it('leaves the container to the title of the view where that has it, and is drawn again for that', () => {
    const shown = (wish: NamespaceWish): Made => ({ inside: [INSIDE], more: { wish, shown: 'n7' } });
    const one = insideRow([INSIDE], shown({ shown: { kind: 'container', id: containerId('a') } }));
    assert.equal(one.description, '4242');
    const all = insideRow([INSIDE], shown({ shown: { kind: 'all' } }));
    assert.equal(all.description, 'db (postgres:16) · 4242');
    assert.notEqual(one.told, all.told);
  });

  it('has the container alone where nobody is seen to have it', () => {
    const row = insideRow([{ ...INSIDE, pids: [] }]);
    assert.equal(row.label, '5432  db');
    assert.equal(row.description, 'postgres:16 · shop');
    assert.equal(row.spoken, 'Port 5432, container db, postgres:16, shop');
  });

  it('has rows below it that are of that namespace, too', () => {
    const inside6: MadeSocket = { ...INSIDE, protocol: 'tcp6', local: ['0:0:0:0:0:0:0:0', 5432], inode: 3 };
    const row = insideRow([INSIDE, inside6]);
    assert.deepEqual(
      row.children?.map(({ label }) => label),
      ['0.0.0.0:5432', '[::]:5432'],
    );
    for (const child of row.children ?? []) {
      assert.deepEqual(offered(child), [rowFlags.owned, ...OF_CONTAINER], child.label);
      assert.ok(child.port);
      assert.equal(portTargets(child.port)[0]?.isElsewhere, true);
    }
  });

  it('says in its tooltip why commands are missing', async () => {
    assert.match(
      await tooltipOf(insideRow([INSIDE])),
      /It is in another network namespace: a port of this number on this machine is another one\./,
    );
  });
});

describe('a port on the host of an engine elsewhere', () => {
  it('can be copied and told of, and nothing else', async () => {
    const row = elsewhere();
    assert.deepEqual(offered(row), []);
    assert.equal(row.copyValues?.listening, '0.0.0.0:15432');
    assert.match(row.description ?? '', / · published by Docker$/);
    assert.doesNotMatch(row.spoken ?? '', /reachable/);
    assert.deepEqual(
      row.children?.map(({ label }) => label),
      ['172.18.0.2'],
    );
    assert.match(await tooltipOf(row), /which is another machine than this one: it cannot be acted on here/);
  });
});

describe('groups that stand apart', () => {
  it('are folded, named and counted, and there only where they have rows', () => {
    const [group] = apartGroup('inside containers', [insideRow([INSIDE])]);
    assert.deepEqual(
      [group?.label, group?.description, group?.isOpen],
      ['Inside containers', '1 port', undefined],
    );
    assert.equal(
      apartGroup('engine host', [elsewhere(), elsewhere()])[0]?.spoken,
      'On the engine’s host, 2 ports',
    );
    assert.deepEqual(apartGroup('engine host', []), []);
  });

  it('are no ports of this machine', () => {
    const rows = [published({}), ...apartGroup('inside containers', [insideRow([INSIDE])])];
    const roots = rows.map(node);
    assert.deepEqual(rows.map(isApart), [false, true]);
    assert.deepEqual(
      portNodes({ roots }).map(({ row }) => row.port.port),
      [15_432],
    );
  });
});

describe('groups of ports by what containers have them', () => {
  it('are named by the container or the project, and the rest by what it is not', () => {
    const sockets: MadeSocket[] = [{ local: ['0.0.0.0', 15_432], pids: [700] }, { pids: [42] }];
    const grouped = (grouping: PortGrouping): unknown =>
      groupedRows(rowsFrom({ sockets, grouping }, listeningPorts), grouping, [], machineOf({}), names).map(
        ({ label, description, icon }) => [label, description, icon?.id],
      );
    assert.deepEqual(grouped('container'), [
      ['db', 'postgres:16 · shop · docker · 1 port', 'package'],
      ['Not in a container', '1 port', 'list-flat'],
    ]);
    assert.deepEqual(grouped('project'), [
      ['shop', '1 port', 'layers'],
      ['In no Compose project', '1 port', 'list-flat'],
    ]);
  });
});

describe('what stops a port, at hand in its row', () => {
  const holds = (clause: string, { flags = [] }: Row): boolean =>
    new RegExp(/^viewItem =~ \/(.*)\/$/.exec(clause)?.[1] ?? assert.fail(clause)).test(flags.join(' '));
  const stops = (row: Row): string[] => [
    ...(holds(onPortOfProcess, row) ? ['kill'] : []),
    ...(holds(onPortToFree, row) ? ['free'] : []),
  ];

  it('ends the process that has it, or frees it of a container or of who is not known', () => {
    const [known] = rowsFrom({ sockets: [{ pids: [42] }] }, listeningPorts);
    const [unknown] = rowsFrom({ sockets: [{}] }, listeningPorts);
    const [likely] = rowsFrom({ sockets: [{ likelyOwner: likelyOwner() }] }, listeningPorts);
    assert.deepEqual(known && stops(known), ['kill']);
    assert.deepEqual(unknown && stops(unknown), ['free']);
    assert.deepEqual(likely && stops(likely), ['free']);
    assert.deepEqual(stops(published({})), ['free'], 'docker-proxy keeps it for the container');
    assert.deepEqual(stops(ruled()), ['free']);
    assert.deepEqual(stops(insideRow([INSIDE])), ['kill'], 'no port of this machine, but its process is');
    assert.deepEqual(stops(elsewhere()), []);
  });
});
