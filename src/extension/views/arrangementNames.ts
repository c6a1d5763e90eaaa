import { l10n } from 'vscode';
import type { Arranged } from './arrangement';

/** The name of a grouping, as menus have it. */
export function groupingName(grouping: Arranged['groupBy']): string {
  return {
    process: () => l10n.t('Process'),
    unit: () => l10n.t('Unit'),
    container: () => l10n.t('Container'),
    project: () => l10n.t('Compose Project'),
    namespace: () => l10n.t('Network Namespace'),
    state: () => l10n.t('State'),
    foreignHost: () => l10n.t('Foreign Host'),
    localPort: () => l10n.t('Local Port'),
    protocol: () => l10n.t('Protocol'),
    user: () => l10n.t('User'),
    path: () => l10n.t('Path'),
    address: () => l10n.t('Address'),
    folder: () => l10n.t('Workspace Folder'),
    auto: () => l10n.t('Automatic: Groups Where There Are Many'),
    none: () => l10n.t('No Groups'),
  }[grouping]();
}

/** The name of an order, as menus have it. */
export function sortOrderName(order: Arranged['sortBy']): string {
  return {
    foreignAddress: () => l10n.t('Foreign Address'),
    localPort: () => l10n.t('Local Port'),
    state: () => l10n.t('State'),
    queues: () => l10n.t('Queues, Longest First'),
    path: () => l10n.t('Path'),
    inode: () => l10n.t('Inode'),
    port: () => l10n.t('Port'),
    process: () => l10n.t('Process'),
    address: () => l10n.t('Address'),
  }[order]();
}
