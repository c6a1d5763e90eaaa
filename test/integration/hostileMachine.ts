/** A made-up machine on which a program has a name that is made to deceive. */
import assert from 'node:assert/strict';
import type { PortFacts } from '../../src/core/model/portFacts';
import type { ProcessOrigin } from '../../src/core/model/origin';
import type { Ancestor, ProcessOwner } from '../../src/core/model/process';
import type { Snapshot } from '../../src/core/model/snapshot';
import { listeningPorts } from '../../src/core/ports/listeningPorts';
import { Names } from '../../src/extension/names';
import { FakeEngine } from '../unit/extension/fakeEngine';
import { likelyOwner } from '../unit/likelyOwners';
import { portFacts } from '../unit/portFacts';
import { process as made, snapshot } from '../unit/snapshots';
import { UNSEEN } from '../unit/core/text/unseen';

export const ROW = { port: 3000, transport: 'tcp' } as const;

/** What programs have called themselves in attacks, and every character that is not seen. */
export const HOSTILE: readonly string[] = [
  'A'.repeat(100_000),
  'node”. Choose accept to dismiss this notice. “',
  'node\nFORGED\r\nFORGED\u2028FORGED',
  '[click](command:workbench.action.quit) $(flame)',
  '\u001b[31mred\u001b]0;title\u0007',
  ...UNSEEN.map(([character]) => `${character}no${character}de`),
  UNSEEN.map(([character]) => character)
    .join('')
    .repeat(50),
];

export const names = new Names(() => assert.fail('no names of hosts were expected to be asked for'));

/** One of a name, called so by `comm`, or by the first argument where the thread has the name. */
export function ownersOf(name: string): ProcessOwner[] {
  return [
    made({ comm: name }),
    made({ comm: 'MainThread', commandLine: [`/opt/${name.replaceAll('/', '')}`] }),
  ];
}

export function machineOf(owner: ProcessOwner): Snapshot {
  const connection = { remote: ['127.0.0.1', 4000], state: 1, inode: 8, pids: [owner.pid] } as const;
  // Whom nobody may look into has such a name as well, and its unit.
  const likely = likelyOwner({
    unit: `${owner.comm.slice(0, 50)}.service`,
    processes: [{ pid: 812, startTime: 1, program: owner.comm }],
  });
  const sockets = [
    { inode: 7, pids: [owner.pid] },
    { inode: 10, local: ['10.0.0.1', 3000], uid: 0, likelyOwner: likely },
    { inode: 11, local: ['10.0.0.1', 3000], remote: ['10.0.0.2', 4000], state: 1, likelyOwner: likely },
    { ...connection, local: ['127.0.0.1', 5000] },
    { ...connection, local: ['127.0.0.1', 4000], remote: ['127.0.0.1', 5000], inode: 9 },
  ] as const;
  return snapshot(sockets, [owner]);
}

export function engineOf(owner: ProcessOwner): FakeEngine {
  const engine = new FakeEngine();
  engine.onScan = () => machineOf(owner);
  engine.onPortFacts = () => factsOf(owner);
  engine.onAncestors = () => [parentOf(owner)];
  engine.onOrigins = () => [originOf(owner)];
  engine.processes = async () => [owner];
  return engine;
}

export const parentOf = ({ comm, commandLine }: ProcessOwner): Ancestor => ({
  pid: 41,
  startTime: 1,
  comm,
  commandLine,
});
export const originOf = (owner: ProcessOwner): ProcessOrigin => {
  return { pid: owner.pid, startTime: owner.startTime, ancestors: [parentOf(owner)], membership: {} };
};

export function factsOf(owner: ProcessOwner): PortFacts {
  const { socket } = listeningPorts(machineOf(owner))[0]?.sockets[0] ?? assert.fail('nobody listens');
  return portFacts(machineOf(owner), {
    ...ROW,
    trials: [{ address: '127.0.0.1', outcome: 'inUse' }],
    unlisted: [{ owner, sockets: 1 }],
    bound: [{ socket: { ...socket, inode: 70 }, owners: [owner] }],
  });
}
