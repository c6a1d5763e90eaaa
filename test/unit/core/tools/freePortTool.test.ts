import assert from 'node:assert/strict';
import type { Ending } from '../../../../src/core/kill/endings';
import type { KillReport } from '../../../../src/core/kill/execute';
import type { KillPlan } from '../../../../src/core/kill/plan';
import { USUAL_ENGINES } from '../../../../src/core/model/container';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import type { ProcessOwner } from '../../../../src/core/model/process';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { type FreePlan, planToFree } from '../../../../src/core/ports/freePort';
import { freeBy, freeQuestion } from '../../../../src/core/tools/freePortTool';
import { obstacleWords } from '../../../../src/core/tools/obstacleWords';
import { FakeEngine } from '../../extension/fakeEngine';
import { container, containersOf, DB, SOCKET } from '../../keptContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

async function planFor(...owners: ProcessOwner[]): Promise<FreePlan> {
  const engine = new FakeEngine();
  engine.onScan = () => snapshot([{ inode: 7, pids: owners.map(({ pid }) => pid) }], owners);
  return planToFree({ port: 3000, transport: 'tcp' }, engine, () => false);
}

function whyNot({ obstacle, kept }: FreePlan): string {
  return obstacle === undefined ? assert.fail('it may be asked for') : obstacleWords(obstacle, kept);
}

/** The question where so many processes, none started by another, hold these sockets. */
async function questionOf(
  sockets: readonly MadeSocket[],
  processes: number,
  facts: Partial<ProcessOwner> = {},
): Promise<string> {
  const owners = Array.from({ length: processes }, (_, index) => process({ pid: 100 + index, ...facts }));
  const pids = owners.map(({ pid }) => pid);
  const engine = new FakeEngine();
  const machine = snapshot(
    sockets.map((socket) => ({ ...socket, pids })),
    owners,
  );
  engine.onScan = () => machine;
  const plan = await planToFree({ port: 3000, transport: 'tcp' }, engine, () => false);
  return plan.obstacle === undefined ? freeQuestion(plan) : assert.fail(plan.obstacle.kind);
}

describe('a port that an agent wants to have free', () => {
  it('is not freed of what keeps it for others: the user is told what to run', async () => {
    for (const comm of ['docker-proxy', 'conmon', 'rootlessport', 'systemd']) {
      assert.match(
        whyNot(await planFor(process({ comm, uid: 0, commandLine: [comm] }))),
        /keeps the port for others, .* The user can run: \S+/,
      );
    }
    const gateway = await planFor(process({ comm: 'pasta', commandLine: ['pasta'] }));
    assert.ok(!whyNot(gateway).includes('can run'));
  });

  it('is not said to be freed by Free Port where that cannot ask the engine', () => {
    const obstacle = { kind: 'nobody' } as const;
    const words = (engineIs: 'down' | 'otherPids', line?: string): string => {
      const facts = container({ engineIs });
      return obstacleWords(obstacle, {
        ...{ container: facts, by: 'published', sharers: [] },
        ...(line !== undefined && { line }),
      });
    };
    assert.match(
      words('down', 'docker stop x'),
      /does not run .* by a command\. The user can run: docker stop x$/,
    );
    assert.match(words('otherPids'), /Its engine runs in another pid namespace: stop it there\.$/);
    for (const text of [words('down', 'x'), words('otherPids')]) assert.doesNotMatch(text, /with Free Port/);
  });

  it('is not freed of a container, which is named, and stopped by the user alone', async () => {
    const engine = new FakeEngine();
    const proxy = process({ pid: 50, uid: 0, comm: 'docker-proxy', commandLine: ['docker-proxy'] });
    engine.onContainers = () => containersOf([container({ name: 'd"b\n\u202e', keepers: [50] })]);
    const line = `docker -H unix://${SOCKET} stop ${DB}`;
    const words = `container ${DB.slice(0, 12)} (“d'b <U+202E>”, “postgres:16”, “shop”) has the port, and ending processes would break it or free nothing. The user can stop it with Free Port in VS Code, or run: ${line}`;
    for (const sockets of [[{ local: ['0.0.0.0', 3000], uid: 0, pids: [50] }], []] as MadeSocket[][]) {
      engine.onScan = () => snapshot(sockets, [proxy]);
      const end = async (): Promise<never> => assert.fail('nobody is to be asked');
      const question = { port: 3000, transport: 'tcp' } as const;
      assert.equal(
        await freeBy(end, question, engine, () => false, USUAL_ENGINES),
        `nothing was ended: ${words}`,
      );
      assert.equal(whyNot(await planToFree(question, engine, () => false, USUAL_ENGINES)), words);
    }
  });

  it('is not freed of what the user cannot do without', async () => {
    for (const comm of ['sshd', 'gnome-shell', 'Xorg', 'init', 'code']) {
      assert.match(
        whyNot(await planFor(process({ comm, uid: 0, commandLine: [comm] }))),
        /^pid 42 .* not ended for a port/,
      );
    }
  });

  it('is freed of a program that only calls itself so, after a question', async () => {
    const pretender = process({
      comm: 'docker-proxy',
      executable: '/usr/bin/node',
      commandLine: ['docker-proxy'],
    });
    assert.equal((await planFor(pretender)).obstacle, undefined);
  });

  it('is asked for in the first words, and in few, whatever a process holds', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
    const address = (index: number): string => `127.0.${index >> 8}.${index & 255}`;
    const held: readonly (readonly [RegExp, MadeSocket[]])[] = [
      [/\? It has 127\.0\.0\.1:3000 \(TCP\)\. Unsaved/, []],
      [
        /, and listens on port 10001, .*, 10010 and 990 more too\. Unsaved/,
        numbers.map((index) => ({ local: ['127.0.0.1', 10_000 + index] })),
      ],
      [/ and 99\d more\. Unsaved/, numbers.map((index) => ({ local: [address(index + 1), 3000] }))],
      [
        / and 99\d more\. Unsaved/,
        numbers.map((index) => ({
          protocol: 'tcp6',
          local: [`2001:db8:1111:2222:3333:4444:5555:${index.toString(16)}`, 3000],
        })),
      ],
    ];
    for (const [rest, more] of held) {
      const question = await questionOf([{}, ...more], 1);
      assert.match(question, /^Free port 3000 by ending pid 100 “node”\? It has 127\.0\.0\.1:3000 \(TCP\)/);
      assert.match(question, rest);
      assert.match(question, / Unsaved work may be lost\.$/);
      assert.ok(question.length < 600, `${question.length}: ${question}`);
    }
  });

  it('is asked for in few words, however many processes share it', async () => {
    const comm = 'A'.repeat(100_000);
    const ports = Array.from({ length: 50 }, (_, index): MadeSocket => ({
      local: ['127.0.0.1', 4000 + index],
    }));
    const question = await questionOf([{}, ...ports], 60, { comm, commandLine: [] });
    assert.match(question, /^Free port 3000 by ending pid 100 “A{59}…”, pid 101 “A{59}…” and 58 more\? /);
    assert.match(question, / pid 101 “A{59}…” has 127\.0\.0\.1:3000 \(TCP\), and listens on port 4000, /);
    assert.match(question, / What the 5\d others have is not listed\. Unsaved work may be lost\.$/);
    assert.ok(question.length < 2_000, String(question.length));
  });
});

