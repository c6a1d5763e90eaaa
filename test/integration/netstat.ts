import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ListeningPort } from '../../src/core/ports/listeningPorts';
import type { NetstatApi } from '../../src/extension/api';
import { portNodes } from '../../src/extension/views/listeningPorts/selectedPorts';
import type { PortNode } from '../../src/extension/views/tree/row';
import { until } from '../host/until';

export { until };

/** The extension's own API, activated. */
export async function netstat(): Promise<NetstatApi> {
  const extension = vscode.extensions.getExtension<NetstatApi>('netstat-vscode.netstat');
  assert.ok(extension, 'the extension is not there');
  return extension.activate();
}

/** Waits until a program has written its port to a file, which is there before what is in it. */
export async function portIn(file: string): Promise<number> {
  const written = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  return until('the server in the terminal', () => written() || undefined, 25_000);
}

/** The row of a port after a look at the machine. */
export async function rowOf(api: NetstatApi, port: number, transport = 'tcp'): Promise<PortNode> {
  await api.monitor.refresh();
  const rows = portNodes(api.listeningPorts.provider.source).filter(({ row }) =>
    isOf(row.port, port, transport),
  );
  assert.equal(rows.length, 1, `${rows.length} rows of port ${port}`);
  return rows[0] as PortNode;
}

/** Whether a row is that of a port. */
export function isOf(row: ListeningPort, port: number, transport = 'tcp'): boolean {
  return row.port === port && row.transport === transport;
}
