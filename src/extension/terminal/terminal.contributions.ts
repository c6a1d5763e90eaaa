import { choiceSetting, settingsGroup } from '../catalog/setting';

export const terminalGroup = settingsGroup({ name: 'terminal', title: 'Terminal', order: 6 });

/** The command netstat in terminals. */
export const terminalSettings = {
  terminalCommand: choiceSetting('netstat.terminal.command', {
    group: terminalGroup,
    order: 1,
    scope: 'machine',
    values: {
      auto: 'A netstat that the machine has comes first; ours is there where it has none.',
      always: 'Ours comes first.',
      never: 'Terminals are left as they are.',
    },
    default: 'auto',
    text: 'Whether integrated terminals on Linux have the command `netstat`, also where the machine has none. It prints what the netstat of net-tools prints.',
  }),
};
