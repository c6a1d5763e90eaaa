import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import { portIn } from '../../core/ports/findPorts';
import { listeningPorts } from '../../core/ports/listeningPorts';
import { ownerName } from '../describe';
import { transportName } from '../../core/ports/endpointName';
import { type SharedEngine, using } from '../sharedEngine';
import { isPortNode, isSocketNode } from '../views/tree/row';

interface PortItem extends vscode.QuickPickItem {
  readonly question: PortQuestion;
}

/**
 * The port that a command is meant for: that of a row, one that it was called with (`3000`, `53/udp`), else the user is
 * asked. Nothing where the user gives up.
 */
export async function portFor(
  argument: unknown,
  engine: SharedEngine,
  title: string,
): Promise<PortQuestion | undefined> {
  if (isPortNode(argument)) return questionOf(argument.row.port.transport, argument.row.port.port);
  if (typeof argument === 'string' || typeof argument === 'number') {
    const question = readPort(String(argument));
    if (question !== undefined) return question;
  }
  const local = localPortOf(argument);
  return local ?? askForPort(engine, title);
}

/** A port as people type it; nothing where the text is none. */
export function readPort(text: string): PortQuestion | undefined {
  const [, number = '', transport = 'tcp'] = /^\s*(.*?)\s*(?:\/\s*(tcp|udp))?\s*$/i.exec(text) ?? [];
  const port = portIn(number);
  return port === undefined ? undefined : questionOf(transport.toLowerCase(), port);
}

/** The local port of a row of Connections. */
function localPortOf(node: unknown): PortQuestion | undefined {
  if (!isSocketNode(node) || node.row.socket.kind !== 'inet') return undefined;
  const { protocol, localPort } = node.row.socket.socket;
  return localPort > 0 ? questionOf(protocol, localPort) : undefined;
}

function questionOf(protocol: string, port: number): PortQuestion {
  return { transport: protocol.startsWith('udp') ? 'udp' : 'tcp', port };
}

async function askForPort(engine: SharedEngine, title: string): Promise<PortQuestion | undefined> {
  const snapshot = await using(engine, () => engine.scan('listening', true));
  const known = listeningPorts(snapshot).map((port): PortItem => {
    const question = questionOf(port.transport, port.port);
    return {
      question,
      label: String(port.port),
      description: `${ownerName(port)} · ${transportName(port.transport)}`,
    };
  });
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<PortItem>();
    pick.title = title;
    pick.placeholder = l10n.t('A port: 3000, or 53/udp');
    pick.items = known;
    pick.onDidChangeValue((value) => {
      const question = readPort(value);
      const typed = question && {
        question,
        label: value.trim(),
        description: l10n.t('this port'),
        alwaysShow: true,
      };
      const isKnown = known.some(({ label }) => label === value.trim());
      pick.items = typed !== undefined && !isKnown ? [typed, ...known] : known;
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item === undefined) return;
      resolve(item.question);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
