import '../fakeVscode';
import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import type { GroupSummary } from '../../../../src/core/model/page';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { inetOwnership } from '../../../../src/core/model/snapshot';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { portTargets } from '../../../../src/core/ports/portTargets';
import { socketTargets } from '../../../../src/extension/kill/socketTargets';
import { Names } from '../../../../src/extension/names';
import { unitActions } from '../../../../src/extension/units/unitActions';
import { unitCommands } from '../../../../src/extension/units/units.contributions';
import { portRow } from '../../../../src/extension/views/listeningPorts/portRows';
import { groupRow, RowOfSocket } from '../../../../src/extension/views/sockets/socketRows';
import {
  nodeOf,
  type PortNode,
  type Row,
  type RowNode,
  type SocketNode,
} from '../../../../src/extension/views/tree/row';
import { type MadeSocket, process as made, snapshot } from '../../snapshots';
import { FakeTerminal } from './fakeTerminal';

const SSH: LikelyOwner = {
  unit: 'ssh.service',
  unitOf: 'system',
  processes: [{ pid: 812, startTime: 1, program: 'sshd' }],
  count: 1,
  evidence: ['madeInGroup', 'onlyProcess'],
};
const likely = (more: Partial<LikelyOwner>): LikelyOwner => ({ ...SSH, ...more });
const inUnit = (membership: ProcessOwner['membership'], uid = 1000): ProcessOwner =>
  made({ uid, ...(membership && { membership }) });

const SOURCES = {
  names: new Names(() => assert.fail('no names were expected to be asked for')),
  snapshot: () => undefined,
  roots: { of: () => [] },
} as unknown as Parameters<typeof portRow>[1];

const node = <N extends Row>(row: N): RowNode<N> => nodeOf('id', undefined, row, []) as RowNode<N>;

/** A row of Listening Ports. */
function portNode(socket: MadeSocket, ...owners: ProcessOwner[]): PortNode {
  const [port] = listeningPorts(snapshot([socket], owners));
  return node(portRow(port ?? assert.fail(), SOURCES));
}

/** A row of Connections. */
function socketNode(socket: MadeSocket, ...owners: ProcessOwner[]): SocketNode {
  const machine = snapshot([socket], owners);
  const row = { key: '', readAt: 0, kind: 'inet', socket: inetSocketAt(machine.inet, 0) } as const;
  return node(new RowOfSocket('', { ...row, ...inetOwnership(machine, 0) }, 'none', SOURCES));
}

function groupNode(owner: ProcessOwner | undefined, likelyOwner?: LikelyOwner): RowNode {
  const subject = { by: 'process' as const, owner, reasons: [], ...(likelyOwner && { likelyOwner }) };
  const summary: GroupSummary = { id: '1', subject, count: 1 };
  return node(groupRow({ ...summary, view: 'connections' }, SOURCES));
}

const LISTENER: MadeSocket = { local: ['0.0.0.0', 22], uid: 0, likelyOwner: SSH };
const CONNECTION: MadeSocket = {
  ...LISTENER,
  state: 1,
  remote: ['10.0.0.1', 40_000],
  likelyOwner: likely({ processes: [], evidence: ['accepted'] }),
};

