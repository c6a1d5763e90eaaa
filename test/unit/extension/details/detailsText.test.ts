import assert from 'node:assert/strict';
import '../fakeVscode';
import type { ProcessOrigin } from '../../../../src/core/model/origin';
import type { ProcessOwner } from '../../../../src/core/model/process';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { detailsText } from '../../../../src/extension/details/detailsText';
import { Names } from '../../../../src/extension/names';
import { likelyOwner } from '../../likelyOwners';
import { type MadeSocket, process, snapshot } from '../../snapshots';

function details(
  socket: MadeSocket,
  origins: readonly ProcessOrigin[] = [],
  served: readonly ProcessOwner[] = [],
): string {
  const taken = snapshot([socket], [process({ membership: { unit: 'before.service' } })], { scope: 'all' });
  const row = rowsOf('connections', taken).row(0);
  const facts = {
    snapshot: taken,
    names: new Names(() => Promise.resolve([])),
    roots: { of: () => [] },
    sockets: [{ row, isGone: false, told: {} }],
    origins,
    served,
  };
  return detailsText({ id: 'x', title: 'Details', sockets: [row], owners: row.owners }, facts);
}

describe('details', () => {
  it('tell who is likely with the evidence, and of a socket of systemd the service that it is for', () => {
    const kept = likelyOwner({
      unit: 'ssh.socket',
      service: 'ssh.service',
      processes: [],
      count: 0,
      evidence: ['socketUnit'],
    });
    const sshd = process({ pid: 812, uid: 0, comm: 'sshd', membership: { unit: 'ssh.service' } });
    // A unit of that name may be a user's, too.
    const users = process({ pid: 900, comm: 'mine', membership: { unit: 'ssh.service', isUserUnit: true } });
    const text = details({ likelyOwner: kept }, [], [process(), sshd, users]);
    assert.match(text, /\n\nProcesses of ssh\.service\n {2}sshd \(pid 812\)\n\n/);
    assert.match(details({ likelyOwner: kept }), /\n\nProcesses of ssh\.service\n {2}none now\n\n/);
    assert.match(
      text,
      /^ {2}Likely ssh\.socket → ssh\.service: kept by systemd for ssh\.socket → ssh\.service\.$/m,
    );
    assert.match(text, /^ {2}Likely unit +ssh\.socket → ssh\.service$/m);
    assert.match(text, /^ {2}Service it is for +ssh\.service$/m);
    assert.match(text, /^ {2}Processes in it +0$/m);
    assert.doesNotMatch(text, /Process node|Likely process/);
  });

  it('name the process that is likely, with its pid and when it began', () => {
    const text = details({ likelyOwner: likelyOwner({ count: 3 }) });
    assert.match(text, /^ {2}Likely process +sshd \(pid 812\)$/m);
    assert.match(text, /^ {2}Process started +[\d,]+ days ago/m);
    assert.match(text, /^ {2}Processes in it +3$/m);
  });

  it('tell the unit of a process once, as it is now', () => {
    const origin = { pid: 42, startTime: 100, ancestors: [], membership: { unit: 'web.service' } };
    const text = details({ pids: [42] }, [origin]);
    assert.match(text, /^ {2}systemd unit +web\.service$/m);
    assert.doesNotMatch(text, /before\.service/);
  });

  it('tell the unit of a process that has ended as it was seen last', () => {
    assert.match(details({ pids: [42] }), /^ {2}systemd unit +before\.service$/m);
  });
});
