/** Compose files with the hints that are wanted in them, and what a hover tells and offers. */
import '../fakeVscode';
import assert from 'node:assert/strict';
import { findMentions } from '../../../../src/core/mentions/findMentions';
import type { PortMention } from '../../../../src/core/mentions/mention';
import type { ContainerFacts, PublishedPort } from '../../../../src/core/model/container';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { linkedContainer } from '../../../../src/extension/editor/containerLinks';
import { detailsOf } from '../../../../src/extension/editor/details';
import { hintLabel } from '../../../../src/extension/editor/hintLabel';
import { Answers } from '../../../../src/extension/editor/mentionAnswers';
import type { Monitor } from '../../../../src/extension/monitor';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { textOf } from '../../core/mentions/corpus';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { process, snapshot } from '../../snapshots';
import { NAMES } from '../ports/portScene';

const FILE = '/srv/shop/compose.yaml';
const tcp = (hostPort: number, containerPort: number): PublishedPort => ({
  transport: 'tcp',
  hostPort,
  containerPort,
});
let ids = 0;
/** A container of the project shop. */
const made = (service: string, facts: Partial<ContainerFacts>): ContainerFacts =>
  dbContainer({
    id: (++ids).toString(16).padStart(64, '0'),
    name: `shop-${service}-1`,
    image: `${service}:1`,
    folder: '/srv/shop',
    composeFiles: [FILE],
    keepers: [],
    service,
    ...facts,
  });

const DB = dbContainer({ name: 'shop-db-1', folder: '/srv/shop', composeFiles: [FILE] });
const { image: _image, project: _project, service: _service, engine: _engine, ...PROC } = dbContainer();
const {
  folder: _folder,
  composeFiles: _composeFiles,
  project: _none,
  service: _no,
  ...ALONE
} = made('solo', {});
const OTHER = made('db', {
  name: 'blog-db-1',
  project: 'blog',
  folder: '/srv/blog',
  composeFiles: ['/srv/blog/compose.yaml'],
  ports: [],
});
const PROXIED = { local: ['0.0.0.0', 15_432], uid: 0, pids: [700] } as const;
const machine = (
  containers: readonly ContainerFacts[],
  sockets: Parameters<typeof snapshot>[0] = [],
): Snapshot => snapshot(sockets, [dockerProxy(), process()], { containers });