describe('rows with a unit', () => {
  let screen: FakeTerminal;
  let selection: readonly RowNode[];

  beforeEach(() => {
    selection = [];
    screen = new FakeTerminal();
  });
  afterEach(() => screen.dispose());

  const actions = new Map(
    unitActions(
      () => selection,
      () => ({ uid: 1000 }),
    ).map(([{ id }, run]) => [id, run]),
  );
  const run = async (
    command: keyof typeof unitCommands,
    node?: RowNode,
    nodes?: readonly RowNode[],
  ): Promise<void> => void (await actions.get(unitCommands[command].id)?.(node, nodes));

  it('say so to menus, known or likely; those of containers do not', () => {
    const flags = (row: RowNode): string[] =>
      (row.row.flags ?? []).filter((flag) => ['inUnit', 'likelyOwned'].includes(flag));
    const container = { runtime: 'docker', id: '0123456789ab' } as const;
    const nginx = inUnit({ unit: 'nginx.service' });
    assert.deepEqual(flags(portNode(LISTENER)), ['inUnit', 'likelyOwned']);
    assert.deepEqual(flags(socketNode(CONNECTION)), ['inUnit', 'likelyOwned']);
    assert.deepEqual(flags(portNode({ pids: [42] }, nginx)), ['inUnit']);
    assert.deepEqual(flags(socketNode({ pids: [42] }, nginx)), ['inUnit']);
    assert.deepEqual(flags(groupNode(nginx)), ['inUnit']);
    assert.deepEqual(flags(groupNode(undefined)), []);
    assert.deepEqual(flags(groupNode(undefined, SSH)), ['inUnit'], 'its sockets are proven one by one');
    assert.deepEqual(flags(portNode({})), []);
    assert.deepEqual(flags(portNode({ pids: [42] }, inUnit({}))), []);
    assert.deepEqual(flags(portNode({ pids: [42] }, inUnit({ unit: 'a.service', container }))), []);
    const inContainer = likely({ unitOf: 'container', container });
    assert.deepEqual(flags(portNode({ likelyOwner: inContainer })), ['likelyOwned']);
  });

  it('are proven by a line that is typed and not run: by both ports of a connection', async () => {
    await run('proveOwner', portNode(LISTENER));
    await run('proveOwner', socketNode(LISTENER));
    await run('proveOwner', socketNode(CONNECTION));
    const listening = "sudo ss -Hltunp 'sport = :22'";
    assert.deepEqual(screen.typed, [listening, listening, "sudo ss -Htunp 'sport = :22 and dport = :40000'"]);
    assert.equal(screen.sent.length, screen.typed.length, 'nothing is run');
  });

  it('need no proof where their owner is known, and are gone where they have closed', async () => {
    const closed = portNode(LISTENER);
    closed.mark = 'closed';
    const known = portNode({ pids: [42] }, inUnit({ unit: 'nginx.service' }));
    for (const row of [closed, known, portNode({}), groupNode(undefined)]) await run('proveOwner', row);
    await run('showUnitStatus', closed);
    assert.deepEqual(screen.sent, []);
    assert.equal(screen.messages.length, 5);
    assert.match(screen.said, /^Select a row with a likely owner first: one that is known needs no proof\./);
    assert.match(screen.said, /Select a row whose owner runs in a unit of systemd first\.$/);
  });

  it('have their unit shown and followed by lines that are typed', async () => {
    const own = portNode({ pids: [42] }, inUnit({ unit: 'web.service', isUserUnit: true }));
    for (const row of [socketNode(CONNECTION), own]) {
      await run('showUnitStatus', row);
      await run('followUnitJournal', row);
    }
    assert.deepEqual(screen.typed, [
      "systemctl status -- 'ssh.service'",
      "journalctl -u 'ssh.service' -f",
      "systemctl --user status -- 'web.service'",
      "journalctl --user-unit 'web.service' -f",
    ]);
    assert.equal(screen.sent.length, 4, 'nothing is run');
  });

  it('say why no line is typed', async () => {
    const ofBob = likely({ unit: 'web.service', unitOf: 'user', uid: 1001 });
    await run('showUnitStatus', portNode({ likelyOwner: ofBob }));
    await run('followUnitJournal', portNode({ likelyOwner: likely({ unit: "a'; reboot #.service" }) }));
    assert.deepEqual(screen.sent, []);
    assert.equal(
      screen.said,
      'No command is offered that tells of web.service. It is another user’s own, and only that user’s systemd knows it.\n' +
        "No command is offered that tells of a'; reboot #.service. Its name has characters that not all shells take as they are.",
    );
  });

  it('are looked at one by one: that whose menu it was, whatever else is selected', async () => {
    const other = portNode({ likelyOwner: likely({ unit: 'other.service' }) });
    const chosen = portNode(LISTENER);
    await run('showUnitStatus', chosen, [other, chosen]);
    assert.deepEqual(screen.typed, ["systemctl status -- 'ssh.service'"]);
  });

  it('are the selected ones where the palette is used', async () => {
    selection = [portNode(LISTENER)];
    await run('showUnitStatus');
    assert.deepEqual(screen.typed, ["systemctl status -- 'ssh.service'"]);
    await run('copyUnit');
    assert.equal(screen.copied, 'ssh.service');
  });

  it('have the names of their units copied as systemctl takes them, and none else', async () => {
    const escaped = portNode({ likelyOwner: likely({ unit: 'my\\x2dapp.service' }) });
    await run('copyUnit', escaped, [escaped, portNode(LISTENER)]);
    assert.equal(screen.copied, 'my\\x2dapp.service\nssh.service');
    screen.copied = '';
    await run('copyUnit', portNode({}));
    assert.equal(screen.copied, '');
    assert.equal(screen.said, 'Select a row whose owner runs in a unit of systemd first.');
  });

  it('are nothing that is ended where their owner is only likely', () => {
    assert.deepEqual(portTargets(portNode(LISTENER).row.port), []);
    assert.deepEqual(socketTargets(socketNode(CONNECTION)), []);
    for (const row of [portNode(LISTENER), socketNode(CONNECTION)])
      assert.ok(!row.row.flags?.includes('owned'), 'Kill is not offered');
  });
});
