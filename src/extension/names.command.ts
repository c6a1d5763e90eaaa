import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { nameCommands, nameSettings } from './names.contributions';
import type { Commands } from './handlers';
import { type NameMode, setForUser } from './settings';

/** The command that has rows show names or numbers. */
export const commands: Commands = ({ names }) => [
  [
    nameCommands.resolveNames,
    async () => {
      const mode = await pickMode(names.mode);
      if (mode !== undefined) await setForUser(nameSettings.resolveNames, mode);
    },
  ],
];

async function pickMode(current: NameMode): Promise<NameMode | undefined> {
  const item = (
    mode: NameMode,
    label: string,
    detail: string,
  ): vscode.QuickPickItem & { mode: NameMode } => ({
    mode,
    label,
    detail,
    iconPath: new ThemeIcon(mode === current ? 'check' : 'blank'),
    ...(mode === current && { description: l10n.t('now') }),
  });
  const items = [
    item('numbers', l10n.t('Numbers'), l10n.t('Ports, users and hosts as numbers')),
    item('services', l10n.t('Services and Users'), l10n.t("Names from this machine's own files")),
    item(
      'hosts',
      l10n.t('Services, Users and Hosts'),
      l10n.t('Name servers are asked for the hosts at the other end'),
    ),
  ];
  const placeHolder = l10n.t('What the lists show by name');
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Names or Numbers'), placeHolder }))?.mode;
}
