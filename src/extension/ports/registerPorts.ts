import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import type { Snapshot } from '../../core/model/snapshot';
import { explain, type Explanation } from '../../core/ports/explainPort';
import type { ContainersState } from '../containers/containersState';
import type { CloseConnections } from '../connections/closeConnections';
import { detailsLanguage } from '../details/details.contributions';
import { SubjectDocuments, type Titled } from '../details/detailsDocuments';
import { registerToldLinks } from '../details/detailsProviders';
import { pastOfPort } from '../history/past';
import { reportScheme } from './ports.contributions';
import { modalDialogs } from '../kill/dialogs';
import { carryOut, type KillerDependencies } from '../kill/killer';
import { type Disposable, DisposableStore } from '../lifetime';
import { messageText } from '../../core/text/clean';
import { cancellable } from '../netstat/progress';
import { killGracePeriod } from '../settings';
import { using } from '../sharedEngine';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import { likelyStops } from '../units/likelyStops';
import { type Freed, type FreeHow, freeWithProof, type FreePortDependencies } from './freePortCommand';
import { freePortNear, likelyFreePort } from './freePortNear';
import { linkedReport } from './reportLinks';
import { portReport, verdictText } from './portReport';
import { isTaken, type Reported, ReportLenses } from './reportLenses';
import { closeOffers, type ProofDependencies } from './tellProof';
import { useFreePort, type UseFreePortParts } from './useFreePort';

interface Report extends Titled {
  readonly question: PortQuestion;
  /** What it said last. */
  said?: Reported;
}

/** Explaining and freeing ports, for everything that offers it. */
export interface Ports extends Disposable {
  explain(question: PortQuestion): Promise<void>;
  /** Has a port free. */
  free(question: PortQuestion, how?: FreeHow): Promise<Freed>;
  /** Finds a free port near one that is taken, and types the command that failed with it, see {@link useFreePort}. */
  useFree(question: PortQuestion): Promise<unknown>;
  /** The port that would be, by what was read already. */
  likelyFree(question: PortQuestion, snapshot: Snapshot): number | undefined;
  /** Reads the report that a document has anew. */
  refresh(uri: vscode.Uri): Promise<void>;
}

/** Explains why a port is busy, in documents, and has it free. */
export function registerPorts(
  view: ListeningPortsView,
  dependencies: KillerDependencies &
    UseFreePortParts & {
      readonly containers: Pick<ContainersState, 'last'>;
      readonly closeConnections: CloseConnections;
    },
): Ports {
  const { engine, namingEngine, containers } = dependencies;
  const disposables = new DisposableStore();
  /** What the reports said last, by the ids of their questions. */
  const explained = new Map<string, Explanation>();
  const documents = disposables.add(
    new SubjectDocuments<Report>(
      reportScheme,
      (report) =>
        using(engine, async () => {
          const { question } = report;
          const asking = pastOfPort(engine, question);
          const explanation = await explain(question, namingEngine);
          explained.set(idOf(question), explanation);
          const near = isTaken(explanation)
            ? await freePortNear(question.port, dependencies, question.transport)
            : undefined;
          report.said = { question, verdict: explanation.verdict, near };
          const text = portReport(explanation, likelyStops, containers.last, await asking, near);
          return linkedReport(text, explanation);
        }),
      detailsLanguage,
    ),
  );
  disposables.add(registerToldLinks(reportScheme, documents));
  const lenses = new ReportLenses(
    (uri) => documents.subjectAt(uri)?.said,
    (listener) => documents.onDidChange(listener),
  );
  disposables.add(vscode.languages.registerCodeLensProvider({ scheme: reportScheme }, lenses));
  const show = async (question: PortQuestion): Promise<void> => {
    const { port, transport } = question;
    const title = l10n.t('Port {0} ({1})', port, transport.toUpperCase());
    const id = idOf(question);
    await reported(title, looking(title, documents.show({ id, title, question })));
    const explanation = explained.get(id);
    explained.delete(id);
    // Nobody waits for what the user does about it.
    if (explanation !== undefined) void offerToClose(question, explanation, freeing);
  };
  const freeing: FreePortDependencies = {
    engine,
    explain: show,
    ownPid: dependencies.ownPid,
    end: (plan) => carryOut(plan, dependencies, modalDialogs(killGracePeriod())),
    show: (id) => view.show(id),
    closeConnections: dependencies.closeConnections,
  };
  const free = (question: PortQuestion, how?: FreeHow): Promise<Freed> =>
    freeWithProof(question, { ...freeing, ...how });
  const refresh = (uri: vscode.Uri): Promise<void> => {
    return reported(uri.path, looking(uri.path, documents.refresh(uri)));
  };
  return {
    explain: show,
    free,
    useFree: (question) => useFreePort(question, dependencies),
    likelyFree: (question, snapshot) => likelyFreePort(question, snapshot, dependencies),
    refresh,
    dispose: () => disposables.dispose(),
  };
}

function idOf({ transport, port }: PortQuestion): string {
  return `${transport} ${port}`;
}

/** Beside a report on a port that connections alone keep: it is text, and has no buttons. */
export async function offerToClose(
  question: PortQuestion,
  explanation: Explanation,
  dependencies: ProofDependencies,
): Promise<void> {
  const [offer] = closeOffers(question, explanation, dependencies);
  if (offer === undefined) return;
  const text = [
    l10n.t('Port {0}:', question.port),
    verdictText(explanation),
    l10n.t('Connections alone keep it, which can be closed.'),
  ].join(' ');
  const chosen = await vscode.window.showInformationMessage(messageText(text), offer.title);
  if (chosen === offer.title) await offer.run();
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
