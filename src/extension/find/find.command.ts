import * as vscode from 'vscode';
import { findCommands } from './find.contributions';
import type { Commands } from '../handlers';
import { historyCommands } from '../history/history.contributions';
import { using } from '../sharedEngine';
import { rowMenusOf } from '../menus/contributed';
import { findPortOwner } from './findPortOwner';

/** "Find Port Owner…"; its argument, where it has one, is the question to begin with. */
export const commands: Commands = ({ context, namingEngine: engine, names, roots, perform }) => [
  [
    findCommands.findPortOwner,
    async (argument: unknown) => {
      const question = typeof argument === 'string' ? argument : '';
      const sources = { engine, names, roots, menus: rowMenusOf(context) };
      const choice = await using(engine, () => findPortOwner(sources, question));
      if (choice === undefined) return;
      if ('history' in choice) {
        await vscode.commands.executeCommand(historyCommands.showHistory.id, choice.history);
      } else if ('command' in choice) {
        const { id, node } = choice.command;
        await vscode.commands.executeCommand(id, node, [node]);
      } else await perform(choice.action.id, choice.port);
    },
  ],
];
