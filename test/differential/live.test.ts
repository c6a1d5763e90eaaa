import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import type { SocketFacts } from '../../src/core/model/socketFacts';
import type { UnixDiagnosis } from '../../src/core/netlink/unixDiag';
import { repository } from '../host/paths';
import { hasOrderOfFiles } from '../kernelVersion';
import { assertSame } from './compare';
import { CROWDED_COMMANDS, LIVE_COMMANDS } from './liveCommands';
import { UNTOLD } from './liveNetwork';
import { liveUids, Namespace, whyNoNamespace } from './namespace';
import { whyNoOracle } from './oracle';
import { atQuietMoment, MOMENTS } from './quietMoment';
import type { Result } from './ours';
import { whyNoOtherUser } from '../host/users';
import { skipWithReason } from '../skip';
import { hasNativeCode, whyNoNativeCode } from '../nativeCode';
import { ourShown, tcpShown, unixShown } from './ssFacts';
import { Tally } from './tally';

const OURS = ['node', join(repository, 'dist/netstat.js')];
const STATES = [
  'LISTEN ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2',
  'TIME_WAIT CLOSE_WAIT LAST_ACK CLOSING',
].flatMap((line) => line.split(' '));

/** What `bothSources.inner.ts` prints. */
interface BothSources {
  readonly before: readonly string[];
  readonly asked: readonly string[];
  readonly after: readonly string[];
  /** Whether the kernel answers at all. */
  readonly answers: boolean;
  /** States of the sockets where only those that listen are asked for. */
  readonly states: readonly number[];
}

/** What `facts.inner.ts` prints. */
interface Facts {
  readonly tcp: readonly (readonly [inode: number, facts: SocketFacts])[];
  readonly unix: readonly (readonly [inode: number, diagnosis: UnixDiagnosis])[];
}

