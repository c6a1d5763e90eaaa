import '../fakeVscode';
import assert from 'node:assert/strict';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { portReport } from '../../../../src/extension/ports/portReport';
import { linkedReport } from '../../../../src/extension/ports/reportLinks';
import { portFacts } from '../../portFacts';
import { process, snapshot } from '../../snapshots';

describe('a report on a port', () => {
  const vite = process({ pid: 42, startTime: 100, description: { what: 'vite', project: 'shop' } });
  const npm = { pid: 41, startTime: 90, comm: 'npm run dev', commandLine: [] };
  const origin = { pid: 42, startTime: 100, ancestors: [npm], membership: {} };

  it('leads from each process that it names to the details of that', () => {
    const explanation = explainPort(portFacts(snapshot([{ pids: [42] }], [vite])), [origin]);
    const { text, links } = linkedReport(portReport(explanation), explanation);
    const lines = text.split('\n');
    assert.deepEqual(
      links.map(({ line, from, to, link }) => [lines[line]?.slice(from, to), link.deed, link.target]),
      [
        ['vite of shop (pid 42)', 'details', ['process', 42, 100]],
        ['vite of shop (pid 42)', 'details', ['process', 42, 100]],
        ['npm run dev (pid 41)', 'details', ['process', 41, 90]],
      ],
    );
  });

  it('has one link where a program bears the name of another one', () => {
    const other = process({ pid: 7, startTime: 50, comm: 'node (pid 42)' });
    const node = process({ pid: 42, comm: 'node' });
    const machine = snapshot([{ pids: [7, 42] }], [other, node]);
    const explanation = explainPort(portFacts(machine));
    const { text, links } = linkedReport(portReport(explanation), explanation);
    const [first = ''] = text.split('\n');
    const marked = links.filter(({ line }) => line === 0);
    assert.deepEqual(
      new Set(marked.map(({ from, to, link }) => `${first.slice(from, to)}: ${link.target[1]}`)),
      new Set(['node (pid 42) (pid 7): 7', 'node (pid 42): 42']),
    );
  });
});
