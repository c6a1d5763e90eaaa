import '../fakeVscode';
import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/core/model/snapshot';
import { listenersAt } from '../../../../src/core/ports/mentionedPort';
import { detailsOf } from '../../../../src/extension/editor/details';
import { hintLabel } from '../../../../src/extension/editor/hintLabel';
import { type PortAnswer, portAnswer } from '../../../../src/extension/editor/mentionAnswers';
import type { Monitor } from '../../../../src/extension/monitor';
import type { WindowRoot } from '../../../../src/extension/origins/windowRoots';
import { dbContainer, dockerProxy } from '../../knownContainers';
import { likelyOwner } from '../../likelyOwners';
import { process, snapshot } from '../../snapshots';
import { NAMES } from '../ports/portScene';

const HIT = { port: 3000 };
const SHOP = { what: 'vite', project: 'shop' };

function answerOf(at: Snapshot, folders: readonly string[] = [], hit = HIT): PortAnswer {
  const rows = listenersAt(at, hit) ?? assert.fail('nothing is told');
  return portAnswer(hit, rows, at.containers, folders);
}

describe('a hint', () => {
  const label = (at: Snapshot, folders: readonly string[] = []): string =>
    hintLabel(answerOf(at, folders), at);
  const held = (facts: Parameters<typeof process>[0]): Snapshot =>
    snapshot([{ pids: [42] }], [process(facts)]);

  it('tells free, this window’s and a stranger’s apart by its symbol and by a word', () => {
    assert.equal(label(snapshot([])), '○ free');
    assert.equal(label(held({ isMine: true, description: SHOP })), '● yours: vite · shop · 42');
    assert.equal(label(held({ description: SHOP })), '▲ taken: vite · shop · 42');
    assert.equal(label(snapshot([{ likelyOwner: likelyOwner() }])), '▲ taken: ~sshd · ssh.service');
    assert.equal(label(snapshot([{}])), '▲ in use');
  });

  it('has a name in the room of a row', () => {
    const long = { what: 'manage.py runserver', project: 'a-shop-with-a-long-name' };
    const text = label(held({ description: long }));
    assert.match(text, /^▲ taken: manage\.py.*… · a-shop.* · 42$|^▲ taken: manage.*… · 42$/);
    assert.ok(text.length <= '▲ taken:  · 42'.length + 20, text);
  });

  it('takes the container of a folder of this window for its own', () => {
    const at = snapshot([{ local: ['0.0.0.0', 3000], pids: [700] }], [dockerProxy()], {
      containers: [
        dbContainer({
          folder: '/srv/shop/infra',
          ports: [{ transport: 'tcp', hostPort: 3000, containerPort: 5432 }],
        }),
      ],
    });
    assert.equal(label(at, ['/srv/shop']), '● yours: db · postgres:16');
    assert.equal(label(at, ['/srv/sho']), '▲ taken: db · postgres:16');
  });
});

describe('a hover', () => {
  const told = (at: Snapshot, roots: readonly WindowRoot[] = [], hit = HIT): string => {
    const monitor = { snapshot: at } as unknown as Monitor;
    const sources = { monitor, names: NAMES, roots: { of: () => [...roots] } };
    return detailsOf(hit, answerOf(at, [], hit), sources).value.replaceAll('\\', '');
  };

  it('begins with who holds the port, since when and where it was started', () => {
    const began = (Date.now() - 3 * 3_600_000 - 60_000) / 1000;
    const clock = { bootTime: Math.floor(began) - 1, ticksPerSecond: 100 };
    const mine = process({ isMine: true, description: SHOP, startTime: 100 });
    const at = snapshot([{ pids: [42] }], [mine], clock);
    assert.match(
      told(at, [{ terminal: { name: 'dev' } as never }]),
      /^Yours: held by vite of shop \(pid 42\), started 3 hours ago in terminal “dev”\.\n/,
    );
    assert.match(told(at), /^Yours: held by vite of shop \(pid 42\), started 3 hours ago\.\n/);
    const other = snapshot([{ pids: [42] }], [process()], { bootTime: 0 });
    assert.match(told(other), /^Taken: held by node \(pid 42\)\.\n/);
  });

  it('has what can be done before the line behind which the rest stands', () => {
    const text = told(snapshot([{ pids: [42] }], [process()]));
    assert.match(text, /^[^]*\*\*3000 TCP · node\*\*[^]*\[Show in View\][^]*\n---\n[^]*inode[^]*$/);
  });

  it('leads to a free port nearby, of TCP and where somebody has the port alone', () => {
    const link = /\[Use a Free Port Nearby\]\(command:netstat\.writeFreePort\?%5B3000%5D\)/;
    assert.match(told(snapshot([{ pids: [42] }], [process()])), link);
    assert.doesNotMatch(told(snapshot([])), link);
    const range = { port: 3000, lastPort: 3001 };
    assert.doesNotMatch(told(snapshot([{ pids: [42] }], [process()]), [], range), /writeFreePort/);
    const udp = { port: 3000, transport: 'udp' as const };
    const bound = snapshot([{ protocol: 'udp', pids: [42] }], [process()]);
    assert.doesNotMatch(told(bound, [], udp), /writeFreePort/);
  });
});
