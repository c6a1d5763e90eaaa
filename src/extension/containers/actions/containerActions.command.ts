import { ownTypist } from '../../../node/self';
import { selectionIn } from '../../commands/selection';
import type { Commands } from '../../handlers';
import { containerActions } from './containerActions';

/** The commands that look into containers, and copy what they are called. */
export const commands: Commands = ({ containers, listeningPorts, connections, unixSockets }) =>
  containerActions({
    state: containers,
    uid: () => ownTypist().uid,
    selection: () => selectionIn([listeningPorts, connections, unixSockets]),
  });
