import '../fakeVscode';
import assert from 'node:assert/strict';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { inetSocketAt } from '../../../../src/core/model/inetTable';
import { inetOwnership } from '../../../../src/core/model/snapshot';
import { detailsText } from '../../../../src/extension/details/detailsText';
import { Names } from '../../../../src/extension/names';
import { type MadeSocket, process as made, snapshot } from '../../snapshots';

const WEB: LikelyOwner = {
  unit: 'web.service',
  unitOf: 'system',
  processes: [],
  count: 3,
  evidence: ['madeInGroup', 'severalProcesses'],
};
const LISTENER: MadeSocket = { likelyOwner: WEB };
const IPV6: MadeSocket = { ...LISTENER, protocol: 'tcp6', local: ['0:0:0:0:0:0:0:1', 3000] };
const CONNECTION: MadeSocket = { ...LISTENER, state: 1, remote: ['10.0.0.1', 443] };

/** What Show Details tells of sockets. */
function details(sockets: readonly MadeSocket[], isGone = false): string {
  const machine = snapshot(sockets, [made()]);
  const rows = sockets.map((_, at) => ({
    kind: 'inet' as const,
    key: String(at),
    readAt: 0,
    socket: inetSocketAt(machine.inet, at),
    ...inetOwnership(machine, at),
  }));
  return detailsText(
    { id: '', title: 'Details', sockets: rows, owners: [] },
    {
      snapshot: machine,
      sockets: rows.map((row) => ({ row, isGone, told: undefined })),
      names: new Names(() => assert.fail('no names were expected to be asked for')),
      roots: { of: () => [] },
      origins: [],
      served: [],
    },
  );
}

describe('details of a socket whose owner is likely', () => {
  it('have the line that proves it, once', () => {
    const line = "    sudo ss -Hltunp 'sport = :3000'\n";
    const text = details([LISTENER, IPV6]);
    assert.ok(text.includes(`To prove who has it, with an account that may use sudo:\n${line}\n`), text);
    assert.equal(text.split(line).length, 2);
    assert.ok(details([CONNECTION]).includes("    sudo ss -Htunp 'sport = :3000 and dport = :443'\n"));
  });

  it('have none where its owner is known, nobody is likely, or it has closed', () => {
    for (const text of [details([{ pids: [42] }]), details([{}]), details([LISTENER], true)])
      assert.doesNotMatch(text, /sudo ss/);
  });
});
