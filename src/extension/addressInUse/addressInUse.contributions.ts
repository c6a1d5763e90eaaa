import { booleanSetting } from '../catalog/setting';
import { terminalGroup } from '../terminal/terminal.contributions';

/** What is said when a port is in use. */
export const addressInUseSettings = {
  notifyOfFailures: booleanSetting('netstat.terminal.explainPortInUse', {
    group: terminalGroup,
    order: 2,
    scope: 'machine',
    default: true,
    text: 'When a command in a terminal, or a program that is debugged, fails because its port is in use, say who holds the port and offer to free it.',
  }),
};
