/** Place by place: each that tells of a port names the container that has it, from Docker, Podman and /proc alone. */
import { QUESTION, Scene } from '../ports/portScene';
import { found, PLACES, rowOf, tooltipOf } from './containerPlaces';
import assert from 'node:assert/strict';
import { type ContainerFacts } from '../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { explain } from '../../../../src/core/ports/explainPort';
import { serversOn } from '../../../../src/core/ports/portWatch';
import { portReport } from '../../../../src/extension/ports/portReport';
import { stateText } from '../../../../src/extension/watch/watchTexts';
import { containersOf } from '../../keptContainers';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { process } from '../../snapshots';

const PORTS = [
  { transport: 'tcp', hostAddress: '0.0.0.0', hostPort: QUESTION.port, containerPort: 5432 },
] as const;
const CONMON = process({ pid: 800, comm: 'conmon' });
const {
  name: _name,
  image: _image,
  project: _project,
  service: _service,
  engine: _engine,
  ...proc
} = dbContainer({ ports: PORTS });

/** Whose word it is, whom one sees, and what the container is called then. */
const SITUATIONS: Readonly<
  Record<string, { owner: ProcessOwner; container: ContainerFacts; name: string; behind: readonly string[] }>
> = {
  'of Docker': {
    owner: dockerProxy(),
    container: dbContainer({ ports: PORTS }),
    name: 'db',
    behind: ['postgres:16', 'shop'],
  },
  'of Podman': {
    owner: CONMON,
    container: dbContainer({ runtime: 'podman', keepers: [800], ports: PORTS }),
    name: 'db',
    behind: ['postgres:16', 'shop'],
  },
  'of Docker from /proc alone': {
    owner: dockerProxy(),
    container: proc,
    name: 'aaaaaaaaaaaa',
    behind: ['docker'],
  },
  'of Podman from /proc alone': {
    owner: CONMON,
    container: { ...proc, runtime: 'podman', name: 'db', keepers: [800], ports: [] },
    name: 'db',
    behind: ['podman'],
  },
};

function sceneOf(owner: ProcessOwner, container: ContainerFacts): Scene {
  return new Scene({
    sockets: [{ local: ['0.0.0.0', QUESTION.port], uid: 0, pids: [owner.pid] }],
    owners: [owner],
    more: { containers: [container] },
    containers: containersOf([container]),
  });
}

for (const [situation, { owner, container, name, behind }] of Object.entries(SITUATIONS)) {
  describe(`a port of a container ${situation}`, () => {
    for (const [place, tell] of Object.entries(PLACES)) {
      it(`has its name in ${place}`, async () => {
        const text = (await tell(sceneOf(owner, container))) ?? '';
        // Data have an id as a whole.
        assert.match(text, new RegExp(String.raw`\b${name}(?:\b|[0-9a-f]{52}\b)`), text);
      });
    }

    it('has what tells it from others behind the name', () => {
      const row = rowOf(sceneOf(owner, container));
      assert.equal(row.label, `3000  ${name}`);
      assert.deepEqual(row.description?.split(' · ').slice(0, behind.length + 1), [...behind, 'network']);
    });

    it('is found by the name', () => {
      assert.match(found(sceneOf(owner, container), name), /^Container .*\n3000 {2}/);
    });
  });
}

describe('a container’s port that packet rules alone hand on', () => {
  const scene = new Scene({
    sockets: [],
    owners: [],
    more: { containers: [dbContainer({ ports: PORTS, publishesOn: 'here' })] },
  });

  for (const place of [
    'a list of ports',
    'a hint',
    'the message on a port in use',
    'the tool explain_port',
    'Find Port Owner',
    'Why Is This Port Busy?',
  ]) {
    it(`has its name in ${place}`, async () => {
      assert.match((await PLACES[place]?.(scene)) ?? '', /\bdb\b/);
    });
  }

  it('is offered to be freed by the message on a port in use', async () => {
    const { text, actions } = await scene.notification();
    assert.match(text, /^Port 3000 is published by the container db .*; nothing listens on it here\.$/);
    assert.deepEqual(actions, ['How to Free It', 'Why?']);
  });

  it('is offered so too where somebody listens for it who may not be looked into', async () => {
    const unseen = new Scene({
      sockets: [{ local: ['0.0.0.0', QUESTION.port], uid: 0 }],
      owners: [],
      more: { containers: [dbContainer({ ports: PORTS })] },
    });
    const { text, actions } = await unseen.notification();
    assert.match(text, /^Port 3000 is held for the container db /);
    assert.deepEqual(actions, ['How to Free It', 'Show']);
  });
});

