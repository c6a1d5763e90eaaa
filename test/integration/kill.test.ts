import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import type { KillDialogs, KillReport } from '../../src/core/kill/execute';
import type { KillPlan } from '../../src/core/kill/plan';
import { portTargets } from '../../src/core/ports/portTargets';
import { groupTargets, socketTargets } from '../../src/extension/kill/socketTargets';
import type { GroupNode } from '../../src/extension/views/tree/row';
import { netstat, rowOf, until } from './netstat';
import { showListening, SocketsProbe } from './sockets';
import { startProgram, stopPrograms, supervisor, tcpServer } from './programs';

/** Dialogs that agree to everything, and remember what they were asked. */
class Agreeing implements KillDialogs {
  plan: KillPlan | undefined;
  forced = false;
  readonly #before: () => Promise<unknown>;

  /** @param before what happens while the question is open */
  constructor(before: () => Promise<unknown> = async () => undefined) {
    this.#before = before;
  }

  async confirm(plan: KillPlan): Promise<boolean> {
    this.plan = plan;
    await this.#before();
    return true;
  }

  whileWaiting: KillDialogs['whileWaiting'] = (_targets, work) => work({ isRequested: false });

  async confirmForce(): Promise<boolean> {
    this.forced = true;
    return true;
  }
}

