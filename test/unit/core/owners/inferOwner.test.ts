import assert from 'node:assert/strict';
import type { Evidence } from '../../../../src/core/model/likelyOwner';
import type {
  GroupOwner,
  LikelySocket,
  UnitFacts,
  UnitProcess,
  WaitingAt,
} from '../../../../src/core/owners/facts';
import { inferOwner } from '../../../../src/core/owners/inferOwner';

const AT: WaitingAt = { protocol: 'tcp', address: '0.0.0.0', port: 80, isChosen: true };
const SOCKET: LikelySocket = { role: 'made', uid: 0, waitsAt: AT, seenIn: 5 };

/** A process of another user that was started long before, child of systemd's. */
function process(facts: Partial<UnitProcess> & { readonly pid: number }): UnitProcess {
  return {
    startTime: 100,
    parentPid: 1,
    uid: facts.users?.[1] ?? facts.users?.[0] ?? 0,
    users: [0, 0, 0, 0],
    comm: 'webd',
    commandLine: ['/usr/sbin/webd'],
    isFork: true,
    isInNamespace: true,
    lookedIntoIn: -1,
    ...facts,
  };
}

function unitOf(
  processes: readonly UnitProcess[] | undefined,
  owner: Partial<GroupOwner> = {},
  hasEnded = false,
): UnitFacts {
  return {
    owner: { unit: 'web.service', unitOf: 'system', ...owner },
    hasEnded,
    count: processes?.length ?? 3,
    processes,
  };
}

function named(facts: UnitFacts, socket: Partial<LikelySocket> = {}): [pid: number | undefined, Evidence[]] {
  const { processes, evidence } = inferOwner({ ...SOCKET, ...socket }, facts);
  return [processes[0]?.pid, [...evidence]];
}

