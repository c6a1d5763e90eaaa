import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../../core/model/process';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { personName } from '../describe';
import { type SharedEngine, using } from '../sharedEngine';

const LONGEST_COMMAND_LINE = 200;

/**
 * Asks for one of the processes that have sockets open, the latest first. Nothing where the user gives up.
 * @param isOffered which of them it is about, all where left out
 */
export async function pickProcessWithSockets(
  engine: SharedEngine,
  title: string,
  isOffered: (owner: ProcessOwner) => boolean = () => true,
): Promise<ProcessOwner | undefined> {
  const items = using(engine, async () => {
    const { processes } = await engine.scan('all', true);
    return [...processes.values()]
      .filter(isOffered)
      .toSorted((a, b) => b.startTime - a.startTime)
      .map((owner) => ({
        owner,
        label: labelText(personName(owner)),
        description: l10n.t('pid {0}', owner.pid),
        detail: labelText(shorten(formatCommandLine(owner.commandLine), LONGEST_COMMAND_LINE)),
      }));
  });
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('A part of a name, a pid or a command line'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.owner;
}
