import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareStates } from '../../../../src/core/compare/compare';
import { statesText } from '../../../../src/core/compare/comparedStates';
import { asItWas } from '../../../../src/core/history/asItWas';
import type { HistoryConnection, HistoryListener, HistoryOwners } from '../../../../src/core/model/history';
import type { InetRow, SocketRow } from '../../../../src/core/model/page';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { isListening } from '../../../../src/core/query/socketState';
import { formatAddress } from '../../../../src/core/text/address';
import { at, connection, exactly, listener, program, seen } from '../../historyEntries';
import { likelyOwner } from '../../likelyOwners';
import { assertProperty } from '../../property';
import { type MadeSocket, process, snapshot } from '../../snapshots';
import { machine } from '../query/filter/machine';

const NOW = at('15:00:00');
const UNKNOWN: HistoryOwners = { evidence: 'unknown', programs: [] };
const NODE = process({ pid: 42, startTime: 420, comm: 'node' });

type Standing = readonly (HistoryListener | HistoryConnection)[];

/** What differs, as lines; and how many sockets the history cannot know. */
function differences(before: string, after: string): { readonly lines: string[]; readonly unknown: number } {
  const { opened, closed, changed, unknown } = compareStates(before, after);
  const line = ({ name, state, owners }: (typeof opened)[number]): string =>
    [name, state, owners].filter(Boolean).join(' ');
  return {
    lines: [
      ...opened.map((each) => `+ ${line(each)}`),
      ...closed.map((each) => `- ${line(each)}`),
      ...changed.map((each) => `~ ${line(each.before)} > ${line(each.after)}`),
    ],
    unknown: unknown?.sockets ?? 0,
  };
}

function now(...sockets: readonly MadeSocket[]): string {
  return statesText(allRows(snapshot(sockets, [NODE, process({ pid: 43, comm: 'vite' })])));
}

function was(standing: Standing): string {
  return asItWas(standing, NOW).text;
}

/** What a recorder that saw the rows would have of them. */
function recorded(taken: Snapshot): Standing {
  return allRows(taken).flatMap((row, i) => entryOf(row, row.kind === 'inet' && isListening(taken.inet, i)));
}

function entryOf(row: SocketRow, listens: boolean): Standing {
  if (row.kind !== 'inet') return [];
  const { protocol, isIPv6, localAddress, localPort, remoteAddress, remotePort, state } = row.socket;
  const common = { protocol: protocol.replace(/6$/, ''), isIPv6 };
  const local = { address: formatAddress(localAddress, isIPv6), port: localPort, owners: ownersOf(row) };
  if (listens) return [listener({ ...common, ...local })];
  if (!protocol.startsWith('tcp') || remotePort === 0 || row.owners.length === 0) return [];
  const foreign = { address: formatAddress(remoteAddress, isIPv6), port: remotePort, owners: UNKNOWN };
  const states = [{ state, since: exactly('14:59:00') }];
  return [connection({ ...common, local, foreign, states })];
}

function ownersOf({ owners }: InetRow): HistoryOwners {
  return owners.length === 0 ? UNKNOWN : seen(...owners.map(({ pid }) => program('another name', pid)));
}