describe('who probably has a socket that was made in a unit’s control group', () => {
  const cases: [what: string, UnitFacts, Partial<LikelySocket>, pid: number | undefined, Evidence[]][] = [
    ['is its one process', unitOf([process({ pid: 7 })]), {}, 7, ['madeInGroup', 'onlyProcess']],
    [
      'is the one that could not be looked into',
      unitOf([process({ pid: 7 }), process({ pid: 8, lookedIntoIn: 5 })]),
      {},
      7,
      ['madeInGroup', 'onlyProcess'],
    ],
    [
      'is none where all could be looked into',
      unitOf([process({ pid: 7, lookedIntoIn: 5 })]),
      {},
      undefined,
      ['madeInGroup', 'contradicted'],
    ],
    [
      'is none of another network namespace',
      unitOf([process({ pid: 7, isInNamespace: false }), process({ pid: 8 })]),
      {},
      8,
      ['madeInGroup', 'onlyProcess'],
    ],
    [
      'may be one that was looked into before there was the socket',
      unitOf([process({ pid: 7 }), process({ pid: 8, lookedIntoIn: 4 })]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is no third user’s where the socket is a user’s',
      unitOf([process({ pid: 7, users: [33] }), process({ pid: 8, users: [34] })]),
      { uid: 33 },
      7,
      ['madeInGroup', 'onlyProcess'],
    ],
    [
      'may be root’s where the socket is a user’s',
      unitOf([process({ pid: 7, users: [33] }), process({ pid: 8, users: [0], comm: 'helper' })]),
      { uid: 33 },
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'may be anyone’s where the socket is root’s, since daemons give up rights',
      unitOf([process({ pid: 7, users: [33] }), process({ pid: 8, users: [34], comm: 'helper' })]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is the master of workers of one program',
      unitOf([
        process({ pid: 7 }),
        process({ pid: 8, parentPid: 7, users: [33] }),
        process({ pid: 9, parentPid: 7, users: [33] }),
      ]),
      {},
      7,
      ['madeInGroup', 'sameProgram'],
    ],
    [
      'is none of two that are no family',
      unitOf([process({ pid: 7 }), process({ pid: 8 })]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is the master of a single worker where the program is known to keep its sockets',
      unitOf([process({ pid: 7, comm: 'nginx' }), process({ pid: 8, comm: 'nginx', parentPid: 7 })]),
      {},
      7,
      ['madeInGroup', 'sameProgram'],
    ],
    [
      'is none of a supervisor and its only child where they are one program that nobody knows',
      unitOf([process({ pid: 7 }), process({ pid: 8, parentPid: 7 })]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is none of workers of one program that were started as programs of their own',
      unitOf([7, 8, 9].map((pid) => process({ pid, parentPid: pid === 7 ? 1 : 7, isFork: pid === 7 }))),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is no master where the kernel chose the port, as any worker may have asked it',
      unitOf([process({ pid: 7 }), process({ pid: 8, parentPid: 7 }), process({ pid: 9, parentPid: 7 })]),
      { waitsAt: { ...AT, isChosen: false } },
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is no master of another user than made it',
      unitOf([
        process({ pid: 7 }),
        process({ pid: 8, parentPid: 7, users: [33] }),
        process({ pid: 9, parentPid: 7, users: [33] }),
      ]),
      { uid: 33 },
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is no master that is known to leave sockets to its workers',
      unitOf([7, 8, 9].map((pid) => process({ pid, parentPid: pid === 7 ? 1 : 7, comm: 'haproxy' }))),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'may be one that was its user when it made it',
      unitOf([process({ pid: 7, users: [33] }), process({ pid: 8, users: [0, 34, 0, 34] })]),
      { uid: 33 },
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is the innermost of a chain',
      unitOf([
        process({ pid: 7, comm: 'npm' }),
        process({ pid: 8, comm: 'sh', parentPid: 7 }),
        process({ pid: 9, comm: 'node', parentPid: 8 }),
      ]),
      {},
      9,
      ['madeInGroup', 'innermost'],
    ],
    [
      'is none of a chain of programs that do something themselves',
      unitOf([
        process({ pid: 7, comm: 'beam.smp' }),
        process({ pid: 8, comm: 'erl_child_setup', parentPid: 7 }),
      ]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is none of a chain that ends in a shell',
      unitOf([process({ pid: 7, comm: 'server' }), process({ pid: 8, comm: 'sh', parentPid: 7 })]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is none where a chain forks',
      unitOf([
        process({ pid: 7, comm: 'npm' }),
        process({ pid: 8, comm: 'node', parentPid: 7 }),
        process({ pid: 9, comm: 'esbuild', parentPid: 7 }),
      ]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is the known server whose command line has the port',
      unitOf([
        process({ pid: 7, comm: 'redis-server', commandLine: ['/usr/bin/redis-server *:80'] }),
        process({ pid: 8, comm: 'redis-server', commandLine: ['/usr/bin/redis-server *:81'] }),
      ]),
      {},
      7,
      ['madeInGroup', 'commandLine'],
    ],
    [
      'is the proxy that Docker started for the port',
      unitOf([
        process({ pid: 7, comm: 'dockerd' }),
        process({
          pid: 8,
          parentPid: 7,
          comm: 'docker-proxy',
          commandLine: [
            '/usr/bin/docker-proxy',
            '-proto',
            'tcp',
            '-host-ip',
            '0.0.0.0',
            '-host-port',
            '80',
            '-container-port',
            '8080',
          ],
        }),
        process({
          pid: 9,
          parentPid: 7,
          comm: 'docker-proxy',
          commandLine: [
            '/usr/bin/docker-proxy',
            '-proto',
            'tcp',
            '-host-ip',
            '0.0.0.0',
            '-host-port',
            '81',
            '-container-port',
            '80',
          ],
        }),
      ]),
      {},
      8,
      ['madeInGroup', 'commandLine'],
    ],
    [
      'is not who calls himself a server of the port, or asks one',
      unitOf([
        process({ pid: 7, comm: 'python3', commandLine: ['python3', '-m', 'http.server', '--port', '80'] }),
        process({ pid: 8, comm: 'psql', commandLine: ['psql', '-p', '80'] }),
      ]),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is its unit alone where some may not be looked at',
      unitOf(undefined),
      {},
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
    [
      'is its unit alone where that is no service',
      unitOf([process({ pid: 7 })], { unit: 'snap.editor.scope' }),
      {},
      undefined,
      ['madeInGroup'],
    ],
    [
      'is its unit alone where that is a container’s',
      unitOf([process({ pid: 7 })], { unitOf: 'container' }),
      {},
      undefined,
      ['madeInGroup'],
    ],
    [
      'is its unit alone where the group has ended',
      unitOf([process({ pid: 7 })], {}, true),
      {},
      undefined,
      ['madeInGroup', 'groupEnded'],
    ],
    [
      'is the unit whose listener accepted it, whatever processes there are',
      unitOf([process({ pid: 7 })]),
      { role: 'accepted' },
      undefined,
      ['accepted'],
    ],
    [
      'is the unit alone where that may have accepted it',
      unitOf([process({ pid: 7 })]),
      { role: 'unclear' },
      undefined,
      ['madeInGroup'],
    ],
    [
      'is the unit that is to accept it',
      unitOf([process({ pid: 7 })]),
      { role: 'notAccepted' },
      undefined,
      ['notAccepted'],
    ],
    [
      'is the service that a socket unit is for',
      unitOf([], { unit: 'ssh.socket', service: 'ssh.service' }),
      {},
      undefined,
      ['socketUnit'],
    ],
    [
      'is the one of a session that could not be looked into',
      unitOf(
        [
          process({ pid: 7, comm: 'sshd', users: [1000] }),
          process({ pid: 8, lookedIntoIn: 5 }),
          process({ pid: 9, lookedIntoIn: 5 }),
        ],
        { unit: 'session-3.scope' },
      ),
      { uid: 1000 },
      7,
      ['madeInGroup', 'othersLookedInto'],
    ],
    [
      'is none of a session of which two could not be looked into, though one is a third user’s',
      unitOf([process({ pid: 7, users: [1000] }), process({ pid: 8, users: [1001] })], {
        unit: 'session-3.scope',
      }),
      { uid: 1000 },
      undefined,
      ['madeInGroup', 'severalProcesses'],
    ],
  ];
  for (const [what, facts, socket, pid, evidence] of cases) {
    it(what, () => assert.deepEqual(named(facts, socket), [pid, evidence]));
  }

  it('is none that came later', () => {
    const facts = unitOf([process({ pid: 7 }), process({ pid: 8 })]);
    const { processes } = inferOwner(SOCKET, facts, ({ pid }) => pid === 8);
    assert.deepEqual(
      processes.map(({ pid }) => pid),
      [7],
    );
  });

  it('is nobody where one left the unit that may have taken it along, and not what the server started', () => {
    const evidenceWith = (left: UnitProcess): Evidence[] => [
      ...inferOwner(SOCKET, { ...unitOf([process({ pid: 7 })]), left: [left] }).evidence,
    ];
    assert.deepEqual(evidenceWith(process({ pid: 8 })), ['madeInGroup', 'contradicted']);
    assert.deepEqual(evidenceWith(process({ pid: 8, parentPid: 7 })), ['madeInGroup', 'onlyProcess']);
  });

  it('is no master of a connection', () => {
    const { waitsAt: _, ...connection } = SOCKET;
    const owner = inferOwner(
      connection,
      unitOf([7, 8, 9].map((pid) => process({ pid, parentPid: pid === 7 ? 1 : 7 }))),
    );
    assert.deepEqual([owner.processes, owner.evidence], [[], ['madeInGroup', 'severalProcesses']]);
  });

  it('is what a shell runs, of a connection too, which npm may have itself', () => {
    const { waitsAt: _, ...connection } = SOCKET;
    const pidOf = (runner: string): number | undefined => {
      const server = process({ pid: 8, comm: 'java', parentPid: 7 });
      return inferOwner(connection, unitOf([process({ pid: 7, comm: runner }), server])).processes[0]?.pid;
    };
    assert.deepEqual([pidOf('sh'), pidOf('npm start')], [8, undefined]);
  });

  it('tells the unit, whose it is and how many processes it has', () => {
    const owner = inferOwner(SOCKET, unitOf([process({ pid: 7 })], { unitOf: 'user', uid: 1000 }));
    assert.deepEqual(owner, {
      unit: 'web.service',
      unitOf: 'user',
      uid: 1000,
      processes: [{ pid: 7, startTime: 100, program: 'webd' }],
      count: 1,
      evidence: ['madeInGroup', 'onlyProcess'],
    });
  });
});
