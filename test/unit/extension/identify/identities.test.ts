import assert from 'node:assert/strict';
import '../fakeVscode';
import type { Identity } from '../../../../src/core/model/identity';
import { listeningPorts, type ListeningPort } from '../../../../src/core/ports/listeningPorts';
import {
  identities,
  identityFields,
  identityText,
  MOST_KEPT,
  socketIdentityFields,
} from '../../../../src/extension/identify/identities';
import { answersTo } from '../../../../src/extension/find/findItems';
import { explainPort } from '../../../../src/core/ports/explainPort';
import { portReport } from '../../../../src/extension/ports/portReport';
import { portFacts } from '../../portFacts';
import { Names } from '../../../../src/extension/names';
import { portRow } from '../../../../src/extension/views/listeningPorts/portRows';
import { portRows } from '../../../../src/extension/details/detailsSubject';
import { namespaceFacts } from '../../namespaces';
import { type MadeSocket, process, snapshot } from '../../snapshots';

const SHOP: Identity = { protocol: 'HTTP', status: 200, title: 'Shop', product: 'nginx/1.22.1' };

function portOf(pids: readonly number[], inode = 7, more: MadeSocket = {}): ListeningPort {
  const owners = pids.map((pid) => process({ pid }));
  const [port] = listeningPorts(snapshot([{ pids, inode, ...more }], owners));
  assert.ok(port);
  return port;
}

describe('identities', () => {
  afterEach(() => identities.clear());

  it('are kept while the same socket has one of its owners', () => {
    identities.keep(portOf([42, 43]), SHOP);
    assert.equal(identityText(portOf([42, 43])), 'HTTP “Shop”');
    assert.equal(identityText(portOf([43, 44])), 'HTTP “Shop”');
    assert.equal(identityText(portOf([42], 8)), undefined);
  });

  it('stand in the rows of Find Port Owner, and in the report on the port', () => {
    const machine = snapshot([{ pids: [42] }], [process()]);
    const [port] = listeningPorts(machine);
    assert.ok(port);
    const told = (): string[] => {
      const names = new Names(() => assert.fail('no names are asked for'));
      const [, found] = answersTo('3000', machine, names);
      return [found?.description ?? '', portReport(explainPort(portFacts(machine)))];
    };
    for (const text of told()) assert.doesNotMatch(text, /Shop/);
    identities.keep(port, SHOP);
    const [found = '', report = ''] = told();
    assert.match(found, /^HTTP “Shop” · 127\.0\.0\.1 · TCP/);
    assert.match(report, /has 127\.0\.0\.1:3000\n {2}It says of itself: HTTP “Shop”\n/);
  });

  it('are forgotten once the owner is another, and stay so', () => {
    identities.keep(portOf([42]), SHOP);
    assert.equal(identityText(portOf([44])), undefined);
    assert.equal(identityText(portOf([42])), undefined);
    const again = portOf([42]);
    identities.keep(again, SHOP);
    const [restarted] = listeningPorts(
      snapshot([{ pids: [42], inode: 7 }], [process({ pid: 42, startTime: 101 })]),
    );
    assert.equal(restarted && identityText(restarted), undefined);
  });

  it('outlive that an owner is seen only later', () => {
    identities.keep(portOf([]), SHOP);
    assert.equal(identityText(portOf([42])), 'HTTP “Shop”');
  });

  it('are of one network namespace', () => {
    const namespace = namespaceFacts();
    identities.keep({ ...portOf([42]), namespace }, SHOP);
    assert.equal(identityText(portOf([42])), undefined);
    assert.equal(identityText({ ...portOf([42]), namespace }), 'HTTP “Shop”');
  });

  it('stand in the row, in what is read aloud, in the tooltip and in details', async () => {
    const port = portOf([42]);
    const taken = snapshot([{ pids: [42], inode: 7 }], [process()]);
    const facts = {
      engine: { ancestors: () => Promise.resolve([]) },
      names: new Names(() => Promise.resolve([])),
      roots: { of: () => [] },
      snapshot: () => taken,
    };
    const before = portRow(port, facts).told;
    identities.keep(port, SHOP);
    const row = portRow(port, facts);
    assert.notEqual(row.told, before);
    assert.match(row.description ?? '', /HTTP “Shop”/);
    assert.match(row.spoken ?? '', /HTTP “Shop”/);
    const tooltip = await row.tooltip?.();
    const fields = (tooltip ?? []).flatMap((paragraph) => paragraph.fields);
    for (const field of identityFields(port)) {
      assert.ok(
        fields.some((each) => each.join() === field.join()),
        field.join(),
      );
    }
    assert.deepEqual(portRows(port, 0).flatMap(socketIdentityFields), identityFields(port));
    assert.deepEqual(identityFields(port).slice(0, 4), [
      ['Answers in', 'HTTP'],
      ['Status', '200'],
      ['Title', '“Shop”'],
      ['Calls itself', 'nginx/1.22.1'],
    ]);
  });

  it('are not more than so many, and the oldest goes first', () => {
    const first = portOf([42], 1);
    for (let inode = 1; inode <= MOST_KEPT + 1; inode++) identities.keep(portOf([42], inode), SHOP);
    assert.equal(identityText(first), undefined);
    assert.equal(identityText(portOf([42], 2)), 'HTTP “Shop”');
  });
});