describe('a moment of the history, compared', () => {
  it('tells who had a port before, what is closed, and what is new', () => {
    const before = was([
      listener({ port: 3000, owners: seen(program('node', 42)) }),
      listener({ port: 3001, owners: seen(program('node', 42)) }),
      listener({ port: 53, protocol: 'udp', address: '127.0.0.1', owners: seen(program('dns', 9)) }),
    ]);
    const after = now(
      { local: ['0.0.0.0', 3000], pids: [43] },
      { local: ['0.0.0.0', 3002], pids: [43] },
      { protocol: 'udp', local: ['127.0.0.1', 53], pids: [] },
    );
    assert.deepEqual(differences(before, after).lines, [
      '+ tcp 0.0.0.0:3002 *:* LISTEN vite (43)',
      '- tcp 0.0.0.0:3001 *:* LISTEN node (42)',
      '~ tcp 0.0.0.0:3000 *:* LISTEN node (42) > tcp 0.0.0.0:3000 *:* LISTEN vite (43)',
    ]);
    assert.deepEqual(differences(after, before).lines.at(0), '+ tcp 0.0.0.0:3001 *:* LISTEN node (42)');
  });

  it('takes an owner for another only where both are known', () => {
    const shown = [{ local: ['0.0.0.0', 80] as const, likelyOwner: likelyOwner() }];
    for (const owners of [seen(program('nginx', 7)), UNKNOWN]) {
      assert.deepEqual(differences(was([listener({ port: 80, owners })]), now(...shown)).lines, []);
    }
    const inferred: HistoryOwners = { evidence: 'likely', programs: [program('nginx', 7)] };
    const proven = now({ local: ['0.0.0.0', 80], pids: [42] });
    assert.deepEqual(differences(was([listener({ port: 80, owners: inferred })]), proven).lines, []);
  });

  it('says nothing of connections where none were recorded, and counts them', () => {
    const after = now(
      { local: ['0.0.0.0', 3000], pids: [42] },
      { local: ['10.0.0.1', 3000], remote: ['10.0.0.9', 9], state: 1, pids: [42] },
    );
    const kept = [listener({ port: 3000, owners: seen(program('node', 42)) })];
    assert.deepEqual(differences(was(kept), after), { lines: [], unknown: 1 });
    const { unknown } = compareStates(was(kept), after);
    assert.deepEqual(unknown, { sockets: 1, connections: true });
  });

  it('tells of connections where they were recorded: of those that last, with both ends of what is within', () => {
    const owners = seen(program('node', 42));
    const ends = {
      local: { address: '127.0.0.1', port: 3000, owners },
      foreign: { address: '127.0.0.1', port: 5000, owners },
    };
    const states = [{ state: 1, since: exactly('14:00:00') }];
    const before = was([connection({ ...ends, isWithin: true, states }), connection({ count: 9 })]);
    const near = { local: ['127.0.0.1', 3000] as const, remote: ['127.0.0.1', 5000] as const, pids: [42] };
    const far = { local: ['127.0.0.1', 5000] as const, remote: ['127.0.0.1', 3000] as const, pids: [42] };
    const passing = { local: ['127.0.0.1', 3000] as const, remote: ['127.0.0.1', 5001] as const, state: 6 };
    const after = now({ ...near, state: 8 }, { ...far, state: 5 }, passing);
    assert.deepEqual(differences(before, after), {
      lines: [
        '~ tcp 127.0.0.1:3000 127.0.0.1:5000 ESTABLISHED node (42) > tcp 127.0.0.1:3000 127.0.0.1:5000 CLOSE_WAIT node (42)',
      ],
      unknown: 1,
    });
    const opened = now({ ...near, state: 1 }, { ...far, state: 1 }, { ...passing, state: 1, pids: [43] });
    assert.deepEqual(differences(before, opened).lines, [
      '+ tcp 127.0.0.1:3000 127.0.0.1:5001 ESTABLISHED vite (43)',
    ]);
  });

  it('tells of UNIX sockets that one was seen and is gone, and not that one is new', () => {
    const unix = (path: string): HistoryListener =>
      listener({ protocol: 'unix', path, address: '', port: 0, owners: seen(program('node', 42)) });
    const rows = machine(
      [],
      [
        { path: '/run/a', flags: 0x10000, pids: [42] },
        { path: '/run/a', state: 3, pids: [42] },
        { path: '/run/new', flags: 0x10000 },
      ],
    );
    const after = statesText(allRows(rows));
    assert.deepEqual(differences(was([unix('/run/a'), unix('/run/gone')]), after), {
      lines: ['- unix STREAM /run/gone LISTENING node (42)'],
      unknown: 2,
    });
  });

  it('compares two moments of it', () => {
    const owners = seen(program('node', 42));
    const first = was([listener({ port: 80, owners })]);
    const second = was([listener({ port: 81, owners }), connection()]);
    assert.deepEqual(differences(first, second).lines, [
      '+ tcp 0.0.0.0:81 *:* LISTEN node (42)',
      '- tcp 0.0.0.0:80 *:* LISTEN node (42)',
    ]);
  });

  it('says nothing of hostile names but the name', () => {
    const owners = seen(program('a\tb\n\tpast', 7));
    assert.equal(was([listener({ owners })]).split('\n').length, 3);
  });

  it('differs in nothing from the snapshot that it was made of, whatever is in that', () => {
    const address = fc.constantFrom('0.0.0.0', '127.0.0.1', '10.0.0.1');
    const port = fc.integer({ min: 1, max: 9 });
    const pids = fc.subarray([42, 43]);
    const local = fc.tuple(address, port);
    const ownAddress = fc.tuple(fc.constant('0:0:0:0:0:0:0:1'), port);
    const alone = fc.oneof(
      fc.record({ protocol: fc.constantFrom('tcp', 'udp'), local, pids }),
      fc.record({ protocol: fc.constantFrom('tcp6', 'udp6'), local: ownAddress, pids }),
    );
    const connected = fc.record({
      protocol: fc.constantFrom('tcp', 'udp'),
      local,
      remote: fc.tuple(fc.constantFrom('10.0.0.9', '127.0.0.1'), port),
      state: fc.integer({ min: 1, max: 9 }),
      pids: fc.subarray([42, 43], { minLength: 1 }),
    });
    const made = fc.tuple(fc.array(fc.oneof(alone, connected), { maxLength: 8 }), fc.boolean());
    assertProperty(made, ([sockets, hasConnections]) => {
      const taken = snapshot(sockets, [NODE, process({ pid: 43, comm: 'vite' })]);
      const text = statesText(allRows(taken));
      const past = was(recorded(taken).filter(({ kind }) => hasConnections || kind === 'listener'));
      assert.deepEqual(differences(past, text).lines, []);
      assert.deepEqual(differences(text, past).lines, []);
      assert.deepEqual(differences(past, past).lines, []);
    });
  });
});
