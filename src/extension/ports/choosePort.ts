import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import { portIn } from '../../core/ports/findPorts';
import {
  isOwnPort,
  isTransport,
  listeningPorts,
  questionOn,
  type TransportPort,
  transportOf,
} from '../../core/ports/listeningPorts';
import { rulePorts } from '../../core/ports/rulePorts';
import type { Snapshot } from '../../core/model/snapshot';
import { accepted } from '../accepted';
import { serverNames } from '../portNames';
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
  if (isPortNode(argument) && !isOwnPort(argument.row.port)) {
    tellElsewhere(argument.row.port);
    return undefined;
  }
  const row = rowPort(argument);
  if (row !== undefined) {
    const question = isInOtherNetwork(argument) ? undefined : questionOn(row);
    if (isInOtherNetwork(argument)) tellElsewhere(row);
    else if (question === undefined) tellUnasked(row);
    return question;
  }
  const isTyped = typeof argument === 'string' || typeof argument === 'number';
  return (isTyped ? readPort(String(argument)) : undefined) ?? askForPort(engine, title);
}

/** A port as people type it; nothing where the text is none. */
export function readPort(text: string): PortQuestion | undefined {
  const [, number = '', name = 'tcp'] = /^(.*?)(?:\/\s*(tcp|udp(?:-?lite)?|sctp))?\s*$/i.exec(text) ?? [];
  const transport = name.toLowerCase().replace('-', '');
  const port = portIn(number);
  return port !== undefined && isTransport(transport) ? questionOn({ transport, port }) : undefined;
}

/** The port of a row of Listening Ports, or the local one of a row of Connections. */
function rowPort(node: unknown): TransportPort | undefined {
  if (isPortNode(node)) return node.row.port;
  if (!isSocketNode(node) || node.row.socket.kind !== 'inet') return undefined;
  const { protocol, localPort: port } = node.row.socket.socket;
  const transport = transportOf(protocol);
  return port > 0 && transport !== undefined ? { transport, port } : undefined;
}

/** The ports of SCTP and UDP-Lite are their own: those of the same number of TCP and UDP are others' business. */
function tellUnasked({ transport, port }: TransportPort): void {
  void vscode.window.showInformationMessage(
    l10n.t(
      'Port {0} is one of {1}. Netstat explains and frees those of TCP and UDP alone; its owner can be ended from the row.',
      port,
      transportName(transport),
    ),
  );
}

/** Whether a row of Connections is of a network namespace in which that port is another one than this machine's. */
function isInOtherNetwork(node: unknown): boolean {
  return isSocketNode(node) && node.row.socket.namespace !== undefined;
}

function tellElsewhere({ port }: TransportPort): void {
  void vscode.window.showInformationMessage(
    l10n.t(
      'Port {0} of this row is in another network than this machine’s own, where a port of that number is another one. Netstat explains and frees those of this machine.',
      port,
    ),
  );
}

/** The ports to choose from, with who has them: those that somebody listens on, and those that packet rules alone hand on. */
export function portItems(snapshot: Snapshot): PortItem[] {
  const listening = listeningPorts(snapshot);
  return [...listening, ...rulePorts(snapshot, listening)].flatMap((port): PortItem[] => {
    const question = questionOn(port);
    const description = [...serverNames(port, snapshot), transportName(port.transport)].join(' · ');
    return question === undefined ? [] : [{ question, label: String(port.port), description }];
  });
}

async function askForPort(engine: SharedEngine, title: string): Promise<PortQuestion | undefined> {
  const known = portItems(await using(engine, () => engine.scan('listening', true)));
  const pick = vscode.window.createQuickPick<PortItem>();
  pick.title = title;
  pick.placeholder = l10n.t('A port: 3000, or 53/udp');
  pick.items = known;
  pick.onDidChangeValue((value) => {
    const question = readPort(value);
    const label = value.trim();
    const typed = question && { question, label, description: l10n.t('this port'), alwaysShow: true };
    const isKnown = known.some((item) => item.label === label);
    pick.items = typed !== undefined && !isKnown ? [typed, ...known] : known;
  });
  return (await accepted(pick))?.question;
}
