import '../fakeVscode';
import assert from 'node:assert/strict';
import type { ProcessOrigin } from '../../../../src/core/model/origin';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { detailsText } from '../../../../src/extension/details/detailsText';
import { portReport } from '../../../../src/extension/ports/portReport';
import { portFacts } from '../../portFacts';
import { process, snapshot } from '../../snapshots';

/** The line of a text that names the unit. */
const unitLine = (text: string): string | undefined =>
  text.split('\n').find((line) => line.includes('systemd unit'));

describe('the unit of the process that has a port', () => {
  const node = process({ pid: 5, comm: 'node' });
  const machine = snapshot([{ pids: [5] }], [node]);

  const shown = (unit: string): (string | undefined)[] => {
    const origin: ProcessOrigin = {
      pid: 5,
      startTime: node.startTime,
      ancestors: [],
      membership: { unit },
    };
    const report = portReport(explainPort(portFacts(machine), [origin]));
    const facts = {
      snapshot: machine,
      origins: [origin],
      sockets: [],
      names: {},
      roots: { of: () => [] },
    };
    const details = detailsText({ id: '', title: '', sockets: [], owners: [node] }, facts as never);
    return [report, details].map((text) => unitLine(text)?.replace(/.*systemd unit:? */, ''));
  };

  it('stands in its report and in its details as people call it, on one line', () => {
    assert.deepEqual(shown('web.service'), ['web.service', 'web.service']);
    assert.deepEqual(shown('my\\x2dapp.service'), ['my-app.service', 'my-app.service']);
    assert.deepEqual(shown('a\\x0aid\\x0a.service'), ['a id .service', 'a id .service']);
    assert.deepEqual(shown('a\\x1b[2J.service'), ['a<U+001B>[2J.service', 'a<U+001B>[2J.service']);
  });
});
