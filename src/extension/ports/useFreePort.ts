import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withPort } from '../../core/addressInUse/commandPort';
import type { PortQuestion } from '../../core/model/portFacts';
import type { FailedCommands } from '../addressInUse/failedCommands';
import { typeLine } from '../terminal/typeLine';
import { freePortNear, type NearParts } from './freePortNear';

/** What using another port depends on. */
export interface UseFreePortParts extends NearParts {
  readonly failedCommands: Pick<FailedCommands, 'on'>;
}

/**
 * Finds a free port near one that is taken. Where a command failed for want of that port and names it, the line is typed again
 * with the free one, and Enter is left to the user; else the number is copied.
 */
export async function useFreePort(
  { port, transport }: PortQuestion,
  parts: UseFreePortParts,
): Promise<number | undefined> {
  const free = await foundFree(port, () => freePortNear(port, parts, transport));
  if (free === undefined) return undefined;
  const command = parts.failedCommands.on(port);
  const line = command && withPort(command.line.value, port, free);
  if (command !== undefined && line !== undefined && typeLine(line, command.terminal)) return free;
  await copyFree(free);
  return free;
}

/** Looks for a free port near one that is taken, for who asked for it: he is told where there is none. */
export async function foundFree(
  port: number,
  find: (port: number) => Promise<number | undefined>,
): Promise<number | undefined> {
  const free = await find(port);
  if (free === undefined) {
    void vscode.window.showInformationMessage(
      l10n.t('No port shortly above {0} is free. Choose one that is farther away.', port),
    );
  }
  return free;
}

/** Copies the number of a free port, and says how free it is. */
export async function copyFree(free: number): Promise<void> {
  await vscode.env.clipboard.writeText(String(free));
  void vscode.window.showInformationMessage(
    l10n.t(
      'Port {0} is free, and its number is copied. No container publishes it, and no watch and no file in sight names it.',
      free,
    ),
  );
}
