import type { HistoryConnection, HistoryEnd } from '../../../../../src/core/model/history';
import { process } from '../../../snapshots';
import { MadeMachine, type MadeRow, type MadeWord } from './madeRecorder';

export const NODE = process({ pid: 42, executable: '/usr/bin/node' });
export const OTHER = process({ pid: 43, startTime: 200, comm: 'other' });
export const CURL = process({ pid: 50, startTime: 500, comm: 'curl' });

export const HERE = '127.0.0.1';
export const SERVER: MadeRow = { local: [HERE, 3000], inode: 7, cookie: 70, pids: [42] };

/** Both ends of a connection within the machine, as a pass has them. */
export const CLIENT_ROW: MadeRow = {
  state: 1,
  local: [HERE, 40_000],
  remote: [HERE, 3000],
  inode: 11,
  cookie: 1,
  pids: [50],
};
export const SERVER_ROW: MadeRow = {
  state: 1,
  local: [HERE, 3000],
  remote: [HERE, 40_000],
  inode: 12,
  cookie: 2,
  pids: [42],
};

/** What the kernel says of both: 100 bytes went to the server, and 7 back. */
export const CLIENT_WORD: MadeWord = {
  cookie: 1,
  local: [HERE, 40_000],
  remote: [HERE, 3000],
  sent: 100,
  received: 6,
  doubt: 1,
  acknowledged: 2,
  roundTrip: 30,
};
export const SERVER_WORD: MadeWord = {
  cookie: 2,
  local: [HERE, 3000],
  remote: [HERE, 40_000],
  sent: 7,
  received: 99,
  doubt: 1,
  acknowledged: 1,
  roundTrip: 20,
  retransmitted: 1,
};

/** Of a connection to another machine. */
export const AWAY_WORD: MadeWord = {
  cookie: 5,
  local: ['10.0.0.1', 3000],
  remote: ['10.0.0.9', 5555],
  acknowledged: 1,
};

/** An end, and whose it was. */
export function endText({ address, port, owners }: HistoryEnd): string {
  return `${address}:${port} ${owners.evidence} ${owners.programs.map(({ name }) => name).join('+')}`.trim();
}

/** Each connection in a line: both ends and their owners, from when to when, and how it ended. */
export function told(machine: MadeMachine): readonly string[] {
  return machine.of('connection').map((entry) => {
    const { local, foreign, direction, opened, closed, ending = 'open' } = entry as HistoryConnection;
    const span = `${MadeMachine.since(opened).join('-')} to ${MadeMachine.since(closed).join('-')}`;
    return `${endText(local)} ${direction} ${endText(foreign)}; ${span}; ${ending}`;
  });
}

/** A machine whose server was seen twice, and that hears the kernel. */
export function serving(server: MadeRow = SERVER): MadeMachine {
  const machine = new MadeMachine('connections');
  machine.told([]);
  machine.pass([server], [NODE, OTHER]);
  machine.told([]);
  machine.pass([server], [NODE, OTHER]);
  machine.told([]);
  return machine;
}
