import { findCommands } from './find.contributions';
import type { Commands } from '../handlers';
import { using } from '../sharedEngine';
import { findPortOwner } from './findPortOwner';

/** "Find Port Owner…"; its argument, where it has one, is the question to begin with. */
export const commands: Commands = ({ namingEngine: engine, names, perform }) => [
  [
    findCommands.findPortOwner,
    async (argument: unknown) => {
      const question = typeof argument === 'string' ? argument : '';
      const choice = await using(engine, () => findPortOwner(engine, names, question));
      if (choice !== undefined) await perform(choice.action.id, choice.port);
    },
  ],
];
