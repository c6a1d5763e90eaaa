import '../fakeVscode';
import assert from 'node:assert/strict';
import type { Answer, ContainerFacts, Containers, StopOutcome } from '../../../../src/core/model/container';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { type Freed, freeWithProof } from '../../../../src/extension/ports/freePortCommand';
import {
  container,
  containersOf,
  DB,
  fromProcAlone,
  GONE,
  now,
  OTHER,
  PORT,
  SOCKET,
} from '../../keptContainers';
import { portFacts } from '../../portFacts';
import { type MadeSocket, process as made, snapshot } from '../../snapshots';
import { FakeEngine } from '../fakeEngine';
import { FakeTerminal, NO } from '../units/fakeTerminal';

const ARGUMENTS = '-proto tcp -host-ip 0.0.0.0 -host-port 3000 -container-ip 172.17.0.2 -container-port 5432';
const PROXY = made({
  pid: 50,
  uid: 0,
  comm: 'docker-proxy',
  executable: '/usr/bin/docker-proxy',
  commandLine: ['docker-proxy', ...ARGUMENTS.split(' ')],
});
const ON_ALL: MadeSocket = { local: ['0.0.0.0', 3000], uid: 0 };
const STOP = 'Stop Container';
const TYPE = 'Type Command in Terminal';
const END = 'End the Process…';
const SHORT = DB.slice(0, 12);
const LINE = `docker -H unix://${SOCKET} stop ${DB}`;

