import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import * as vscode from 'vscode';
import type { NetstatApi } from '../../src/extension/api';
import { planToFree } from '../../src/core/ports/freePort';
import { portTargets } from '../../src/core/ports/portTargets';
import { type Freed, freeWithProof } from '../../src/extension/ports/freePortCommand';
import { tellsBoundSockets } from '../kernelVersion';
import { hasNativeCode } from '../nativeCode';
import { startBoundOnly } from '../host/boundOnly';
import { whyMissing } from '../host/programs';
import { skipWithReason } from '../skip';
import { netstat, rowOf, until } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

describe('busy ports', () => {
  let api: NetstatApi;
  before(async () => {
    api = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
  });
  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(stopPrograms);

  /** What "Why Is This Port Busy?" tells. */
  async function explained(argument: unknown): Promise<string> {
    await vscode.commands.executeCommand('netstat.explainPort', argument);
    return until('the report', () => {
      const { document } = vscode.window.activeTextEditor ?? {};
      return document?.uri.scheme === 'netstat-port' ? document.getText() : undefined;
    });
  }

  const question = (port: number): { port: number; transport: 'tcp' } => ({ port, transport: 'tcp' });

  /** Frees a port, where `agrees` says what the user answers. */
  async function freed(port: number, agrees: boolean): Promise<Freed> {
    const plan = await planToFree(question(port), api.engine, () => false);
    return freeWithProof(question(port), {
      engine: api.engine,
      ownPid: process.pid,
      show: () => Promise.resolve(),
      explain: () => Promise.resolve(),
      end: ({ targets }) => {
        assert.deepEqual(
          targets.map(({ process: { pid } }) => pid),
          plan.kill.targets.map(({ process: { pid } }) => pid),
        );
        return api.kill(
          plan.listeners.flatMap(portTargets),
          { kind: 'kill' },
          {
            confirm: () => Promise.resolve(agrees),
            confirmForce: () => Promise.resolve(false),
            whileWaiting: (_targets, work) => work({ isRequested: false }),
          },
        );
      },
    });
  }

  it('are explained by who listens, with the evidence', async () => {
    const { pid, told } = await startProgram(tcpServer('127.0.0.1'));
    const text = await explained(await rowOf(api, told.port));
    assert.match(
      text,
      new RegExp(
        `^Port ${told.port} belongs to .*\\(pid ${pid}\\); end it, or take port \\d+, which is free`,
      ),
    );
    assert.match(text, new RegExp(`\\(pid ${pid}\\) has 127\\.0\\.0\\.1:${told.port}`));
    assert.match(text, /It takes this address alone/);
    assert.match(text, /Started by: .* ← /);
    assert.match(text, new RegExp(`127\\.0\\.0\\.1:${told.port} +in use \\(EADDRINUSE\\)`));
  });

  it('are explained by TIME_WAIT, which bothers only those without SO_REUSEADDR', async () => {
    const server = await startProgram(`const server = require('net').createServer((socket) => socket.end());
      server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));`);
    const client = connect(server.told.port, '127.0.0.1');
    client.resume();
    await once(client, 'close');
    await stopPrograms();
    const text = await explained(String(server.told.port));
    assert.match(text, /Closed connections in TIME_WAIT: 1/);
    assert.match(text, /free to servers that set SO_REUSEADDR/);
  });

  it('are explained as free where they are', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await stopPrograms();
    assert.match(await explained(told.port), /It is free: a server can take it on every address/);
  });

  it('are explained as taken on IPv4 alone, or on both', async () => {
    const ipv4 = await startProgram(tcpServer('0.0.0.0'));
    assert.match(
      await explained(String(ipv4.told.port)),
      /It takes every IPv4 address; IPv6 is left to others/,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const both = await startProgram(tcpServer('::'));
    assert.match(await explained(String(both.told.port)), /It takes every address, IPv4 and IPv6/);
  });

  it('are read again with a button', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await explained(String(told.port));
    await stopPrograms();
    await vscode.commands.executeCommand('netstat.refreshReport');
    await until('the new report', () =>
      /It is free/.test(vscode.window.activeTextEditor?.document.getText() ?? '') ? true : undefined,
    );
  });

  it('are freed once the user agrees, with a bind as the proof', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const bystander = await startProgram(tcpServer('127.0.0.1'));
    assert.equal(await freed(told.port, false), 'declined');
    assert.equal(await freed(told.port, true), 'free');
    assert.equal(bystander.child.exitCode, null);
  });

  it('are explained by a process that is bound and does not listen', async function () {
    skipWithReason(this, whyMissing('python3'));
    const { child: holder, port } = await startBoundOnly('127.0.0.1');
    try {
      const text = await explained(String(port));
      assert.match(text, /A socket is bound to it and does not listen/);
      const isKnown = tellsBoundSockets && hasNativeCode;
      const who = isKnown
        ? `\\(pid ${holder.pid}\\) has 127\\.0\\.0\\.1:${port}\n    User: .*\n    Started: `
        : `One of these holds it[^]*\\(pid ${holder.pid}\\)`;
      assert.match(text, new RegExp(who));
    } finally {
      holder.kill();
    }
  });

  it('are told to wait for where TIME_WAIT remains', async () => {
    const server = await startProgram(`const server = require('net').createServer((socket) => socket.end());
      server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));`);
    const client = connect(server.told.port, '127.0.0.1');
    client.resume();
    await once(client, 'close');
    assert.equal(await freed(server.told.port, true), 'waiting');
  });

  it('need nothing where they are free', async () => {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    await stopPrograms();
    assert.equal(await freed(told.port, false), 'free');
  });
});
