import { commands, said } from '../../fakeVscode';
import assert from 'node:assert/strict';
import { listeningPorts } from '../../../../../src/core/ports/listeningPorts';
import type { TooltipLink } from '../../../../../src/extension/views/tooltip';
import { linksOf, registerRowLinks } from '../../../../../src/extension/views/listeningPorts/rowLinks';
import { rowLinkCommand } from '../../../../../src/extension/views/listeningPorts/listeningPorts.contributions';
import { nodeOf, type Row, type RowNode } from '../../../../../src/extension/views/tree/row';
import { type MadeSocket, process, snapshot } from '../../../snapshots';

function portOf(socket: MadeSocket = { pids: [42] }, pid = 42) {
  const [port] = listeningPorts(snapshot([socket], [process({ pid })]));
  return port ?? assert.fail();
}

function linksTo(socket?: MadeSocket, roots: readonly object[] = []): TooltipLink[] {
  return linksOf('port', portOf(socket), { roots: { of: () => roots as [] } });
}

describe('links in the tooltip of a port', () => {
  const titles = (links: readonly TooltipLink[]): string[] => links.map(({ title }) => title);

  it('are what its menu has that ends nothing, as far as it can work', () => {
    assert.deepEqual(titles(linksTo()), ['Copy Address', 'Open in Browser', 'Show Details']);
    assert.deepEqual(titles(linksTo({ local: ['127.0.0.1', 5432], pids: [42] })), [
      'Copy Address',
      'Show Details',
    ]);
    assert.deepEqual(titles(linksTo(undefined, [{ terminal: {} }])), [
      'Copy Address',
      'Open in Browser',
      'Reveal Terminal',
      'Show Details',
    ]);
    assert.deepEqual(linksOf('process', portOf(), { roots: { of: () => [] } }), []);
  });

  it('say of their port nothing that a program chose', () => {
    for (const { command, args } of linksTo()) {
      assert.equal(command, rowLinkCommand);
      assert.deepEqual(args.slice(1), ['tcp', 3000, 42, 5000]);
    }
  });

  describe('when one is followed', () => {
    let roots: RowNode[];
    let run: unknown[];
    let registered: { dispose(): unknown };
    const follow = async (args: readonly unknown[]): Promise<void> => {
      await commands.get(rowLinkCommand)?.(...args);
    };
    beforeEach(() => {
      const row: Row = { id: 'a', label: '3000', port: portOf() };
      const group = nodeOf('group', undefined, { id: 'group', label: 'This Window' }, []);
      group.children = [nodeOf('a', group, row, [])];
      [roots, run] = [[group], []];
      registered = registerRowLinks({
        get roots() {
          return roots;
        },
      });
      commands.set('netstat.copyAddress', (node) => run.push(node));
      said.length = 0;
    });
    afterEach(() => {
      registered.dispose();
      commands.delete('netstat.copyAddress');
    });

    it('runs the command of the menu on the row, in a group or not', async () => {
      await follow(['copy', 'tcp', 3000, 42, 5000]);
      assert.deepEqual(run, roots[0]?.children);
      assert.deepEqual(said, []);
    });

    it('does nothing to what has closed or is another program’s by now, and says so', async () => {
      for (const args of [
        ['copy', 'tcp', 3000, 43, 5000],
        ['copy', 'udp', 3000, 42, 5000],
        ['copy', 'tcp', 3001, 42, 5000],
      ]) {
        await follow(args);
      }
      assert.deepEqual(run, []);
      assert.equal(said.length, 3);
      assert.match(said[0] ?? '', /^The port has closed or is another program’s by now/);
    });

    it('runs no other command than those four, whoever asks', async () => {
      for (const action of ['kill', 'constructor', 'netstat.copyAddress', 7, undefined])
        await follow([action, 'tcp', 3000, 42, 5000]);
      assert.deepEqual([run, said], [[], []]);
    });
  });
});
