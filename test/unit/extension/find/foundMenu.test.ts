import '../fakeVscode';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { listeningPorts } from '../../../../src/core/ports/listeningPorts';
import { foundChoices } from '../../../../src/extension/find/foundMenu';
import { type ContributedMenus, RowMenus } from '../../../../src/extension/menus/rowMenus';
import { process, snapshot } from '../../snapshots';
import { NAMES } from '../ports/portScene';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: ContributedMenus };
const SOURCES = { engine: { ancestors: () => Promise.resolve([]) }, names: NAMES, roots: { of: () => [] } };

function commandsOf(
  socket: Parameters<typeof snapshot>[0][number],
  menus = new RowMenus(contributes),
): string[] {
  const at = snapshot([socket], [process()]);
  const [port] = listeningPorts(at);
  assert.ok(port);
  return foundChoices(port, at, menus, SOURCES).flatMap(
    ({ action, command }) => action?.id ?? command?.id ?? [],
  );
}

describe('what can be done with a port that was found', () => {
  it('is all that the menu of its row has, after showing it', () => {
    const found = commandsOf({ local: ['127.0.0.1', 3000], pids: [42] });
    assert.equal(found[0], 'show');
    for (const id of [
      'showDetails',
      'explainPort',
      'watchPort',
      'copyAddress',
      'copyPid',
      'copyAsJson',
      'freePort',
      'killProcess',
      'sendSignal',
    ])
      assert.ok(found.includes(`netstat.${id}`), `${id} is not among ${found.join()}`);
    assert.equal(new Set(found).size, found.length);
  });

  it('leaves out what its row does not have', () => {
    const found = commandsOf({ local: ['127.0.0.1', 3000] });
    for (const id of ['killProcess', 'copyPid', 'revealTerminal', 'copyContainerId', 'copyUnit'])
      assert.ok(!found.includes(`netstat.${id}`), id);
  });

  it('has a command that is new in the menu of rows, too', () => {
    const [first, ...items] = contributes.menus['view/item/context'] ?? [];
    const added = { command: 'netstat.brandNew', when: first?.when ?? '', group: '1_general@99' };
    const menus = new RowMenus({
      ...contributes,
      commands: [...contributes.commands, { command: 'netstat.brandNew', title: 'Brand New' }],
      menus: {
        ...contributes.menus,
        'view/item/context': [...items, { ...added, when: 'view == netstat.listeningPorts' }],
      },
    });
    assert.ok(commandsOf({ local: ['127.0.0.1', 3000], pids: [42] }, menus).includes('netstat.brandNew'));
  });
});
