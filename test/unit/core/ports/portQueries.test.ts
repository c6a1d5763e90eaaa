import assert from 'node:assert/strict';
import type { PortHit } from '../../../../src/core/mentions/mention';
import { elsewhereQuestion, findPorts, portIn } from '../../../../src/core/ports/findPorts';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { listenersAt } from '../../../../src/core/ports/mentionedPort';
import { portSignature } from '../../../../src/core/ports/portSignature';
import { portUse } from '../../../../src/core/ports/portUse';
import { socketsOf } from '../../../../src/core/ports/processSockets';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const ports = (sockets: readonly MadeSocket[], owners = [process()]) =>
  listeningPorts(snapshot(sockets, owners));

describe('the signature of a port', () => {
  const one = { local: ['127.0.0.1', 1], pids: [42], inode: 1 } as const;
  const signature = (...args: Parameters<typeof ports>): string =>
    ports(...args)
      .map(portSignature)
      .join();

  it('differs for a server that was started anew, and for one that opened another socket', () => {
    assert.equal(signature([one]), signature([one]));
    assert.notEqual(signature([{ ...one, inode: 9 }], [process({ startTime: 5 })]), signature([one]));
    assert.notEqual(signature([one, { ...one, local: ['10.0.0.1', 1], inode: 3 }]), signature([one]));
  });

  it('is another where another owner is likely', () => {
    const likely = (program: string): string =>
      signature([
        {
          ...one,
          pids: [],
          likelyOwner: likelyOwner({ processes: [{ pid: 812, startTime: 1, program }] }),
        },
      ]);
    assert.equal(likely('sshd'), likely('sshd'));
    assert.notEqual(likely('sshd'), likely('nginx'));
  });

  it('leaves out queues', () => {
    const [port] = ports([one]);
    assert.ok(port);
    const sockets = port.sockets.map((each) => ({ ...each, socket: { ...each.socket, rxQueue: 9 } }));
    assert.equal(portSignature({ ...port, sockets }), portSignature(port));
  });
});

describe('Find Port Owner', () => {
  const owners = [
    process({ pid: 3000, comm: 'python3', commandLine: ['python3', 'manage.py'] }),
    process({ pid: 12, comm: 'node' }),
  ];
  const rows = ports(
    [
      { local: ['127.0.0.1', 8000], pids: [3000] },
      { local: ['127.0.0.1', 3000], pids: [12] },
      { local: ['127.0.0.1', 30001], pids: [12] },
      { local: ['127.0.0.1', 5432] },
    ],
    owners,
  );
  const service = (port: number): string | undefined => (port === 5432 ? 'postgresql' : undefined);
  const find = (question: string): string[] =>
    findPorts(rows, question, service).map(({ port, kind }) => `${port.port} ${kind}`);

  for (const [question, asked] of [
    ['44', { pid: 44 }],
    ['pid 44', { pid: 44 }],
    [' NginX ', { words: 'nginx' }],
    ['n', undefined],
    ['', undefined],
    [':80', undefined],
    ['http://localhost:80/a', undefined],
  ] as const) {
    it(`asks other network namespaces for "${question}": ${JSON.stringify(asked)}`, () =>
      assert.deepEqual(elsewhereQuestion(question), asked));
  }

  it('puts the port first, then the pid, then longer ports', () => {
    assert.deepEqual(find('3000'), ['3000 port', '8000 pid', '30001 portPrefix']);
  });

  it('takes "pid 3000" for the pid alone', () => {
    assert.deepEqual(find('pid 3000'), ['8000 pid']);
    assert.deepEqual(find(' PID:12 '), ['3000 pid', '30001 pid']);
    assert.deepEqual(find('pid 30'), []);
  });

  it('takes a process, service or command name in any case, in part', () => {
    assert.deepEqual(find('Python'), ['8000 process']);
    assert.deepEqual(find('postgres'), ['5432 service']);
    assert.deepEqual(find('manage'), ['8000 commandLine']);
    assert.deepEqual(find('nothing so'), []);
  });

  it('takes what people call a process, and the project that it is of', () => {
    const vite = process({
      pid: 13,
      commandLine: ['node', '--inspect=9230', '/srv/shop/node_modules/.bin/vite'],
      description: { what: 'vite', project: 'shop' },
    });
    const made = ports(
      [
        { local: ['127.0.0.1', 5173], pids: [13] },
        { local: ['127.0.0.1', 9230], pids: [13] },
      ],
      [vite],
    );
    const numbers = (question: string): string[] =>
      findPorts(made, question, service).map(({ port, kind }) => `${port.port} ${kind}`);
    for (const question of ['Vite', 'shop', 'vite · shop', 'vite of shop', 'vite shop', 'node'])
      assert.deepEqual(numbers(question), ['5173 process', '9230 process'], question);
    // Its debugger is another thing than what it serves.
    assert.deepEqual(numbers('debugger'), ['9230 process']);
    assert.deepEqual(numbers('shop vite'), []);
  });

  it('lists all without a question', () => assert.equal(find('  ').length, 4));

  for (const [question, port] of [
    ['3000', 3000],
    [':3000', 3000],
    ['localhost:3000', 3000],
    ['http://localhost:3000/path', 3000],
    ['[::1]:80', 80],
    ['0', undefined],
    ['65536', undefined],
    ['node', undefined],
    ['12a', undefined],
  ] as const) {
    it(`reads "${question}" as ${port === undefined ? 'no port' : `port ${port}`}`, () =>
      assert.equal(portIn(question), port));
  }
});

