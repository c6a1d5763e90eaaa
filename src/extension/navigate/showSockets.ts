import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import type { ProcessOwner } from '../../core/model/process';
import { socketsOf } from '../../core/ports/processSockets';
import { messageText } from '../../core/text/clean';
import type { Parts } from '../api';
import { personProcess } from '../describe';
import { using } from '../sharedEngine';
import { listeningPortsView } from '../views/listeningPorts/listeningPorts.contributions';
import { readAnew } from './reveal';

/**
 * Shows who is connected to a port: Connections, filtered. The port's own row passes the filter, too, and stays in sight in its
 * own view. Where nobody is connected, the filter stays as it was.
 */
export async function showClientsOf(
  { port, transport }: PortQuestion,
  { filter, monitor, connections }: Pick<Parts, 'filter' | 'monitor' | 'connections'>,
): Promise<void> {
  const before = filter.expression;
  await filter.set(`proto:${transport} localport:${port}`);
  await readAnew(connections, monitor);
  if (connections.provider.source.page.model.matching > 0) return;
  await filter.set(before);
  void vscode.window.showInformationMessage(l10n.t('Nobody is connected to port {0} now.', port));
}

/** Shows all that a process has open: the views, filtered, and the one of them that has most to tell. */
export async function showSocketsOf(
  owner: ProcessOwner,
  { filter, monitor, namingEngine: engine, connections, unixSockets }: Parts,
): Promise<void> {
  const snapshot = await using(engine, () => engine.scan('all', true, 'all', monitor.wish));
  const held = socketsOf(snapshot, owner.pid);
  if (held?.process.startTime !== owner.startTime) {
    const said = l10n.t('{0} has no socket open any more, or has ended.', personProcess(owner));
    void vscode.window.showInformationMessage(messageText(said));
    return;
  }
  await filter.set(`pid:${owner.pid}`);
  if (held.others.length > 0) await readAnew(connections, monitor);
  else if (held.listening > 0) await vscode.commands.executeCommand(`${listeningPortsView.id}.focus`);
  else await readAnew(unixSockets, monitor);
}