describe('the row of a container’s port', () => {
  const scene = sceneOf(dockerProxy(), dbContainer({ ports: PORTS }));

  it('has an icon of its own; below it the process that has the port, where it leads and every address', () => {
    const row = rowOf(scene);
    assert.deepEqual(row.icon, { id: 'package', color: 'list.warningForeground' });
    assert.deepEqual(
      row.children?.map(({ label, description, icon }) => [label, description, icon?.id]),
      [
        ['docker-proxy', '700', 'server-process'],
        ['→ 5432 inside', 'who listens there is not read', 'circle-outline'],
        ['172.18.0.2', 'address in shop_default', 'globe'],
      ],
    );
  });

  it('is spoken as a container, with who can reach it', () => {
    assert.equal(
      rowOf(scene).spoken,
      'Port 3000, container db, postgres:16, shop, reachable from the network',
    );
  });

  it('tells in the tooltip where the port leads, the id and the addresses', async () => {
    const text = await tooltipOf(rowOf(scene));
    assert.match(text, /^3000 TCP · db\n/);
    for (const line of [
      'reachable from the network',
      'Container: db',
      'Container id: aaaaaaaaaaaa, docker',
      'Image: postgres:16',
      'Compose project: shop',
      'Compose service: db',
      'Port inside: 5432',
      'Address in shop_default: 172.18.0.2',
    ]) {
      assert.ok(text.split('\n').includes(line), `${line} in ${text}`);
    }
  });

  it('is drawn again where the container is known by another name', () => {
    const other = sceneOf(dockerProxy(), dbContainer({ ports: PORTS, name: 'renamed' }));
    assert.notEqual(rowOf(scene).told, rowOf(other).told);
  });

  it('shows hostile names cleaned and cut', async () => {
    const hostile = '\u202e$(rm)\u0007\nname';
    const names = {
      name: hostile,
      image: `${hostile}${'x'.repeat(300)}`,
      project: hostile,
      service: hostile,
    };
    const row = rowOf(sceneOf(dockerProxy(), dbContainer({ ...names, ports: PORTS, id: containerId('b') })));
    const text = [row.label, row.description, row.spoken, await tooltipOf(row)].join('\n');
    assert.ok(!text.includes('\u202e') && !text.includes('\u0007'));
    assert.doesNotMatch(text, /x{100}/);
  });

  it('says in one sentence of a report whose it is', async () => {
    const report = portReport(await explain(QUESTION, scene.engine));
    assert.match(
      report,
      /\n {2}It is for the container db \(postgres:16\), service db of shop, → 5432 inside\.\n/,
    );
  });
});

describe('a watched port that packet rules alone hand on', () => {
  const CLOSED = { inodes: [], ...serversOn([], QUESTION) };
  const state = (container: ContainerFacts): string => stateText(CLOSED, undefined, QUESTION, [container]);

  it('is told as published, and that its coming and going is not heard of', () => {
    assert.equal(
      state(dbContainer({ ports: PORTS })),
      'nothing listens; packet rules hand it on to container db (postgres:16), service db of shop, → 5432 inside, of which you do not hear',
    );
  });

  it('is closed where the port is another’s, or its engine is on another host or in another network', () => {
    assert.equal(state(dbContainer()), 'closed');
    assert.equal(state(dbContainer({ ports: PORTS, isHere: false })), 'closed');
    assert.equal(state(dbContainer({ ports: PORTS, publishesOn: 'elsewhere' })), 'closed');
    assert.equal(state(dbContainer({ ports: PORTS, state: 'exited' })), 'closed');
  });
});