describe('a port that nobody listens on', () => {
  it('is in use by the ends of connections and by TIME_WAIT', () => {
    const machine = snapshot(
      [
        { local: ['10.0.0.1', 4000], remote: ['10.0.0.2', 443], state: 1, pids: [42] },
        { local: ['10.0.0.1', 4000], remote: ['10.0.0.3', 443], state: 6, inode: 0 },
        { local: ['10.0.0.1', 4001], remote: ['10.0.0.3', 443], state: 6, inode: 0 },
        { protocol: 'raw', local: ['0.0.0.0', 4000] },
      ],
      [process()],
    );
    const { connections, waiting } = portUse(machine, { port: 4000 });
    assert.equal(waiting, 1);
    assert.deepEqual(
      connections.map(({ owners }) => owners[0]?.pid),
      [42],
    );
    assert.deepEqual(portUse(machine, { port: 9 }), { connections: [], waiting: 0, longestWait: 0 });
  });
});

describe('the sockets of a process', () => {
  const machine = snapshot(
    [
      { pids: [42, 43] },
      { local: ['10.0.0.1', 4000], remote: ['10.0.0.2', 443], state: 1, pids: [43] },
      { local: ['10.0.0.1', 4001], remote: ['10.0.0.2', 443], state: 1, pids: [42, 43, 44] },
    ],
    [process({ pid: 43 }), process({ pid: 44 }), process({ pid: 45 })],
  );

  it('are all that it holds, alone or with others', () => {
    const found = socketsOf(machine, 43);
    assert.equal(found?.listening, 1);
    assert.deepEqual(
      found.others.map(({ localPort }) => localPort),
      [4000, 4001],
    );
    assert.equal(socketsOf(machine, 44)?.listening, 0);
  });

  it('are nothing where it holds none, or is not there', () => {
    assert.equal(socketsOf(machine, 45), undefined);
    assert.equal(socketsOf(machine, 46), undefined);
  });
});

describe('a port that a text names', () => {
  const local = ['0.0.0.0', 5060] as const;
  const all = snapshot([
    { local, state: 10 },
    { protocol: 'udp', local },
    { protocol: 'sctp', local, state: 10 },
  ]);
  const found = (transport?: PortHit['transport'], taken = all): string[] | undefined =>
    listenersAt(taken, { port: 5060, ...(transport && { transport }) })?.map((row) => row.transport);

  it('is TCP’s, UDP’s or SCTP’s as the text says, and TCP’s where it does not', () => {
    assert.deepEqual([found('tcp'), found('udp'), found()], [['tcp'], ['udp'], ['tcp']]);
    assert.deepEqual(found('sctp'), ['sctp']);
    const alone = snapshot([{ protocol: 'sctp', local, state: 10 }]);
    assert.deepEqual([found('tcp', alone), found('udp', alone), found(undefined, alone)], [[], [], []]);
  });
});
