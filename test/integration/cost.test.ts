import assert from 'node:assert/strict';
import { type Profiler, Session } from 'node:inspector/promises';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { Monitor } from '../../src/extension/monitor';
import { Names } from '../../src/extension/names';
import { ListeningPortsProvider } from '../../src/extension/views/listeningPorts/provider';
import { WorkerEngine } from '../../src/node/engine/workerEngine';
import { netstat } from './netstat';
import { startProgram, stopPrograms, tcpServer } from './programs';

/** Milliseconds of the extension host's thread that a refresh may take on average, on a slow machine too. */
const LIMIT = 3;
const REFRESHES = 50;

describe('a refresh', () => {
  it(`takes less than ${LIMIT} ms of the extension host's thread`, async function () {
    const { monitor } = await netstat();
    await vscode.commands.executeCommand('netstat.listeningPorts.focus');
    await monitor.refresh();
    const profile = await profiled(async () => {
      for (let count = 0; count < REFRESHES; count++) await monitor.refresh();
    });
    const each = millisecondsIn(profile, '/dist/extension.js') / REFRESHES;
    if (this.test) this.test.title += `: ${each.toFixed(2)} ms`;
    assert.ok(each > 0, 'the profile does not show the extension');
    assert.ok(each < LIMIT);
  });
});

describe('the first rows', () => {
  after(stopPrograms);

  it('are there within a second of activation, the start of the worker included', async function () {
    await startProgram(tcpServer('127.0.0.1'));
    const extension = vscode.extensions.getExtension('netstat-vscode.netstat');
    assert.ok(extension);
    const workerPath = vscode.Uri.joinPath(extension.extensionUri, 'dist/worker.js').fsPath;
    const started = performance.now();
    const engine = new WorkerEngine({ workerPath, onDied: () => undefined, onLog: () => undefined });
    const monitor = new Monitor(engine, { interval: () => 60_000, onPass: () => undefined });
    const provider = new ListeningPortsProvider(monitor, engine, new Names());
    await monitor.refresh();
    const elapsed = performance.now() - started;
    if (this.test) this.test.title += `: ${elapsed.toFixed(0)} ms`;
    assert.ok(provider.rows.length > 0);
    assert.ok(elapsed < 1_000);
    for (const part of [provider, monitor, engine]) part.dispose();
  });
});

async function profiled(work: () => Promise<void>): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    await work();
    return (await session.post('Profiler.stop')).profile;
  } finally {
    session.disconnect();
  }
}

/** The time spent in functions of a file, and in all that they called. */
function millisecondsIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, file: string): number {
  const inFile = new Set<number>();
  // A node stands before its children.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.endsWith(file)) inFile.add(id);
    if (inFile.has(id)) for (const child of children) inFile.add(child);
  }
  const times = samples.map((id, index) => (inFile.has(id) ? (timeDeltas[index] ?? 0) : 0));
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}
