import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SocketView } from '../../../core/model/page';
import type { Scope } from '../../../core/model/snapshot';
import { emptiness } from '../../../core/query/emptiness';
import { connectionsView, unixSocketsView } from './sockets.contributions';
import { Arrangement } from '../arrangement';
import { type RegisteredView, registerView } from '../tree/registerView';
import { SocketRows, type SocketsSources } from './pageRows';

/** One of the views of sockets, and the provider of its rows. */
export interface SocketsView extends RegisteredView<SocketRows> {
  readonly name: SocketView;
  readonly arrangement: Arrangement<SocketView>;
}

const VIEWS = { connections: connectionsView, unixSockets: unixSocketsView } as const;

/** What must be read for a view. */
const SCOPES: Readonly<Record<SocketView, Scope>> = { connections: 'inet', unixSockets: 'all' };

/** Registers a view of sockets. They are read, and its page is asked for, while it is visible. */
export function registerSockets(
  name: SocketView,
  context: vscode.ExtensionContext,
  given: Omit<SocketsSources, 'arrangement'>,
): SocketsView {
  const { monitor, filter } = given;
  const arrangement = new Arrangement<SocketView>(name, context.workspaceState);
  const source = new SocketRows(name, { ...given, arrangement });
  const { model } = source.page;
  const registered = registerView(monitor, {
    view: VIEWS[name],
    kind: 'sockets',
    subject: SCOPES[name],
    source,
    filter,
    showsCollapseAll: true,
    summary: () => {
      const { matching, total, listening } = model;
      const isFiltered = filter.expression !== '';
      return [
        ...(total === 0 ? [] : [isFiltered ? l10n.t('{0} of {1}', matching, total) : String(total)]),
        ...(listening === 0 ? [] : [l10n.t('{0} listening', listening)]),
      ].join(' · ');
    },
    emptiness: () => emptinessOf(source),
    prints: () => [{ kind: 'page', view: name, ...source.question() }],
  });
  return {
    ...registered,
    name,
    arrangement,
    dispose: () => {
      registered.dispose();
      arrangement.dispose();
    },
  };
}

/** Why there is no row; empty before the first page, where the system has one. */
export function emptinessOf({ snapshot, takenAt, counts: { matching, total } }: SocketRows): string {
  if (snapshot === undefined) return '';
  const { platform } = snapshot;
  if (takenAt === 0 && platform !== 'unsupported' && platform !== 'wsl1') return '';
  return emptiness(snapshot, 0, total - matching);
}
