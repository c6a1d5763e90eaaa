import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import { explain } from '../../core/ports/explainPort';
import type { ContainersState } from '../containers/containersState';
import { SubjectDocuments, type Titled } from '../details/detailsDocuments';
import { reportScheme } from './ports.contributions';
import { modalDialogs } from '../kill/dialogs';
import { carryOut, type KillerDependencies } from '../kill/killer';
import { type Disposable, DisposableStore } from '../lifetime';
import { cancellable } from '../netstat/progress';
import { killGracePeriod } from '../settings';
import { type SharedEngine, using } from '../sharedEngine';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import { likelyStops } from '../units/likelyStops';
import type { Stops } from '../units/stopOffer';
import { type Freed, freeWithProof, type FreePortDependencies } from './freePortCommand';
import { portReport } from './portReport';

interface Report extends Titled {
  readonly question: PortQuestion;
}

/** Explaining and freeing ports, for everything that offers it. */
export interface Ports extends Disposable {
  explain(question: PortQuestion): Promise<void>;
  /** @param stops what to offer against those who probably have it; nothing without it */
  free(question: PortQuestion, stops?: Stops): Promise<Freed>;
  /** Reads the report that a document has anew. */
  refresh(uri: vscode.Uri): Promise<void>;
}

/** Explains why a port is busy, in documents, and has it free. */
export function registerPorts(
  view: ListeningPortsView,
  dependencies: KillerDependencies & {
    readonly namingEngine: SharedEngine;
    readonly containers: Pick<ContainersState, 'last'>;
  },
): Ports {
  const { engine, namingEngine, containers } = dependencies;
  const disposables = new DisposableStore();
  const documents = disposables.add(
    new SubjectDocuments<Report>(reportScheme, ({ question }) =>
      using(engine, async () => {
        const explanation = await explain(question, namingEngine);
        return portReport(explanation, likelyStops, containers.last);
      }),
    ),
  );
  const show = async (question: PortQuestion): Promise<void> => {
    const { port, transport } = question;
    const title = l10n.t('Port {0} ({1})', port, transport.toUpperCase());
    const showing = documents.show({ id: `${transport} ${port}`, title, question });
    await reported(title, looking(title, showing));
  };
  const freeing: FreePortDependencies = {
    engine,
    explain: show,
    ownPid: dependencies.ownPid,
    end: (plan) => carryOut(plan, dependencies, modalDialogs(killGracePeriod())),
    show: (id) => view.show(id),
  };
  const free = (question: PortQuestion, stops?: Stops): Promise<Freed> =>
    freeWithProof(question, { ...freeing, ...(stops && { stops }) });
  const refresh = (uri: vscode.Uri): Promise<void> => {
    return reported(uri.path, looking(uri.path, documents.refresh(uri)));
  };
  return { explain: show, free, refresh, dispose: () => disposables.dispose() };
}

function looking<T>(what: string, work: Promise<T>): Promise<T> {
  return cancellable(l10n.t('Looking at {0}', what), work, () => undefined);
}

/** Waits for work on what is named so; a failure is told to the user, and nothing comes of it. */
export async function reported<T>(what: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(l10n.t('{0} could not be looked at: {1}. Try again.', what, reason));
    return undefined;
  }
}