describe('the real netstat on a live machine', function () {
  this.timeout(120_000);
  const tally = new Tally('live cases');
  let machine: Namespace;
  before(async function () {
    skipWithReason(this, whyNoOracle() ?? whyNoNamespace());
    machine = await Namespace.make();
  });
  after(async () => {
    tally.print();
    if (machine === undefined) return;
    console.log(`  missing here: ${machine.missing.join(', ') || 'nothing'}`);
    await machine.remove();
  });

  it('is asked by another user too', function () {
    skipWithReason(this, whyNoOtherUser());
  });

  it('has sockets in every TCP state', () => {
    const { stdout } = machine.run(['netstat', '-tan'], 0);
    assert.deepEqual(
      STATES.filter((state) => !new RegExp(`\\b${state}\\b`).test(stdout)),
      [],
    );
  });

  for (const uid of liveUids) {
    for (const line of LIVE_COMMANDS) {
      it(`uid ${uid}: netstat ${line}`, () => tally.count(() => compare(words(line), uid)));
    }
  }

  describe('with interfaces of which no file tells all', () => {
    before(() => {
      for (const command of UNTOLD) assert.equal(machine.run(['ip', ...command], 0).stderr, '');
    });

    for (const uid of liveUids) {
      for (const line of ['-i', '-ia', '-ie', '-iae']) {
        it(`uid ${uid}: netstat ${line}`, function () {
          skipWithReason(this, whyNoNativeCode());
          return tally.count(() => compare(words(line), uid));
        });
      }
    }

    it('shows other addresses of theirs and nothing else without system calls', () => {
      const withoutCalls = ['env', 'NETSTAT_SYSTEM_CALLS=off', ...OURS];
      let differing = 0;
      for (const line of ['-i', '-ia', '-ie', '-iae']) {
        const { ours, theirs } = quietMoment(words(line), 0, withoutCalls);
        assertSame({ args: words(line), uid: 0 }, told(ours), told(theirs));
        const known = untold(ours);
        differing += untold(theirs).filter((each) => !known.includes(each)).length;
      }
      console.log(`  counted apart: ${differing} lines of addresses that no file tells`);
    });

    // Addresses, and labels of such that no file tells.
    const UNKNOWN = /^ {8}inet .*\n|^quiet0:\w+ .*\n|^quiet0:\w+: (?:.+\n)+\n/gm;
    const untold = ({ stdout }: Result): string[] => stdout.match(UNKNOWN) ?? [];
    const told = (result: Result): Result => ({ ...result, stdout: result.stdout.replace(UNKNOWN, '') });
  });

  for (const uid of liveUids) {
    it(`uid ${uid}: the kernel tells over netlink what it tells in /proc`, async () => {
      const script = await bundled('bothSources');
      for (let moment = 0; moment < MOMENTS; moment++) {
        const { stdout, stderr } = machine.run([process.execPath, script], uid);
        const { before, asked, after, answers, states } = JSON.parse(stdout || stderr) as BothSources;
        assert.ok(answers, 'this kernel does not answer: nothing was compared');
        if (JSON.stringify(before) !== JSON.stringify(after)) continue;
        assert.deepEqual(asked, before);
        // Of TCP those that listen, and UDP's: unconnected, or connected.
        assert.deepEqual(
          [...new Set(states)].sort((a, b) => a - b),
          [1, 7, 10],
        );
        return;
      }
      throw new Error('/proc never said the same twice');
    });
  }

  for (const uid of liveUids) {
    it(`uid ${uid}: the kernel tells of each socket what ss has it tell`, async () => {
      const script = await bundled('facts');
      const ss = (...options: readonly string[]): string[] => {
        const { stdout } = machine.run(['ss', ...options], uid);
        return stdout.split('\n').filter((line) => line !== '' && !/\bino:0\b/.test(line));
      };
      const told = (): { tcp: unknown; unix: unknown } => ({
        tcp: byInode(ss('-HtanemiO').map(tcpShown)),
        unix: byInode(
          ss('-HxanO')
            .map(unixShown)
            .filter(([inode]) => inode > 0),
        ),
      });
      for (let moment = 0; moment < MOMENTS; moment++) {
        const before = told();
        const { stdout, stderr } = machine.run([process.execPath, script], uid);
        const ours = JSON.parse(stdout || stderr) as Facts;
        if (!isDeepStrictEqual(before, told())) continue;
        assert.deepEqual(byInode(ours.tcp.map(([inode, facts]) => [inode, ourShown(facts)])), before.tcp);
        assert.deepEqual(byInode(ours.unix), before.unix);
        assert.ok(ours.tcp.length > 10 && ours.unix.length > 10);
        return;
      }
      throw new Error('ss never said the same twice');
    });
  }

  describe('among thousands of connections', () => {
    before(() => machine.crowd());

    it('asks the kernel and reads no files of TCP, where their order is the same', () => {
      const told = (line: string): string => {
        const hook = join(__dirname, 'tellsWhatIsLoaded.js');
        return machine.run(['node', '--require', hook, OURS[1] ?? '', ...words(line)], 0).stderr;
      };
      assert.equal(told('-tan'), `loaded: ${hasOrderOfFiles && hasNativeCode ? 'koffi.node' : ''}`);
      assert.equal(told('-tano'), 'loaded: ');
    });

    it('has a connection among its listeners that leads to port 0', () => {
      assert.match(machine.run([...OURS, '-tln'], 0).stdout, / 192\.0\.2\.99:\* +SYN_SENT/);
    });

    for (const uid of liveUids) {
      for (const line of CROWDED_COMMANDS) {
        it(`uid ${uid}: netstat ${line}`, () => tally.count(() => compare(words(line), uid)));
      }
    }
  });

  function compare(args: readonly string[], uid: number): void {
    const { ours, theirs } = quietMoment(args, uid);
    assertSame({ args, uid }, ours, theirs);
  }

  function quietMoment(
    args: readonly string[],
    uid: number,
    program = OURS,
  ): { ours: Result; theirs: Result } {
    return atQuietMoment(
      () => machine.run(['netstat', ...args], uid),
      () => machine.run([...program, ...args], uid),
    );
  }
});

/** A program beside this file, as one that runs where only root may read the repository's sources. */
async function bundled(name: string): Promise<string> {
  const outfile = join(repository, `out/${name}.inner.js`);
  const entryPoints = [join(__dirname, `${name}.inner.ts`)];
  await build({ entryPoints, bundle: true, platform: 'node', external: ['koffi'], outfile });
  return outfile;
}

function byInode<T>(facts: readonly (readonly [inode: number, facts: T])[]): Record<string, T> {
  return Object.fromEntries(facts);
}

function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}
