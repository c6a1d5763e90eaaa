import assert from 'node:assert/strict';
import { portStanding } from '../../../../src/core/containers/portStanding';
import { portUses } from '../../../../src/core/containers/portUses';
import type { MentionedPort } from '../../../../src/core/mentions/mention';
import { listenersAt } from '../../../../src/core/ports/mentionedPort';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const { service: _service, composeFiles: _files, engine: _engine, ...PROC } = dbContainer();
const COMPOSE = {
  port: 15_432,
  transport: 'tcp',
  compose: { service: 'db', file: '/srv/blog/compose.yaml' },
} as const;

function standing(
  sockets: readonly MadeSocket[],
  {
    mention = COMPOSE,
    containers = [],
    folders = [],
  }: {
    readonly mention?: MentionedPort;
    readonly containers?: readonly ReturnType<typeof dbContainer>[];
    readonly folders?: readonly string[];
  } = {},
): ReturnType<typeof portStanding> {
  const owners = [process(), process({ pid: 43, isMine: true }), dockerProxy()];
  const at = snapshot(
    sockets.map((each) => ({ local: ['0.0.0.0', 15_432], ...each })),
    owners,
    { containers },
  );
  const rows = listenersAt(at, mention) ?? [];
  return portStanding(mention, rows, portUses(mention, rows, containers), folders);
}

describe('whose a port is that a file names', () => {
  it('is nobody’s, the window’s or a stranger’s', () => {
    const mention = { port: 15_432 };
    assert.deepEqual(standing([], { mention }), { whose: 'nobody' });
    assert.deepEqual(standing([{ pids: [43] }], { mention }), { whose: 'window' });
    assert.deepEqual(standing([{ pids: [42] }], { mention }), { whose: 'stranger' });
    assert.deepEqual(standing([{}], { mention }), { whose: 'stranger' });
  });

  it('is not said of a container that /proc alone tells of, in a Compose file', () => {
    assert.deepEqual(standing([{ pids: [700] }], { containers: [PROC] }), { whose: 'unsaid' });
    const mention = { port: 15_432 };
    assert.deepEqual(standing([{ pids: [700] }], { mention, containers: [PROC] }), { whose: 'stranger' });
  });

  it('is the window’s where the container’s project lies in one of its folders', () => {
    const containers = [dbContainer({ folder: '/srv/shop/infra' })];
    const mention = { port: 15_432 };
    for (const [folder, whose] of [
      ['/srv/shop', 'window'],
      ['/srv/shop/infra', 'window'],
      ['/srv/sho', 'stranger'],
    ] as const)
      assert.deepEqual(standing([{ pids: [700] }], { mention, containers, folders: [folder] }), { whose });
  });
});

describe('what keeps Compose from publishing a port', () => {
  const fails = (sockets: readonly MadeSocket[], mention: MentionedPort = COMPOSE): string | undefined =>
    standing(sockets, { mention }).failsCompose;

  it('is a program of the host, whose it ever is, known or likely', () => {
    for (const pid of [42, 43]) assert.equal(fails([{ pids: [pid] }]), 'program');
    assert.equal(fails([{ likelyOwner: POSTGRES_UNIT }]), 'likelyProgram');
  });

  it('is not known where an engine has it for a container that is not known, or nobody is known', () => {
    const engine = likelyOwner({ unit: 'docker.service', processes: [] });
    for (const each of [{ pids: [700] }, { likelyOwner: engine }, {}])
      assert.equal(fails([each]), undefined, JSON.stringify(each));
  });

  it('is said of no range, of no other transport, and in Compose files alone', () => {
    const held = [{ pids: [42] }];
    assert.equal(fails(held, { ...COMPOSE, lastPort: 15_440 }), undefined);
    assert.equal(fails(held, { ...COMPOSE, transport: 'udp' }), undefined);
    assert.equal(fails(held, { port: 15_432 }), undefined);
  });

  it('is a container of another project', () => {
    const containers = [dbContainer({ folder: '/srv/shop', composeFiles: ['/srv/shop/compose.yaml'] })];
    assert.equal(standing([{ pids: [700] }], { containers }).failsCompose, 'container');
    const mention = { ...COMPOSE, compose: { service: 'db', file: '/srv/shop/compose.yaml' } };
    assert.deepEqual(standing([{ pids: [700] }], { containers, mention }), { whose: 'window' });
  });
});
