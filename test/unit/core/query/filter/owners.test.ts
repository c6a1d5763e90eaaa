import assert from 'node:assert/strict';
import { compileFilter } from '../../../../../src/core/query/filter/compile';
import { passes } from '../../../../../src/core/query/filter/filterSubject';
import { likelyOwner } from '../../../likelyOwners';
import type { MadeSocket } from '../../../snapshots';
import { filterOf, machine, subjectsOf } from './machine';

const SOCKET_UNIT = likelyOwner({
  unit: String.raw`web\x2dfront.socket`,
  service: 'nginx.service',
  processes: [],
  evidence: ['socketUnit'],
});
/** Of this window, were it seen to have the socket. */
const MINE = likelyOwner({
  unit: 'session-3.scope',
  processes: [{ pid: 44, startTime: 100, program: 'Web Content' }],
});

const sockets: Readonly<Record<string, MadeSocket>> = {
  node: { local: ['127.0.0.1', 3000], pids: [42] },
  postgres: { local: ['127.0.0.1', 5432], uid: 70, pids: [43] },
  ssh: { local: ['0.0.0.0', 22], uid: 0, likelyOwner: likelyOwner() },
  kept: { local: ['0.0.0.0', 80], uid: 0, likelyOwner: SOCKET_UNIT },
  session: { local: ['0.0.0.0', 4000], likelyOwner: MINE },
  nobody: { local: ['0.0.0.0', 9000], uid: 0 },
};
const unix = { bus: { path: '/run/bus', pids: [43] }, other: { path: '/run/other' } };
const taken = machine(Object.values(sockets), Object.values(unix));
const names = [...Object.keys(sockets), ...Object.keys(unix)];
const rows = Object.keys(sockets).length;

/** What the filter finds, socket by socket as Listening Ports asks, and made for a snapshot as the other views do. */
function finds(cases: Readonly<Record<string, readonly string[]>>): void {
  const subjects = subjectsOf(taken);
  for (const [expression, wanted] of Object.entries(cases)) {
    const filter = filterOf(expression);
    const { inet, unix: unixTest } = compileFilter(filter, taken);
    const isFound = (index: number): boolean => (index < rows ? inet(index) : unixTest(index - rows));
    assert.deepEqual(
      names.filter((_, index) => isFound(index)),
      wanted,
      expression,
    );
    const one = names.filter((_, index) => passes(filter, subjects[index] ?? assert.fail(), taken.users));
    assert.deepEqual(one, wanted, expression);
  }
}

describe('a filter for owners', () => {
  it('finds them by what is known of them', () =>
    finds({
      'owner:proven': ['node', 'postgres', 'bus'],
      'owner:LIKELY': ['ssh', 'kept', 'session'],
      'owner:unknown': ['nobody', 'other'],
      '-owner:proven,unknown': ['ssh', 'kept', 'session'],
    }));

  it('finds processes by a part of their name, known and likely ones', () =>
    finds({ 'process:ssh': ['ssh'], 'process:SSHD,post': ['postgres', 'ssh', 'bus'] }));

  it('finds units by a part of their name as it is shown, known and likely ones, and the services of sockets', () =>
    finds({
      'unit:ssh.service': ['ssh'],
      'unit:postgresql@16': ['postgres', 'bus'],
      'unit:web-front': ['kept'],
      'unit:nginx,SSH': ['ssh', 'kept'],
      'unit:node': [],
    }));

  it('finds by a word what rows name as likely, and by no pid', () =>
    finds({ sshd: ['ssh'], 'web-front': ['kept'], '812': [], 'pid:812': [] }));

  it('takes no owner that is likely for one of this window', () =>
    finds({ 'mine:': [], 'process:"web content"': ['session'] }));
});
