import * as vscode from 'vscode';
import { findCommands } from './find.contributions';
import type { Commands } from '../handlers';
import { historyCommands } from '../history/history.contributions';
import { using } from '../sharedEngine';
import { findPortOwner } from './findPortOwner';

/** "Find Port Owner…"; its argument, where it has one, is the question to begin with. */
export const commands: Commands = ({ namingEngine: engine, names, perform }) => [
  [
    findCommands.findPortOwner,
    async (argument: unknown) => {
      const question = typeof argument === 'string' ? argument : '';
      const choice = await using(engine, () => findPortOwner(engine, names, question));
      if (choice === undefined) return;
      if ('history' in choice) {
        await vscode.commands.executeCommand(historyCommands.showHistory.id, choice.history);
      } else await perform(choice.action.id, choice.port);
    },
  ],
];