describe('Kill Process', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.workspace.getConfiguration().update('netstat.kill.gracePeriod', 1, true);
  });
  after(() => vscode.workspace.getConfiguration().update('netstat.kill.gracePeriod', undefined, true));
  afterEach(stopPrograms);

  const endings = (report: KillReport | undefined): string[] =>
    (report?.results ?? []).map(({ process, ending }) => `${process.pid} ${ending.kind}`);
  const ports = (report: KillReport | undefined): string[] =>
    (report?.ports ?? []).map(({ port, kind }) => `${port} ${kind}`);

  it('ends the owner of the port and no other, and tells that the port is free', async () => {
    const victim = await startProgram(tcpServer('127.0.0.1'));
    const bystander = await startProgram(tcpServer('127.0.0.1'));
    const {
      row: { port },
    } = await rowOf(api, victim.told.port);
    const dialogs = new Agreeing();
    const report = await api.kill(portTargets(port), { kind: 'kill' }, dialogs);
    assert.deepEqual(endings(report), [`${victim.pid} terminated`]);
    assert.deepEqual(ports(report), [`${victim.told.port} free`]);
    assert.equal(dialogs.plan?.targets[0]?.isEditor, false);
    assert.equal(dialogs.forced, false);
    assert.equal(bystander.child.exitCode ?? bystander.child.signalCode, null);
  });

  it('sends nothing where the user does not agree', async () => {
    const { child, told } = await startProgram(tcpServer('127.0.0.1'));
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const dialogs = new Agreeing();
    dialogs.confirm = () => Promise.resolve(false);
    assert.equal(await api.kill(portTargets(port), { kind: 'kill' }, dialogs), undefined);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('escalates where SIGTERM is ignored', async () => {
    const { child, pid, told } = await startProgram(
      tcpServer('127.0.0.1', 0, 'process.on("SIGTERM", () => {})'),
    );
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const dialogs = new Agreeing();
    const report = await api.kill(portTargets(port), { kind: 'kill' }, dialogs);
    assert.deepEqual(endings(report), [`${pid} killed`]);
    assert.equal(dialogs.forced, true);
    assert.equal(child.signalCode, 'SIGKILL');
  });

  it('escalates where the socket was closed on SIGTERM and the process lives on', async () => {
    const stubborn = 'process.on("SIGTERM", () => server.close()); setInterval(() => {}, 1000)';
    const { pid, told } = await startProgram(tcpServer('127.0.0.1', 0, stubborn));
    const {
      row: { port },
    } = await rowOf(api, told.port);
    assert.deepEqual(endings(await api.kill(portTargets(port), { kind: 'kill' }, new Agreeing())), [
      `${pid} killed`,
    ]);
  });

  it('sends nothing to a process that let go of the socket while the question was open', async () => {
    const release = 'process.on("SIGUSR2", () => server.close()); setInterval(() => {}, 1000)';
    const { child, pid, told } = await startProgram(tcpServer('127.0.0.1', 0, release));
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const dialogs = new Agreeing(async () => {
      child.kill('SIGUSR2');
      await until('closed port', async () => {
        await api.monitor.refresh();
        const rows = api.listeningPorts.ports;
        return rows.every((row) => row.port !== told.port) ? true : undefined;
      });
    });
    assert.deepEqual(endings(await api.kill(portTargets(port), { kind: 'kill' }, dialogs)), [
      `${pid} released`,
    ]);
    assert.equal(child.exitCode ?? child.signalCode, null);
  });

  it('sends nothing where the process ended while the question was open', async () => {
    const { child, pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const dialogs = new Agreeing(async () => {
      child.kill('SIGKILL');
      await until('end', () => (child.signalCode === null ? undefined : true));
    });
    assert.deepEqual(endings(await api.kill(portTargets(port), { kind: 'kill' }, dialogs)), [`${pid} ended`]);
  });

  it('tells who has taken the port over', async () => {
    const { told } = await startProgram(supervisor);
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const report = await api.kill(portTargets(port), { kind: 'kill' }, new Agreeing());
    assert.deepEqual(endings(report), [`${told.pids?.[0]} terminated`]);
    assert.deepEqual(ports(report), [`${told.port} taken`]);
    assert.notEqual(report?.ports[0]?.holders[0]?.leader?.pid, told.pids?.[0]);
  });

  it('ends a process with those below it, the children first', async () => {
    const family = `const child = require('child_process').spawn(process.execPath,
        ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      const server = require('net').createServer();
      server.listen(0, '127.0.0.1', () =>
        console.log(JSON.stringify({ port: server.address().port, pids: [child.pid] })));`;
    const { pid, told } = await startProgram(family);
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const report = await api.kill(portTargets(port), { kind: 'killWithChildren' }, new Agreeing());
    assert.deepEqual(endings(report).sort(), [`${pid} terminated`, `${told.pids?.[0]} terminated`].sort());
  });

  it('sends another signal, and leaves the process alone otherwise', async () => {
    const { child, pid, told } = await startProgram(
      tcpServer('127.0.0.1', 0, "process.on('SIGUSR2', () => server.close())"),
    );
    const {
      row: { port },
    } = await rowOf(api, told.port);
    const report = await api.kill(portTargets(port), { kind: 'signal', signal: 'SIGUSR2' }, new Agreeing());
    assert.equal(report?.results[0]?.process.pid, pid);
    await until('closed port', async () => {
      await api.monitor.refresh();
      return api.listeningPorts.ports.every((row) => row.port !== told.port) ? true : undefined;
    });
    assert.notEqual(child.signalCode, 'SIGUSR2');
  });

  it('ends the owner of a connection', async () => {
    const { told: listening } = await startProgram(
      "const server = require('net').createServer(() => {}); server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));",
    );
    const { pid } = await startProgram(
      `const socket = require('net').connect(${listening.port}, '127.0.0.1', () => console.log(JSON.stringify({ port: socket.localPort })));`,
    );
    await vscode.commands.executeCommand('netstat.connections.focus');
    const probe = new SocketsProbe(api, api.connections);
    await api.connections.arrangement.choose({ groupBy: 'process' });
    const [row] = await probe.rows(await probe.processGroup(pid));
    assert.ok(row);
    const report = await api.kill(socketTargets(row), { kind: 'kill' }, new Agreeing());
    assert.deepEqual(endings(report), [`${pid} terminated`]);
  });

  it('ends the process of a group of connections, verified by one of its sockets', async () => {
    await showListening(true);
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const { pid: other } = await startProgram(tcpServer('127.0.0.1'));
    await vscode.commands.executeCommand('netstat.connections.focus');
    const probe = new SocketsProbe(api, api.connections);
    await api.connections.arrangement.choose({ groupBy: 'process' });
    const groups = [await probe.processGroup(pid), await probe.processGroup(other)];
    assert.equal(
      probe.item(groups[0] as GroupNode).contextValue,
      'netstatGroup owned recorded printable inFolder byProcess',
    );
    const dialogs = new Agreeing();
    const chosen = groups.flatMap((group) => groupTargets(group) ?? []);
    const report = await api.kill(chosen, { kind: 'kill' }, dialogs);
    assert.deepEqual(endings(report).sort(), [`${pid} terminated`, `${other} terminated`].sort());
    assert.equal(dialogs.plan?.targets.length, 2, 'one question for both');
    const [first] = dialogs.plan?.targets.filter(({ process }) => process.pid === pid) ?? [];
    assert.deepEqual(first?.endpoints, [`127.0.0.1:${told.port} (TCP)`]);
    assert.equal(first?.inodes.length, 1);
  });

  it('leaves the process of a group alone that has no socket any more', async () => {
    const { pid, child } = await startProgram(
      `const server = require('net').createServer().listen(0, '127.0.0.1', () => console.log('{}'));
       process.stdin.on('data', () => server.close(() => console.log('{}')));`,
    );
    const probe = new SocketsProbe(api, api.connections);
    const group = await probe.processGroup(pid);
    await showListening(false);
    child.stdin?.write('close');
    await until('a process without sockets', async () => {
      const { processes } = await api.engine.scan('inet', true);
      return !processes.has(pid);
    });
    const chosen = groupTargets(group) ?? [];
    const dialogs = new Agreeing();
    const report = await api.kill(chosen, { kind: 'kill' }, dialogs);
    assert.deepEqual(endings(report), [`${pid} released`]);
    assert.equal(child.exitCode, null);
  });

  it('warns of a process of VS Code itself', async () => {
    const server = (await import('node:net')).createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const {
      row: { port },
    } = await rowOf(api, (server.address() as { port: number }).port);
    const dialogs = new Agreeing();
    let plan: KillPlan | undefined;
    dialogs.confirm = async (asked) => {
      plan = asked;
      return false;
    };
    await api.kill(portTargets(port), { kind: 'kill' }, dialogs);
    server.close();
    assert.equal(plan?.targets[0]?.process.pid, process.pid);
    assert.equal(plan?.targets[0]?.isEditor, true);
  });
});
