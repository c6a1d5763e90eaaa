import assert from 'node:assert/strict';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { noNamesText } from '../../src/extension/containers/containerTexts';
import { itemsFor } from '../../src/extension/filter/filterPick';
import { portNodes } from '../../src/extension/views/listeningPorts/selectedPorts';
import { netstat, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

describe('the filter', () => {
  let api: NetstatApi;
  let one: number;
  let other: number;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    one = (await startProgram(tcpServer('127.0.0.1'))).told.port;
    other = (await startProgram(tcpServer('127.0.0.1'))).told.port;
    await api.monitor.refresh();
  });
  afterEach(() => vscode.commands.executeCommand('netstat.clearFilter'));
  after(stopPrograms);

  const shown = (): number[] =>
    portNodes(api.listeningPorts.provider.source).map(({ row: { port } }) => port.port);
  // This machine may have containers without names.
  const message = (): string =>
    (api.listeningPorts.tree.message ?? '').replace(noNamesText(api.containers.last), '').trim();
  const description = (): string => api.listeningPorts.tree.description ?? '';

  it('leaves only what it finds, and the view says so with counts', async () => {
    await api.filter.set(`port:${one}`);
    assert.deepEqual(shown(), [one]);
    const { total = 0 } = api.listeningPorts.provider.source.counts ?? {};
    assert.ok(total >= 2);
    assert.equal(message(), `Filter: port:${one} (1 of ${total})`);
    await api.monitor.refresh();
    assert.deepEqual(shown(), [one], 'after a refresh too');
    await vscode.commands.executeCommand('netstat.clearFilter');
    assert.ok(shown().includes(one) && shown().includes(other));
    assert.equal(message(), '');
  });

  it('leaves out what a minus stands before', async () => {
    await api.filter.set(`-:${one}`);
    assert.ok(!shown().includes(one) && shown().includes(other));
  });

  it('makes room for the welcome text where it leaves nothing, and stands in the description', async () => {
    await api.filter.set('process:"no such process"');
    assert.deepEqual(shown(), []);
    assert.equal(api.listeningPorts.emptiness(), 'noMatch');
    assert.equal(message(), '');
    assert.match(description(), /filter: process:"no such process"/);
  });

  it('follows what is typed, and is as before where the question is closed', async () => {
    await api.filter.set(`port:${one}-${one}`);
    const asked = vscode.commands.executeCommand('netstat.filter', `port:${other}`);
    await until('the preview', () => shown()[0] === other || undefined);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
    assert.equal(api.filter.expression, `port:${one}-${one}`);
    assert.deepEqual(shown(), [one]);
  });

  it('is what was typed once it is accepted', async () => {
    let isOver = false;
    void vscode.commands.executeCommand('netstat.filter', `port:${other}`).then(() => (isOver = true));
    await until('the end of the question', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isOver || undefined;
    });
    assert.equal(api.filter.expression, `port:${other}`);
  });

  it('gives way where a port is to be shown that it hides', async () => {
    const row = api.listeningPorts.ports.find(({ port }) => port === one);
    await api.filter.set(`port:${other}`);
    assert.equal(await api.listeningPorts.show(row?.id ?? ''), true);
    assert.equal(api.filter.expression, '');
  });

  it('is completed with what connections have, not only listeners', async () => {
    const socket = connect(one, '127.0.0.1');
    await vscode.commands.executeCommand('netstat.connections.focus');
    await until('a connection among the values', async () => {
      await api.monitor.refresh();
      return (await api.engine.suggestions())?.foreignport?.includes(String(one)) || undefined;
    });
    socket.destroy();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });

  it('says inline where an expression is wrong, and offers keys, values and what was used before', () => {
    const [wrong] = itemsFor('port:x1', [], {});
    assert.match(wrong?.detail ?? '', /^Character 6: "x1" is no number/);
    assert.equal(wrong?.action, undefined);
    // What may still become right is no error, until it is to be taken.
    for (const [typed, soFar] of [
      ['port:', 'nothing is filtered yet'],
      ['node "web', 'so far: node "web"'],
      ['state:esta', 'so far: state:established'],
      ['address:10.0.0.0/', 'so far: address:10.0.0.0'],
    ] as const) {
      const [row] = itemsFor(typed, [], {});
      assert.equal(row?.detail, undefined, typed);
      assert.equal(row?.description, soFar);
      const [refused] = itemsFor(typed, [], {}, true);
      assert.match(refused?.detail ?? '', /^Character \d+: /);
    }
    const labels = itemsFor('state:l', ['state:listen node'], { state: ['listen'] }).map(
      ({ label }) => label,
    );
    assert.deepEqual(labels, ['state:l', 'recently used', 'state:listen node', 'go on with', 'listen']);
    assert.equal(itemsFor('', [], {})[0]?.label, 'Show everything');
  });
});