/** Each file says behind its ports what is wanted there. */
const CORPUS: readonly (readonly [title: string, machine: Snapshot, text: string])[] = [
  [
    'the short syntax',
    machine([DB, OTHER], [PROXIED, { local: ['0.0.0.0', 3000], pids: [42] }]),
    `services:
  db:
    ports:
      - "15432:5432" # ● this service · shop-db-1
      - 3000:80 # ▲ node · 42 has it: docker compose up will fail
      - "3001:80" # ○ free
  web:
    ports:
      - "15432:5432" # ● db (postgres:16) of this file
      - "15432:5432/udp" # ○ free
      - "127.0.0.1:15432:5432" # ● db (postgres:16) of this file`,
  ],
  [
    'the port of another project, and of no project',
    machine([
      { ...OTHER, ports: [tcp(15_432, 5432)] },
      { ...ALONE, ports: [tcp(8080, 80)] },
    ]),
    `services:
  db:
    ports:
      - 15432:5432 # ▲ held by blog-db-1 of project blog: docker compose up will fail
      - 8080:80 # ▲ held by shop-solo-1 (solo:1): docker compose up will fail`,
  ],
  [
    'the long syntax and variables',
    machine([
      made('web', {
        ports: [
          tcp(8080, 80),
          { ...tcp(9000, 90), transport: 'udp' },
          { ...tcp(3868, 3868), transport: 'sctp' },
        ],
      }),
    ]),
    `services:
  web:
    ports:
      - "\${PORT:-8080}:80" # ● this service · shop-web-1
      - target: 80
        published: "8080" # ● this service · shop-web-1
      - target: 80
        published: \${OTHER-8080} # ● this service · shop-web-1
      - published: 9000 # ● this service · shop-web-1
        protocol: udp
        target: 90
      - published: 9000 # ○ free
        target: 90
      - {published: 3868, target: 3868, protocol: sctp} # ● this service · shop-web-1`,
  ],
  [
    'ranges',
    machine([
      made('web', { ports: [tcp(8081, 80)] }),
      made('web', { name: 'shop-web-2', ports: [tcp(8082, 80)] }),
      made('api', { ports: [tcp(8083, 80)] }),
    ]),
    `services:
  api:
    ports:
      - "8080-8089:80" # ● this service · shop-api-1 +2
  web:
    ports:
      - published: 8080-8082 # ● this service · shop-web-1 +1
        target: 80
  other:
    ports: ["8083-8084:80"] # ● api (api:1) of this file`,
  ],
  [
    'profiles, anchors and what a service extends',
    machine([made('replica', { ports: [tcp(5433, 5432)] }), made('api', { ports: [tcp(7000, 80)] })]),
    `x-base: &base
  ports:
    - "7000:80" # ● api (api:1) of this file
services:
  db: &db
    profiles: [test]
    ports:
      - "5433:5432" # ● replica (replica:1) of this file
  replica:
    <<: *db
    profiles: [test]
    ports: !override
      - "5433:5432" # ● this service · shop-replica-1
  api:
    <<: *base
  web:
    extends: {file: base.yaml, service: web}
    ports: ["7001:80"] # ○ free`,
  ],
  [
    'what /proc alone tells',
    machine([PROC], [PROXIED]),
    `services:
  db:
    ports:
      - 15432:5432 # ◆ db · docker`,
  ],
];

const answersOn = (at: Snapshot): Answers =>
  new Answers({ snapshot: at, ports: listeningPorts(at) } as unknown as Monitor);
const mentionsIn = (text: string): PortMention[] => {
  const lines = text.split('\n');
  return findMentions(textOf(lines), 0, lines.length - 1, { path: FILE, languageId: 'yaml' });
};
const labels = (at: Snapshot, text: string): string[] => {
  const answers = answersOn(at);
  return mentionsIn(text).map((mention) => {
    const answer = answers.of(mention) ?? assert.fail('no answer');
    return `${mention.line} ${hintLabel(answer, at, mention)}`;
  });
};

