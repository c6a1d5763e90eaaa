import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareStates } from '../../../../src/core/compare/compare';
import { statesText } from '../../../../src/core/compare/comparedStates';
import type { ContainerFacts } from '../../../../src/core/model/container';
import {
  type ComparedSocket,
  type Comparison,
  MOST_DIFFERENCES,
} from '../../../../src/core/model/comparison';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { engineOn } from '../../node/engineOn';
import { type FakeReader, tcpTable } from '../../node/fakeReader';
import { containerId, dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner, POSTGRES_UNIT } from '../../likelyOwners';
import { SOCKET_UNIT } from '../../likelySituations';
import { rareMachine } from '../../rareMachine';
import { type MadeSocket, process, snapshot } from '../../snapshots';

async function statesOf(reader: FakeReader): Promise<string> {
  return statesText(allRows(await engineOn(reader).scan('all', true)));
}

function machine(...sockets: readonly { port: number; inode: number }[]): FakeReader {
  const reader = rareMachine();
  reader.files.set('self/net/tcp', tcpTable(sockets));
  reader.processes.set(70, { startTime: 200, comm: 'web', sockets: [3001] });
  reader.processes.set(71, { startTime: 201, comm: 'evil\n\tname', sockets: [3002] });
  return reader;
}

describe('comparing snapshots', () => {
  it('finds nothing where nothing happened, whatever sockets there are', async () => {
    const states = await statesOf(machine({ port: 80, inode: 3001 }));
    const { opened, closed, changed, same } = compareStates(states, states);
    assert.deepEqual([opened, closed, changed], [[], [], []]);
    assert.equal(same, states.split('\n').length - 1);
    assert.ok(same > 20);
  });

  it('tells what opened, closed and changed hands', async () => {
    const before = await statesOf(machine({ port: 80, inode: 3001 }, { port: 90, inode: 3002 }));
    const after = await statesOf(machine({ port: 80, inode: 3002 }, { port: 3000, inode: 3001 }));
    const { opened, closed, changed } = compareStates(before, after);
    assert.deepEqual(opened, [{ name: 'tcp 127.0.0.1:3000 *:*', state: 'LISTEN', owners: 'web (70)' }]);
    assert.deepEqual(
      closed.map(({ name }) => name),
      ['tcp 127.0.0.1:90 *:*'],
    );
    assert.deepEqual(changed, [
      {
        before: { name: 'tcp 127.0.0.1:80 *:*', state: 'LISTEN', owners: 'web (70)' },
        after: { name: 'tcp 127.0.0.1:80 *:*', state: 'LISTEN', owners: 'evil name (71)' },
      },
    ]);
  });

  describe('of containers', () => {
    const NAME = 'tcp 0.0.0.0:15432 *:*';
    const WEB = dbContainer({ id: containerId('b'), name: 'web', keepers: [701] });
    const stateOf = (containers: readonly ContainerFacts[], socket: MadeSocket, pid = 700): string => {
      const listener = { local: ['0.0.0.0', 15_432], uid: 0, ...socket } as const;
      return statesText(allRows(snapshot([listener], [dockerProxy({ pid })])), containers);
    };
    const changes = (before: string, after: string): Comparison['changed'] => {
      const { opened, closed, changed, same } = compareStates(before, after);
      assert.deepEqual([opened, closed, same], [[], [], 1 - changed.length]);
      return changed;
    };
    const db = stateOf([dbContainer()], { pids: [700] });
    const told = (owners: string): ComparedSocket => ({ name: NAME, state: 'LISTEN', owners });

    it('says by names that a port moved from one to another', () => {
      assert.deepEqual(changes(db, stateOf([WEB], { pids: [701] }, 701)), [
        {
          before: told('container db (aaaaaaaaaaaa), docker-proxy (700)'),
          after: told('container web (bbbbbbbbbbbb), docker-proxy (701)'),
        },
      ]);
    });

    it('says so of what one unit has for both, where nobody sees the process', () => {
      const unit = likelyOwner({ unit: 'docker.service', processes: [] });
      const [before, after] = [[dbContainer()], [WEB]].map((containers) =>
        stateOf(containers, { likelyOwner: unit }),
      );
      assert.deepEqual(changes(before ?? '', after ?? ''), [
        {
          before: told('container db (aaaaaaaaaaaa), ~docker.service'),
          after: told('container web (bbbbbbbbbbbb), ~docker.service'),
        },
      ]);
    });

    it('finds no change where its name becomes known, as in snapshots that an older version kept', () => {
      const old = stateOf([], { pids: [700] });
      assert.doesNotMatch(old, /container/);
      assert.deepEqual(changes(old, db), []);
      assert.deepEqual(changes(db, old), []);
      const unnamed = stateOf([fromProc()], { pids: [700] });
      assert.match(unnamed, /container aaaaaaaaaaaa$/m);
      assert.deepEqual(changes(unnamed, db), []);
    });

    it('shows hostile names cleaned, and no part of a line of its own', () => {
      const evil = stateOf([dbContainer({ name: 'x\t@\ty\n\u202e'.repeat(30) })], { pids: [700] });
      assert.equal(evil.trimEnd().split('\n').length, 1);
      const [change] = changes(evil, stateOf([WEB], { pids: [701] }, 701));
      assert.match(
        change?.before.owners ?? '',
        /^container x @ y <U\+202E>.{0,60}… \(aaaaaaaaaaaa\), docker/,
      );
    });

    function fromProc(): ContainerFacts {
      const { name: _, image: __, engine: ___, ...facts } = dbContainer();
      return facts;
    }
  });

  describe('whose owners are likely', () => {
    const SSHD = process({ pid: 812, uid: 0, comm: 'sshd', membership: { unit: 'ssh.service' } });
    const NODE = process({ pid: 42, membership: { unit: 'session-3.scope' } });
    const stateOf = (...sockets: readonly MadeSocket[]): string =>
      statesText(allRows(snapshot(sockets, [SSHD, NODE])));
    const ssh = stateOf({ likelyOwner: likelyOwner() });
    const known = stateOf({ pids: [812] });
    const changes = (before: string, after: string): Comparison['changed'] => {
      const { opened, closed, changed, same } = compareStates(before, after);
      assert.deepEqual([opened, closed, same], [[], [], 1 - changed.length]);
      return changed;
    };

    it('finds no change where one becomes known, or was not even likely', () => {
      assert.deepEqual(changes(ssh, known), []);
      assert.deepEqual(changes(known, ssh), []);
      assert.deepEqual(changes(stateOf({ likelyOwner: SOCKET_UNIT }), known), []);
      assert.deepEqual(changes(stateOf({}), ssh), []);
      const kept = known.replace(/\t=.*/, '');
      assert.deepEqual(changes(ssh, kept), [], 'a snapshot that an older version kept');
      assert.deepEqual(changes(known, kept), []);
    });

    it('finds none where a daemon was started anew, or its process is named no longer', () => {
      const restarted = likelyOwner({ processes: [{ pid: 999, startTime: 5, program: 'sshd' }] });
      assert.deepEqual(changes(ssh, stateOf({ likelyOwner: restarted })), []);
      assert.deepEqual(changes(ssh, stateOf({ likelyOwner: likelyOwner({ processes: [] }) })), []);
    });

    it('finds one where another unit has it', () => {
      const name = 'tcp 127.0.0.1:3000 *:*';
      const told = { name, state: 'LISTEN', owners: '~sshd (812), ssh.service' };
      assert.deepEqual(changes(ssh, stateOf({ pids: [42] })), [
        { before: told, after: { name, state: 'LISTEN', owners: 'node (42)' } },
      ]);
      assert.deepEqual(changes(ssh, stateOf({ likelyOwner: POSTGRES_UNIT })), [
        { before: told, after: { name, state: 'LISTEN', owners: '~postgresql@16-main.service' } },
      ]);
    });

    it('finds those that opened and closed, several of one name too', () => {
      const { opened, closed, changed, same } = compareStates(
        ssh + ssh + stateOf({ pids: [42] }),
        known + stateOf({ pids: [42] }) + stateOf({ likelyOwner: POSTGRES_UNIT }),
      );
      assert.deepEqual([opened.length, closed.length, same], [0, 0, 2]);
      assert.deepEqual(
        changed.map(({ before, after }) => [before.owners, after.owners]),
        [['~sshd (812), ssh.service', '~postgresql@16-main.service']],
      );
    });

    it('shows names on their line', () => {
      const program = 'a\tb\nc';
      const hostile = likelyOwner({ unit: 'x\\x0ay\tz.service', processes: [{ ...SSHD, program }] });
      assert.match(stateOf({ likelyOwner: hostile }), /^[^\n]*\t~a b c \(812\), x y z\.service\t[^\n]*\n$/);
    });
  });

  it('sorts ports by number', () => {
    const after = [3000, 80, 443].map((port) => `tcp 127.0.0.1:${port} *:*\tLISTEN\t\n`).join('');
    const names = compareStates('', after).opened.map(({ name }) => name);
    assert.deepEqual(names, ['tcp 127.0.0.1:80 *:*', 'tcp 127.0.0.1:443 *:*', 'tcp 127.0.0.1:3000 *:*']);
  });

  it('counts all of very many, and keeps the first', () => {
    const after = Array.from({ length: MOST_DIFFERENCES + 5 }, (_, i) => `unix ${i}\t\t\n`).join('');
    const { opened, counts } = compareStates('', after);
    assert.deepEqual([opened.length, counts.opened], [MOST_DIFFERENCES, MOST_DIFFERENCES + 5]);
  });

  it('compares very many sockets of one name, as a busy UNIX socket has them', () => {
    const lines = (count: number, owner: string): string =>
      `unix STREAM /run/x\tCONNECTED\t${owner}\n`.repeat(count);
    const { counts, same } = compareStates(
      lines(200_000, 'a (1)'),
      lines(50_000, 'a (1)') + lines(1, 'b (2)'),
    );
    assert.deepEqual([same, counts], [50_000, { opened: 0, closed: 149_999, changed: 1 }]);
  });

  it('accounts for each socket once, several of one name too', () => {
    const line = fc.record({
      name: fc.constantFrom('tcp a', 'tcp b', 'unix c'),
      state: fc.constantFrom('LISTEN', ''),
      owners: fc.constantFrom('', 'web (1)'),
    });
    const text = (lines: readonly { name: string; state: string; owners: string }[]): string =>
      lines.map(({ name, state, owners }) => `${name}\t${state}\t${owners}\n`).join('');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const { counts, same } = compareStates(text(before), text(after));
        assert.equal(same + counts.closed + counts.changed, before.length);
        assert.equal(same + counts.opened + counts.changed, after.length);
      }),
    );
  });
});
