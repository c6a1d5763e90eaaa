import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { listeningPorts, type ListeningPort } from '../../core/ports/listeningPorts';
import { labelText, messageText } from '../../core/text/clean';
import type { Parts } from '../api';
import type { RowArguments } from '../commands/selectedRows';
import type { Commands } from '../handlers';
import { serverNames } from '../portNames';
import { using } from '../sharedEngine';
import { isPortNode } from '../views/tree/row';
import { identities, identityText } from './identities';
import { identifyCommands } from './identify.contributions';
import { identifyAll, identifyChosen } from './identifyPorts';

/** The commands that ask what answers at ports: of rows, of one that the palette has chosen, and of all. */
export const commands: Commands = (parts) => {
  const dependencies = { engine: parts.engine, log: parts.log, identities };
  return [
    [
      identifyCommands.identify,
      async (...[node, nodes]: RowArguments) => {
        const ports = node === undefined ? await chosenPort(parts) : portsOf(nodes ?? [node]);
        if (ports.length > 0) await identifyChosen(ports, dependencies);
      },
    ],
    [identifyCommands.identifyAll, async () => identifyAll(await portsNow(parts), dependencies)],
  ];
};

/** The ports of rows that have not closed meanwhile. */
function portsOf(nodes: readonly unknown[]): ListeningPort[] {
  const ports = nodes.filter(isPortNode).flatMap(({ mark, row }) => (mark === 'closed' ? [] : [row.port]));
  if (ports.length === 0) {
    void vscode.window.showInformationMessage(
      messageText(l10n.t('That port has closed meanwhile: there is nobody to ask.')),
    );
  }
  return ports;
}

async function portsNow({ namingEngine }: Pick<Parts, 'namingEngine'>): Promise<ListeningPort[]> {
  const snapshot = await using(namingEngine, () => namingEngine.scan('listening', true));
  return listeningPorts(snapshot);
}

interface PortItem extends vscode.QuickPickItem {
  readonly port: ListeningPort;
}

/** Asks which port is meant, of those that take connections. */
async function chosenPort(parts: Pick<Parts, 'namingEngine' | 'monitor'>): Promise<ListeningPort[]> {
  const ports = (await portsNow(parts)).filter(({ transport }) => transport === 'tcp');
  const users = parts.monitor.snapshot;
  const items = ports.map((port): PortItem => {
    const known = identityText(port);
    const said = [...serverNames(port, users), ...(known === undefined ? [] : [known])];
    return { port, label: String(port.port), description: labelText(said.join(' · ')) };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t('Identify'),
    placeHolder: l10n.t('The port to connect to, to ask what answers there'),
    matchOnDescription: true,
  });
  return chosen === undefined ? [] : [chosen.port];
}