describe('hints in Compose files', () => {
  for (const [title, at, text] of CORPUS) {
    it(`tell whether this service has its port, or who else: ${title}`, () => {
      const wanted = text.split('\n').flatMap((line, index) => {
        const label = / # (.+)$/.exec(line)?.[1];
        return label === undefined ? [] : [`${index} ${label}`];
      });
      assert.deepEqual(labels(at, text), wanted);
    });
  }

  it('mark a port that a program of the host has, and none that a container of the file may have', () => {
    const text = 'services:\n  db:\n    ports:\n      - "5432:5432"\n      - "5432-5433:5432"\n';
    const on = { local: ['0.0.0.0', 5432] } as const;
    const cases: readonly (readonly [Snapshot, string])[] = [
      [machine([], [{ ...on, pids: [42] }]), '▲ node · 42 has it: docker compose up will fail'],
      // Another user's: who it is is likely.
      [
        machine([], [{ ...on, likelyOwner: POSTGRES_UNIT }]),
        '▲ taken: ~postgresql@16-main.service: docker compose up will likely fail',
      ],
      [
        machine([], [{ ...on, likelyOwner: likelyOwner({ unit: 'docker.service', processes: [] }) }]),
        '▲ taken: ~docker.service',
      ],
      [machine([], [{ ...on, pids: [700] }]), '▲ taken: docker-proxy · 700'],
      [machine([], [on]), '▲ in use'],
    ];
    for (const [at, wanted] of cases) {
      const [single = '', range = ''] = labels(at, text);
      assert.equal(single, `3 ${wanted}`);
      assert.doesNotMatch(range, /fail/, 'of a range Docker may take another port');
    }
  });

  it('say that it is the own program that has it', () => {
    const mine = process({ isMine: true, description: { what: 'vite', project: 'shop' } });
    const at = snapshot([{ local: ['0.0.0.0', 5173], pids: [42] }], [mine]);
    assert.deepEqual(labels(at, 'services:\n  web:\n    ports:\n      - 5173:80'), [
      '3 ▲ your vite · shop · 42 has it: docker compose up will fail',
    ]);
  });

  it('show hostile names cleaned and cut', () => {
    const hostile = `\u202e$(rm)\u0007\nname${'x'.repeat(100)}`;
    const facts = { name: hostile, image: hostile, project: hostile, service: hostile, ports: [tcp(80, 80)] };
    const text = 'services:\n  db:\n    ports:\n      - 80:80';
    for (const composeFiles of [[FILE], ['/x.yml']]) {
      const [label = ''] = labels(machine([made('db', { ...facts, composeFiles })]), text);
      assert.doesNotMatch(label, /[\p{Cc}\p{Cf}]|x{60}/u);
    }
  });

  it('name the container of a port of packet rules in other files, too', () => {
    const at = machine([DB]);
    const answer = answersOn(at).of({ port: 15_432 }) ?? assert.fail();
    assert.equal(hintLabel(answer, at, {}), '▲ taken: shop-db-1 · postgres:16');
    assert.equal(answersOn(snapshot([], [], { platform: 'wsl1' })).of({ port: 15_432 }), undefined);
  });
});

