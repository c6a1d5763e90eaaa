import * as vscode from 'vscode';
import { findCommands } from './find.contributions';
import type { Disposable } from '../lifetime';
import type { Names } from '../names';
import { type SharedEngine, using } from '../sharedEngine';
import { findPortOwner } from './findPortOwner';
import type { Perform } from './perform';

/** Registers "Find Port Owner…"; its argument, where it has one, is the question to begin with. */
export function registerFind(engine: SharedEngine, names: Names, perform: Perform): Disposable {
  return vscode.commands.registerCommand(findCommands.findPortOwner.id, async (argument: unknown) => {
    const question = typeof argument === 'string' ? argument : '';
    const choice = await using(engine, () => findPortOwner(engine, names, question));
    if (choice !== undefined) await perform(choice.action.id, choice.port);
  });
}
