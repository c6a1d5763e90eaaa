import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isSame, type ProcessOwner } from '../../core/model/process';
import { heldPorts } from '../../core/ports/heldPorts';
import { listeningPorts } from '../../core/ports/listeningPorts';
import { labelText, shorten } from '../../core/text/clean';
import { formatCommandLine } from '../../core/text/commandLine';
import { personName, userName } from '../describe';
import { refusedByOtherPids } from '../otherPids';
import { type SharedEngine, using } from '../sharedEngine';

const LONGEST_COMMAND_LINE = 200;

interface ProcessItem extends vscode.QuickPickItem {
  readonly pid: number;
}

/**
 * Asks for a process, and gives its pid as text, as launch configurations want it. Nothing where the user gives up, or
 * where the pids that can be seen are another namespace's.
 */
export async function pickProcess(engine: SharedEngine): Promise<string | undefined> {
  if (await refusedByOtherPids(engine)) return undefined;
  const items = using(engine, async () => {
    const snapshot = await engine.scan('listening', true);
    const portsOf = heldPorts(listeningPorts(snapshot));
    const all = await engine.processes();
    // Only those that have sockets were looked at, for what people call them.
    const described = (process: ProcessOwner): ProcessOwner => {
      const seen = snapshot.processes.get(process.pid);
      return seen !== undefined && isSame(seen, process) ? seen : process;
    };
    const processes = all.map((process) => ({ process, ports: portsOf(process) }));
    // Those that listen are what people mean, and among the others the latest.
    return processes
      .toSorted(
        (a, b) =>
          Number(b.ports.length > 0) - Number(a.ports.length > 0) ||
          b.process.startTime - a.process.startTime,
      )
      .map(({ process, ports: own }): ProcessItem => ({
        pid: process.pid,
        label: labelText(personName(described(process))),
        description: [
          String(process.pid),
          userName(snapshot, process.uid),
          ...own.map(({ port }) => `:${port}`),
        ].join(' · '),
        detail: labelText(shorten(formatCommandLine(process.commandLine), LONGEST_COMMAND_LINE)),
      }));
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Pick a Process'),
    placeHolder: l10n.t('A part of a name, a pid, a port or a command line'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked && String(picked.pid);
}