describe('a hover in a Compose file', () => {
  const hover = (at: Snapshot, text: string): string => {
    const [mention = assert.fail('no port')] = mentionsIn(text);
    const answer = answersOn(at).of(mention) ?? assert.fail('no answer');
    const monitor = { snapshot: at } as unknown as Monitor;
    return detailsOf(mention, answer, { monitor, names: NAMES, roots: { of: () => [] } }).value;
  };
  const linksIn = (text: string): string[] =>
    [...text.matchAll(/\[([^\]]*)\]\(command:([^?]*)\?([^)]*)\)/g)].map(
      ([, title, id, args]) => `${title} ${id} ${decodeURIComponent(args ?? '')}`,
    );
  const text = 'services:\n  db:\n    ports:\n      - "15432:5432"';

  it('tells of a port of packet rules whose it is, and what can be done', () => {
    const told = hover(machine([DB]), text);
    const plain = told.replaceAll('\\', '');
    for (const part of [
      'This service has it: shop-db-1 (postgres:16), service db of shop, → 5432 inside',
      '**15432 TCP · shop-db-1**',
      'nothing listens for it on this machine',
      'Image: postgres:16',
    ]) {
      assert.ok(plain.includes(part), `${part} in ${plain}`);
    }
    const args = `"${containerId('a')}","tcp",15432]`;
    assert.deepEqual(linksIn(told), [
      `Follow Container Logs netstat.actOnContainer ["followContainerLogs",${args}`,
      `Open Shell in Container netstat.actOnContainer ["openContainerShell",${args}`,
      `Open Compose File netstat.actOnContainer ["openComposeFile",${args}`,
      'Free Port… netstat.freePort ["15432/tcp"]',
    ]);
  });

  it('offers the browser for what may speak HTTP inside', () => {
    const web = dbContainer({
      ...{ name: 'shop-web-1', folder: '/srv/shop', composeFiles: [FILE], service: 'web', image: 'nginx:1' },
      ports: [{ transport: 'tcp', hostAddress: '0.0.0.0', hostPort: 18_080, containerPort: 80 }],
    });
    const { keepers: _keepers, ...ruled } = web;
    const told = hover(machine([ruled]), 'services:\n  web:\n    ports:\n      - "18080:80"');
    const args = `"${containerId('a')}","tcp",18080]`;
    assert.equal(
      linksIn(told)[0],
      `Open in Browser netstat.actOnContainer ["openContainerInBrowser",${args}`,
    );
  });

  it('tells the same of one that docker-proxy listens on, by its row', () => {
    const told = hover(machine([DB], [PROXIED]), text);
    const titles = linksIn(told).map((each) => each.split(' netstat')[0]);
    assert.deepEqual(titles, [
      'Show in View',
      'Copy Address',
      'Follow Container Logs',
      'Open Shell in Container',
      'Open Compose File',
      'Free Port…',
    ]);
    assert.doesNotMatch(told, /packet rules/);
  });

  it('says nothing of packet rules where somebody listens who is not known', () => {
    const { pids: _pids, ...unknown } = PROXIED;
    const at = machine([DB], [unknown]);
    assert.deepEqual(labels(at, text), ['3 ● this service · shop-db-1']);
    const told = hover(at, text);
    assert.doesNotMatch(told, /packet rules/);
    assert.match(told, /This service has it/);
  });

  it('says why Compose will fail, and leads to another port', () => {
    const told = hover(machine([], [{ local: ['0.0.0.0', 15_432], pids: [42] }]), text);
    assert.match(
      told.replaceAll('\\', ''),
      /^Taken: held by node \(pid 42\)[^]*docker compose up will fail: a program/,
    );
    assert.deepEqual(linksIn(told)[0], 'Use a Free Port Nearby netstat.writeFreePort [15432,3,9,14]');
    const other = hover(machine([{ ...OTHER, ports: [tcp(15_432, 80)] }]), text).replaceAll('\\', '');
    assert.match(other, /docker compose up will fail: a container that is not of this file/);
    for (const at of [machine([DB]), machine([])])
      assert.doesNotMatch(hover(at, text), /will fail|writeFreePort/);
  });

  it('says that it is another’s', () => {
    const plain = (at: Snapshot): string => hover(at, text).replaceAll('\\', '');
    assert.match(
      plain(machine([made('web', { ports: [tcp(15_432, 80)] })])),
      /A service of this file has it: shop-web/,
    );
    assert.match(plain(machine([{ ...OTHER, ports: [tcp(15_432, 80)] }])), /Held by container blog-db/);
    assert.doesNotMatch(
      plain(machine([PROC], [PROXIED])),
      /this file|This service/,
      '/proc alone does not tell',
    );
  });

  it('shows hostile names as letters, and has nothing of them in its links', () => {
    const hostile = 'a](command:x)<img>\u202e';
    const facts = {
      name: hostile,
      image: hostile,
      service: 'db',
      project: hostile,
      ports: [tcp(15_432, 80)],
    };
    const told = hover(machine([made('db', facts)]), text);
    assert.doesNotMatch(told, /[^\\]<img|\u202e/);
    for (const each of linksIn(told)) assert.doesNotMatch(each, /img|command:x/);
    const unnamed = hover(machine([made('db', { ...facts, id: '$(id)' })]), text);
    assert.deepEqual(
      linksIn(unnamed).map((each) => each.split(' netstat')[0]),
      ['Free Port…'],
    );
  });
});

describe('a link to a container', () => {
  it('means the one of that id that is there now, with the port', () => {
    const link = ['followContainerLogs', DB.id, 'tcp', 15_432] as const;
    assert.deepEqual(linkedContainer([OTHER, DB], link), { facts: DB, published: DB.ports[0] });
    assert.deepEqual(linkedContainer([DB], ['x', DB.id]), { facts: DB });
    assert.equal(linkedContainer([OTHER], link), undefined);
    assert.equal(linkedContainer([{ ...DB, isHere: false }], link), undefined);
    for (const id of ['$(id)', DB.id.slice(1), 7, undefined]) {
      assert.equal(linkedContainer([DB, { ...DB, id: '$(id)' }], ['x', id]), undefined);
    }
  });
});