describe('what an agent is told of a port that it wanted to have free', () => {
  const ordinary = process();
  const free = async (
    report: KillReport | undefined,
    owners: readonly ProcessOwner[] = [ordinary],
    more: Partial<Snapshot> = {},
  ): Promise<string> => {
    const engine = new FakeEngine();
    engine.onScan = () => snapshot([{ inode: 7, pids: owners.map(({ pid }) => pid) }], owners, more);
    let [asked, isAsked] = [0, false];
    const end = async ({ targets }: KillPlan): Promise<KillReport | undefined> => {
      [asked, isAsked] = [targets.length, true];
      return report;
    };
    const outcome = await freeBy(end, { port: 3000, transport: 'tcp' }, engine, () => false);
    if (isAsked) assert.equal(asked, owners.length);
    else assert.equal(report, undefined, 'nobody was asked');
    return outcome;
  };
  const reported = (...endings: Ending[]): KillReport => ({
    results: endings.map((ending, index) => ({ process: process({ pid: 42 + index }), ending })),
    ports: [],
    signal: 'SIGTERM',
  });

  it('is that the user declined, only where the user was asked', async () => {
    assert.equal(await free(undefined), 'nothing was ended: the user declined');
    const { ownerScan } = snapshot([]);
    const told = {
      'pids of another namespace': await free(undefined, [ordinary], {
        ownerScan: { ...ownerScan, procPids: 'other' },
      }),
      'what runs the container': await free(undefined, [process({ pid: 1 })]),
      'nobody known': await free(undefined, []),
    };
    assert.match(
      told['pids of another namespace'],
      /^nothing was ended: \/proc here has the pids of another/,
    );
    assert.match(told['what runs the container'], /^nothing was ended: pid 1 runs this machine/);
    assert.match(told['nobody known'], /^nothing was ended: the owner is not known/);
  });

  it('is who probably has the port, whom nobody is asked to end', async () => {
    const engine = new FakeEngine();
    const free = async (likely: LikelyOwner): Promise<string> => {
      engine.onScan = () => snapshot([{ inode: 7, likelyOwner: likely }], [process({ pid: 812 })]);
      return freeBy(
        () => assert.fail('somebody was asked'),
        { port: 3000, transport: 'tcp' },
        engine,
        () => false,
      );
    };
    assert.match(
      await free(likelyOwner()),
      /^nothing was ended: the owner is not known, .* Likely: ssh\.service \(sshd, pid 812\)\. That is no proof/,
    );
    assert.match(await free(POSTGRES_UNIT), / Likely: postgresql@16-main\.service\. That is no proof/);
    const evil = likelyOwner({ unit: 'a\\x0aend pid 1.service', unitOf: 'user', uid: 7, processes: [] });
    assert.match(await free(evil), / Likely: a end pid 1\.service of uid 7\. /);
  });

  it('is what became of each process', async () => {
    assert.equal(await free(reported({ kind: 'terminated' })), 'pid 42: ended');
    assert.equal(
      await free(reported({ kind: 'survived' }, { kind: 'denied' }), [ordinary, process({ pid: 43 })]),
      'pid 42: not ended (survived); pid 43: not ended (denied)',
    );
    assert.equal(await free(reported({ kind: 'failed', message: 'EIO' })), 'pid 42: not ended (failed: EIO)');
  });
});