describe('Free Port, where a container has it', () => {
  let screen: FakeTerminal;
  let engine: FakeEngine;
  let containers: Containers;
  let isBound: boolean;
  let stopped: string[];
  let asked: readonly number[];

  beforeEach(() => {
    screen = new FakeTerminal();
    engine = new FakeEngine();
    containers = containersOf([container({ keepers: [50] })]);
    stopped = [];
    asked = [];
    machine([{ ...ON_ALL, pids: [50] }], PROXY);
    engine.onContainers = (fresh) => {
      assert.ok(fresh, 'nothing is stopped or said to be free by what is some seconds old');
      return containers;
    };
    engine.onContainerNow = () => now();
    answering({ outcome: 'ok', value: 'stopped' });
  });
  afterEach(() => {
    screen.dispose();
    assert.deepEqual(engine.signals, [], 'nothing is signalled');
    assert.ok(
      screen.sent.every(({ isRun }) => !isRun),
      'nothing is run',
    );
    assert.equal(engine.consumers, 0);
  });

  /** Who listens until a container is stopped, and nobody does from then on. */
  function machine(sockets: readonly MadeSocket[], ...owners: ProcessOwner[]): void {
    isBound = sockets.length > 0;
    const found = (): ReturnType<typeof snapshot> => snapshot(isBound ? sockets : [], owners);
    engine.onScan = found;
    engine.onPortFacts = () =>
      portFacts(found(), {
        trials: [{ address: '0.0.0.0', outcome: isBound ? 'inUse' : 'free' }],
        isBoundKnown: true,
      });
  }

  function answering(answer: Answer<StopOutcome>, after = containersOf([])): void {
    engine.onStopContainer = ({ id }) => {
      stopped.push(id);
      if (answer.outcome === 'ok') isBound = false;
      containers = after;
      return answer;
    };
  }

  /** What else has the container's port once it was stopped. */
  function leaving(...left: ContainerFacts[]): void {
    answering({ outcome: 'ok', value: 'stopped' }, containersOf(left));
  }

  async function free(chosen?: string): Promise<Freed> {
    screen.chosen = chosen;
    const freed = await freeWithProof(
      { port: 3000, transport: 'tcp' },
      {
        engine,
        ownPid: 9,
        end: async ({ targets }) => {
          asked = targets.map(({ process: { pid } }) => pid);
          return undefined;
        },
        show: async () => undefined,
        explain: async () => undefined,
      },
    );
    // The command has returned before its message is answered.
    await new Promise(setImmediate);
    return freed;
  }

  it('stops it once the user agrees, and proves that the port is free', async () => {
    assert.equal(await free(STOP), 'free');
    assert.deepEqual(stopped, [DB]);
    assert.deepEqual(screen.waits, [`Stopping container ${SHORT} (“db”, “postgres:16”, “shop”)`]);
    assert.equal(screen.messages.length, 2);
    const { text = '' } = screen.messages[1] ?? {};
    assert.equal(text, 'Port 3000: It is free. Container “db” was stopped.');
    assert.deepEqual(asked, [], 'nobody is asked to end a process');
  });

  it('asks by the id first, then by its names, with all its ports', async () => {
    const ports = [PORT, { ...PORT, hostAddress: '::1', hostPort: 3001 }];
    engine.onContainerNow = () => now({ ports });
    assert.equal(await free(), 'declined');
    const [question] = screen.messages;
    assert.equal(question?.text, `Stop container ${SHORT} to free port 3000?`);
    assert.deepEqual(question.actions, [NO, STOP]);
    const [identity, its] = question.detail?.split('\n\n') ?? [];
    assert.equal(identity, `Container ${SHORT} of Docker\nName: “db”\nImage: “postgres:16”\nProject: “shop”`);
    assert.equal(its, 'Its ports: 0.0.0.0:3000 → 5432/tcp, [::1]:3001 → 5432/tcp');
    assert.deepEqual(stopped, []);
  });

  it('tells what follows from it', async () => {
    const sharer = container({ id: OTHER, name: 'sidecar', ports: [], networkMode: `container:${DB}` });
    containers = containersOf([container({ keepers: [50], isInfra: true }), sharer]);
    engine.onContainerNow = () => now({ autoRemove: true, restartPolicy: 'always', pod: 'web' });
    await free();
    const detail = screen.messages[0]?.detail ?? '';
    for (const text of [
      'WARNING: It is deleted when it ends, with its anonymous volumes',
      `WARNING: Others lose their network with it: ${OTHER.slice(0, 12)} (“sidecar”`,
      'WARNING: It keeps the network of pod “web”.',
      'Its restart policy is “always”: its engine starts it again when the engine itself is started.',
    ]) {
      assert.ok(detail.includes(text), detail);
    }
  });

  it('says that it was deleted where it was to be', async () => {
    engine.onContainerNow = () => now({ autoRemove: true });
    assert.equal(await free(STOP), 'free');
    assert.match(screen.said, /\nPort 3000: It is free\. Container “db” was stopped and deleted\.$/);
  });

  it('quotes and cuts names that say something else', async () => {
    const name = `x”? Nothing is stopped.\n\u202e${'y'.repeat(500)}`;
    engine.onContainerNow = () => now({ name, image: name });
    await free();
    const detail = screen.messages[0]?.detail ?? '';
    assert.match(detail, /\nName: “x'\? Nothing is stopped\. <U\+202E>y+…”\n/);
    assert.ok(detail.length < 600, detail);
  });

  for (const value of ['alreadyStopped', 'noSuchContainer'] as const) {
    it(`is a success where the engine says ${value}`, async () => {
      answering({ outcome: 'ok', value });
      assert.equal(await free(STOP), 'free');
    });
  }

  const changes: readonly (readonly [string, () => void, RegExp])[] = [
    ['dies', () => (engine.onContainerNow = () => GONE), /has ended meanwhile/],
    [
      'is replaced by another with its name',
      () => (containers = containersOf([container({ id: OTHER, keepers: [50] })])),
      /another container’s by now/,
    ],
    ['is started anew', () => (engine.onContainerNow = () => now({ startedAt: 'later' })), /started anew/],
    ['gives the port up', () => (engine.onContainerNow = () => now({ ports: [] })), /not certainly have/],
    [
      'is seen not to be here',
      () => (engine.onContainerNow = () => now({}, false)),
      /another pid namespace, or on another machine/,
    ],
    [
      'has no engine any more that answers',
      () => (engine.onContainerNow = () => ({ outcome: 'gone' })),
      /not say any more/,
    ],
  ];
  for (const [name, happens, text] of changes) {
    it(`stops nothing where the container ${name} while the question is open`, async () => {
      screen.onModal = happens;
      assert.equal(await free(STOP), 'managed');
      assert.deepEqual(stopped, []);
      assert.match(screen.messages[1]?.text ?? '', text);
      assert.ok(screen.messages[1]?.text.startsWith('Nothing was stopped: '));
    });
  }

  it('asks nothing where the container has ended before, and proves the port', async () => {
    engine.onContainerNow = () => {
      containers = containersOf([]);
      isBound = false;
      return now({ isRunning: false });
    };
    assert.equal(await free(STOP), 'free');
    assert.deepEqual(stopped, []);
    assert.equal(screen.messages.length, 1);
    assert.doesNotMatch(screen.said, /was stopped/);
  });

  it('does not wait where the user does not, and the stop goes on', async () => {
    let settle = (): void => undefined;
    engine.onStopContainer = () =>
      new Promise((resolve) => (settle = () => resolve({ outcome: 'ok', value: 'stopped' })));
    screen.isCancelling = true;
    assert.equal(await free(STOP), 'busy');
    assert.match(screen.said, /goes on being stopped by its engine\. Look again/);
    assert.equal(engine.consumers, 1, 'the engine is kept for it');
    settle();
    await new Promise(setImmediate);
  });

  const failures: readonly (readonly [Exclude<Answer<StopOutcome>, { outcome: 'ok' }>, RegExp])[] = [
    [{ outcome: 'denied', detail: 'EACCES' }, /may not be opened by you: become a member of its group/],
    [{ outcome: 'refused', status: 403, detail: 'not for you' }, /Its engine refused: “not for you”/],
    [{ outcome: 'absent' }, /cannot be asked any more at “\/var\/run\/docker\.sock”/],
  ];
  for (const [answer, text] of failures) {
    it(`tells why it was not stopped, and types the line, where the engine is ${answer.outcome}`, async () => {
      answering(answer, containers);
      const { messages } = screen;
      screen.onModal = () => queueMicrotask(() => (screen.chosen = TYPE));
      assert.equal(await free(STOP), 'managed');
      assert.match(messages[1]?.text ?? '', text);
      assert.deepEqual(messages[1]?.actions, [TYPE]);
      assert.deepEqual(screen.typed, [LINE]);
    });
  }

  it('has the proof decide where the engine broke off', async () => {
    answering({ outcome: 'gone' }, containers);
    assert.equal(await free(STOP), 'busy');
    assert.match(screen.messages[1]?.text ?? '', /^Port 3000: Its engine broke off before it answered/);
  });

  it('is not free where its engine starts the container again, or another publishes the port', async () => {
    engine.onContainerNow = () => now({ restartPolicy: 'always' });
    leaving(container());
    assert.equal(await free(STOP), 'busy');
    assert.match(screen.said, /was started again: see its restart policy \(“always”\)/);
    leaving(container({ id: OTHER, name: 'web' }));
    machine([{ ...ON_ALL, pids: [50] }], PROXY);
    containers = containersOf([container({ keepers: [50] })]);
    assert.equal(await free(STOP), 'busy');
    assert.match(screen.said, new RegExp(`published all the same, by container ${OTHER.slice(0, 12)}`));
  });

  it('is free where only an engine of another network publishes the port', async () => {
    containers = containersOf([container({ keepers: [50], publishesOn: 'here' })]);
    leaving(container({ id: OTHER, name: 'web', publishesOn: 'elsewhere' }));
    assert.equal(await free(STOP), 'free');
  });

  it('is not said to be free where the engine does not say any more what it publishes', async () => {
    const silent = containersOf([], [{ socket: SOCKET, runtime: 'docker', outcome: 'gone' }]);
    answering({ outcome: 'ok', value: 'stopped' }, silent);
    assert.equal(await free(STOP), 'busy');
    assert.match(screen.said, /Whether it is published still is not known/);
  });

  it('is offered where nothing listens, or nobody knows who does', async () => {
    containers = containersOf([container()]);
    for (const sockets of [[], [ON_ALL]]) {
      machine(sockets);
      await free();
      assert.deepEqual(screen.messages.at(-1)?.actions, [NO, STOP]);
    }
  });

  it('is nobody’s port where two containers may have it: the line is typed that asks the engine', async () => {
    containers = containersOf([container(), container({ id: OTHER })]);
    assert.equal(await free(TYPE), 'managed');
    assert.match(screen.said, /Docker keeps the port for a container/);
    assert.deepEqual(screen.typed, ['docker stop $(docker ps --quiet --filter publish=3000)']);
  });

  it('is nobody’s where a proxy was left behind: the line is typed that ends it', async () => {
    containers = containersOf([container({ ports: [] })]);
    assert.equal(await free(TYPE), 'managed');
    assert.match(screen.said, /left behind: Docker has no container with this port/);
    assert.deepEqual(screen.typed, ['sudo kill 50']);
    for (const outcome of ['slow', 'denied'] as const) {
      containers = containersOf([], [{ socket: SOCKET, runtime: 'docker', outcome }]);
      await free(TYPE);
      assert.match(screen.messages.at(-1)?.text ?? '', /Docker keeps the port for a container/);
    }
  });

  it('types the line, with the whole id, where no engine may be asked', async () => {
    const denied = { socket: SOCKET, runtime: 'docker', outcome: 'denied' } as const;
    containers = containersOf([fromProcAlone({ keepers: [50] })], [denied]);
    engine.onContainerNow = () => assert.fail('no engine may be asked');
    assert.equal(await free(TYPE), 'managed');
    assert.deepEqual(screen.typed, [`sudo ${LINE}`]);
    assert.match(screen.said, new RegExp(`^Port 3000 is that of container ${SHORT}\\. `));
  });

  it('says that its engine does not run, before which no line helps', async () => {
    containers = containersOf([fromProcAlone({ keepers: [50], engineIs: 'down' })], []);
    assert.equal(await free(TYPE), 'managed');
    assert.match(screen.said, /Its engine does not run \(there is no process dockerd\): start it/);
    assert.deepEqual(screen.typed, [LINE]);
  });

  it('types nothing where its engine runs in another pid namespace, and says to stop it there', async () => {
    containers = containersOf([fromProcAlone({ keepers: [50], engineIs: 'otherPids' })]);
    assert.equal(await free(TYPE), 'managed');
    assert.match(screen.said, /Its engine runs in another pid namespace: stop it there\.$/);
    assert.deepEqual([screen.typed, screen.messages[0]?.actions], [[], []]);
  });

  it('is not stopped where it runs on another machine', async () => {
    containers = containersOf([container({ keepers: [50], isHere: false })]);
    await free(STOP);
    assert.deepEqual(stopped, []);
    containers = containersOf([container({ keepers: [50] })]);
    engine.onContainerNow = () => now({}, false);
    assert.equal(await free(STOP), 'managed');
    assert.deepEqual(stopped, []);
    assert.match(screen.said, /runs in another pid namespace, or on another machine\. Stop it there\./);
  });

  describe('by a process in it, on the network of the host', () => {
    beforeEach(() => {
      const membership = { container: { runtime: 'docker', id: DB } } as const;
      machine([{ ...ON_ALL, pids: [4242] }], made({ pid: 4242, comm: 'postgres', membership }));
      containers = containersOf([container({ ports: [], networkMode: 'host' })]);
      engine.onContainerNow = () => now({ ports: [], networkMode: 'host', restartPolicy: 'always' });
    });

    it('offers to stop the container before the process is ended', async () => {
      assert.equal(await free(STOP), 'free');
      assert.deepEqual(stopped, [DB]);
      assert.deepEqual(screen.messages[0]?.actions, [NO, STOP, END]);
      assert.match(screen.messages[0]?.detail ?? '', /Its restart policy is “always”/);
      assert.deepEqual(asked, []);
    });

    it('asks to end the process where the user would rather do that', async () => {
      assert.equal(await free(END), 'declined');
      assert.deepEqual(asked, [4242]);
      assert.deepEqual(stopped, []);
    });

    it('leaves both to the user where no engine may be asked', async () => {
      containers = containersOf([fromProcAlone({ ports: [], networkMode: 'host' })], []);
      await free(TYPE);
      assert.deepEqual(screen.messages[0]?.actions, [TYPE, END]);
      assert.deepEqual(screen.typed, [`docker stop ${DB}`]);
      await free(END);
      assert.deepEqual(asked, [4242]);
    });
  });
});
