import { l10n } from 'vscode';

/** IFF_* of include/uapi/linux/if.h: the name as netstat prints it, and what it says. */
const FLAGS: readonly (readonly [bit: number, name: string, words: () => string])[] = [
  [0x1, 'UP', () => l10n.t('switched on')],
  [0x2, 'BROADCAST', () => l10n.t('can broadcast')],
  [0x4, 'DEBUG', () => l10n.t('its driver is being debugged')],
  [0x8, 'LOOPBACK', () => l10n.t('leads back to this machine')],
  [0x10, 'POINTOPOINT', () => l10n.t('has one other end')],
  [0x20, 'NOTRAILERS', () => l10n.t('without trailers')],
  [0x40, 'RUNNING', () => l10n.t('ready to send and receive')],
  [0x80, 'NOARP', () => l10n.t('does not ask for hardware addresses')],
  [0x100, 'PROMISC', () => l10n.t('receives packets for others too')],
  [0x200, 'ALLMULTI', () => l10n.t('receives all multicast')],
  [0x400, 'MASTER', () => l10n.t('made of several interfaces')],
  [0x800, 'SLAVE', () => l10n.t('belongs to another interface')],
  [0x1000, 'MULTICAST', () => l10n.t('can multicast')],
  [0x8000, 'DYNAMIC', () => l10n.t('loses its addresses when it goes down')],
];

/** The flags' names, as netstat prints them. */
export function flagNames(flags: number): string[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}

/** Each flag's name and what it says. */
export function flagLines(flags: number): (readonly [name: string, words: string])[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name, words]) => [name, words()]);
}
