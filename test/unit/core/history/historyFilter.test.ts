import assert from 'node:assert/strict';
import { historyTest, keysNotKept } from '../../../../src/core/history/historyFilter';
import type {
  HistoryConnection,
  HistoryEntry,
  HistoryListener,
  HistoryOwners,
  HistoryProgram,
} from '../../../../src/core/model/history';

const KEPT = { id: 1, place: { boot: 'b', namespace: 1 } };

function program(facts: Partial<HistoryProgram> = {}): HistoryProgram {
  return { name: 'node', pid: 4242, startTime: 7, uid: 1000, ...facts };
}

function seen(...programs: HistoryProgram[]): HistoryOwners {
  return { evidence: 'seen', programs };
}

const listener: HistoryListener = {
  ...KEPT,
  kind: 'listener',
  protocol: 'tcp',
  isIPv6: false,
  address: '127.0.0.1',
  port: 3000,
  owners: seen(program({ unit: 'web.service', origin: { kind: 'terminal', name: 'dev' } })),
  opened: { by: 1 },
};

const connection: HistoryConnection = {
  ...KEPT,
  kind: 'connection',
  protocol: 'tcp',
  isIPv6: true,
  local: {
    address: '2001:db8::1',
    port: 5432,
    owners: { evidence: 'listener', programs: [program({ name: 'postgres', pid: 9, uid: 70 })] },
  },
  foreign: { address: '2001:db8::2', port: 0, owners: { evidence: 'unseen', programs: [] } },
  direction: 'incoming',
  isWithin: false,
  states: [{ state: 1, since: { by: 2 } }],
  count: 3,
};

/** Those of the expressions that find the entry. */
function found(entry: HistoryEntry, ...expressions: string[]): string[] {
  return expressions.filter((each) => historyTest(each, new Map([[70, 'postgres']]))(entry));
}

function assertFinds(entry: HistoryEntry, finds: readonly string[], leaves: readonly string[]): void {
  assert.deepEqual(found(entry, ...finds), finds);
  assert.deepEqual(found(entry, ...leaves), []);
}

describe('an entry of the history, filtered', () => {
  it('is found by all that is kept of a listener', () => {
    assertFinds(
      listener,
      [
        ...['', 'port:3000', '300', ':3000', '127.0.0.1:3000', 'address:localhost', 'localport:1-4000'],
        ...['proto:tcp', 'proto:tcp4', 'state:listen', 'process:nod', 'pid:4242', '4242', 'user:1000'],
        ...['unit:web', 'owner:proven', 'mine:', 'dev', 'terminal', '-state:established', 'port:3000 node'],
      ],
      ['port:3001', 'foreignport:3000', 'proto:tcp6', 'state:established', 'pid:42', 'user:0', '-node'],
    );
  });

  it('is found by both ends of a connection, its states and who had it by inference', () => {
    assertFinds(
      connection,
      [
        ...['port:5432', 'address:2001:db8::2', 'foreignaddress:2001:db8::/32', 'proto:tcp6', 'proto:tcp'],
        ...['state:established', 'process:postgres', 'owner:likely', 'user:postgres', 'user:70'],
      ],
      ['port:0', 'localaddress:2001:db8::2', 'owner:proven', 'state:listen', 'mine:'],
    );
  });

  it('is found by the path of a UNIX listener, its container and whoever it had', () => {
    const path = '/run/dö.sock';
    const owners = seen(program({ container: '0123456789abcdef', containerName: 'db' }), program({ pid: 5 }));
    const unix = { ...listener, protocol: 'unix', address: '', port: 0, path, owners };
    assertFinds(
      unix,
      ['path:dö', 'RUN/dö', 'proto:unix', 'container:db', 'container:0123', 'pid:5', 'state:listen'],
      ['port:0', 'container:web', 'path:/tmp', 'address:*'],
    );
  });

  it('is found by what an action, a refusal, a notice and a gap tell', () => {
    const at = { by: 1 };
    const killed: HistoryEntry = {
      ...KEPT,
      kind: 'action',
      at,
      by: 'window',
      deed: { kind: 'signal', signal: 'SIGTERM', program: program() },
      outcome: 'sent',
    };
    assertFinds(killed, ['sigterm', 'process:node', 'pid:4242'], ['port:3000', 'sigkill']);
    const end = { address: '127.0.0.1', port: 3000 };
    const closed: HistoryEntry = {
      ...killed,
      deed: { kind: 'closeConnection', protocol: 'tcp', local: end, foreign: { ...end, port: 9 } },
    };
    assertFinds(closed, ['port:3000', 'foreignport:9', 'proto:tcp'], ['pid:4242']);
    const stopped: HistoryEntry = { ...killed, deed: { kind: 'stopContainer', container: 'ab', name: 'db' } };
    assertFinds(stopped, ['container:db', 'db'], ['process:node']);
    const refused: HistoryEntry = {
      ...{ ...KEPT, kind: 'refusal', protocol: 'tcp', isIPv6: false, at, count: 1 },
      ...{ address: '127.0.0.1', port: 3000, owners: seen(program()) },
    };
    assertFinds(refused, ['port:3000', 'foreignport:3000', 'process:node'], ['localport:3000']);
    const notice: HistoryEntry = {
      ...{ ...KEPT, kind: 'notice', at, subject: 'address', change: 'added', count: 1 },
      ...{ device: 'eth0', address: '10.1.2.3/24' },
    };
    assertFinds(notice, ['eth0', 'address:10.1.2.3', 'added'], ['eth1', 'port:1']);
    const gap: HistoryEntry = { ...KEPT, kind: 'gap', why: 'lost', from: 1, to: 2, lost: 5 };
    assertFinds(gap, ['lost', '-node'], ['node']);
  });

  it('belongs to nobody where its user is not known', () => {
    const { uid: _uid, ...unknown } = program();
    assertFinds({ ...listener, owners: seen(unknown) }, ['-user:0'], ['user:0', 'user:root', 'user:x']);
  });

  it('passes by a filter that asks for what is not kept, which can be told', () => {
    for (const key of ['image', 'project', 'namespace', 'inode'])
      assert.deepEqual(keysNotKept(`port:1 ${key}:1`), [key]);
    assert.deepEqual(found(listener, 'port:1 image:x', 'netns:x', 'inode:5'), [
      ...['port:1 image:x', 'netns:x', 'inode:5'],
    ]);
    assert.deepEqual(keysNotKept('port:1 mine: node'), []);
  });

  it('is found by what its story says', () => {
    assertFinds(listener, ['listen', '"began to listen"'], ['refused', '"by an agent"']);
    assertFinds({ ...listener, isTakenOver: true }, ['"taken by"'], ['"handed over"']);
    const nobody = { ...listener, owners: { evidence: 'unknown', programs: [] } } as const;
    assertFinds(nobody, ['"unknown process"'], ['probably']);
    const guessed = { ...listener, owners: { ...listener.owners, evidence: 'likely' } } as const;
    assertFinds(guessed, ['probably'], ['unknown']);
  });

  it('is not asked for the time of a span', () => {
    assertFinds(listener, ['since:10m', 'between:1h-30m port:3000'], ['since:10m port:1']);
  });
});
