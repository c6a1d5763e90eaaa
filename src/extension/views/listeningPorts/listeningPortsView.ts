import * as vscode from 'vscode';
import type { Snapshot } from '../../../core/model/snapshot';
import { emptiness } from '../../../core/query/emptiness';
import { isUdp, type ListeningPort } from '../../../core/ports/listeningPorts';
import { rulePorts } from '../../../core/ports/rulePorts';
import { printableOf } from '../../copy/printableRows';
import { listeningPortsSettings, listeningPortsView } from './listeningPorts.contributions';
import { containersSettings } from '../../containers/containers.contributions';
import type { ContainersState } from '../../containers/containersState';
import { noNamesText } from '../../containers/containerTexts';
import { DisposableStore } from '../../lifetime';
import type { Monitor } from '../../monitor';
import { readSetting, setForUser } from '../../settings';
import { Arrangement } from '../arrangement';
import type { ReadRows } from '../tree/readRows';
import { type RegisteredView, registerView } from '../tree/registerView';
import { withNew } from './groupRows';
import { portNodes } from './selectedPorts';
import { registerRowLinks } from './rowLinks';
import { InsideWanted } from './insideWanted';
import { hiddenPorts, type PortsSources, rowsOfPorts } from './portSource';

/** The view "Listening Ports" and the provider of its rows. */
export interface ListeningPortsView extends RegisteredView<ReadRows<Snapshot>> {
  readonly arrangement: Arrangement<'listeningPorts'>;
  /** Every port of the current snapshot, whether it is shown or not. */
  readonly ports: readonly ListeningPort[];
  /** Brings the row of a port into sight and selects it; false where there is none. */
  show(portId: string): Promise<boolean>;
  /** Whether passes are to read what listens inside containers. */
  readonly wantsInside: boolean;
}

/** Registers the view. Continuous refresh goes on while it is visible. */
export function registerListeningPorts(
  context: vscode.ExtensionContext,
  given: Omit<PortsSources, 'arrangement'> & { readonly containers: Pick<ContainersState, 'last'> },
): ListeningPortsView {
  const { monitor, filter, containers } = given;
  const disposables = new DisposableStore();
  const arrangement = disposables.add(new Arrangement('listeningPorts', context.workspaceState));
  // The extension host begins with the window, and with each time that the window is loaded anew.
  const source = rowsOfPorts({ ...given, arrangement, openedAt: performance.timeOrigin });
  const registered = disposables.add(
    registerView(monitor, {
      view: listeningPortsView,
      kind: 'sockets',
      subject: 'listening',
      source,
      filter,
      summary: () => {
        const nodes = portNodes(source);
        if (nodes.length === 0) return '';
        const open = nodes.filter(({ mark }) => mark !== 'closed');
        return withNew(
          String(open.length),
          open.map(({ row }) => row),
        );
      },
      note: () => noNamesText(containers.last),
      emptiness: () => emptinessOf(monitor, source),
      // What packet rules do has no row of netstat's, and what is below it is another namespace's.
      prints: () => printableOf(portNodes(source).filter(({ row }) => row.port.rules === undefined)),
      rowReader: () => async () => {
        await monitor.refresh();
        return { takenAt: source.takenAt, rows: source.roots.map(({ row }) => row) };
      },
    }),
  );
  const inside = disposables.add(
    new InsideWanted({
      ...{ monitor, source, tree: registered.tree },
      showsInside: () => readSetting(containersSettings.showsInside),
    }),
  );

  disposables.add(registerRowLinks(source));

  const show = async (portId: string): Promise<boolean> => {
    await vscode.commands.executeCommand(`${listeningPortsView.id}.focus`);
    await monitor.refresh();
    const port = monitor.port(portId) ?? ruledPort(monitor, portId);
    if (port === undefined) return false;
    if (source.find(port.id) === undefined) {
      await filter.set('');
      if (isUdp(port.transport)) await setForUser(listeningPortsSettings.showUdp, true);
      source.rebuild();
    }
    const row = source.find(port.id);
    if (row === undefined) return false;
    await registered.tree.reveal(row, { select: true, focus: true });
    return true;
  };
  return {
    ...registered,
    arrangement,
    get ports() {
      return monitor.ports;
    },
    get wantsInside() {
      return inside.now;
    },
    show,
    dispose: () => disposables.dispose(),
  };
}

/** A port that packet rules alone make one of this machine. */
function ruledPort({ snapshot, ports }: Monitor, portId: string): ListeningPort | undefined {
  return snapshot && rulePorts(snapshot, ports).find(({ id }) => id === portId);
}

/** Why there is no row; empty before the first pass. */
export function emptinessOf(monitor: Monitor, { counts }: ReadRows<Snapshot>): string {
  const { snapshot } = monitor;
  return snapshot === undefined ? '' : emptiness(snapshot, hiddenPorts({ monitor }), counts?.total);
}
