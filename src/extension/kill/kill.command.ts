import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { portTargets } from '../../core/ports/portTargets';
import type { KillTarget } from '../../core/kill/targets';
import type { Commands } from '../handlers';
import { isGroupNode, isPortNode, isSocketNode, type RowNode } from '../views/tree/row';
import { killCommands } from './kill.contributions';
import { targetsFor } from './killSources';
import { pickSignal } from './pickSignal';
import { groupTargets, socketTargets } from './socketTargets';

/** The commands that end or signal the owners of rows, whatever the view. */
export const commands: Commands = ({ listeningPorts, connections, unixSockets, signalProcesses }) => {
  const views = [listeningPorts, connections, unixSockets];
  const ofTargets =
    (run: (targets: readonly KillTarget[]) => Promise<void>) =>
    async (...args: readonly unknown[]): Promise<void> => {
      const targets = targetsFor(views, args, targetsOf);
      if (targets === undefined) {
        void vscode.window.showInformationMessage(l10n.t('Select a row with a process first.'));
      } else if (targets.length === 0) {
        void vscode.window.showInformationMessage(
          l10n.t('There is nothing to kill: the owner is not known.'),
        );
      } else await run(targets);
    };
  const { killProcess, killWithChildren, sendSignal } = killCommands;
  return [
    [killProcess, ofTargets((targets) => signalProcesses(targets, { kind: 'kill' }))],
    [killWithChildren, ofTargets((targets) => signalProcesses(targets, { kind: 'killWithChildren' }))],
    [
      sendSignal,
      ofTargets(async (targets) => {
        const signal = await pickSignal(targets);
        if (signal !== undefined) await signalProcesses(targets, { kind: 'signal', signal });
      }),
    ],
  ];
};

/** What a row stands for, nothing known where its owner is not; undefined where it is none, or has closed meanwhile. */
function targetsOf(node: unknown): readonly KillTarget[] | undefined {
  if ((Object(node) as Partial<RowNode>).mark === 'closed') return undefined;
  if (isPortNode(node)) return node.row.port.leader === undefined ? [] : portTargets(node.row.port);
  if (isSocketNode(node)) return socketTargets(node);
  return isGroupNode(node) ? groupTargets(node) : undefined;
}
