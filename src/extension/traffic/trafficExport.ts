import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { TrafficTextQuestion } from '../../core/model/traffic';
import { messageText } from '../../core/text/clean';
import { sayCopied } from '../commands/copy';
import { cancellable } from '../netstat/progress';
import { type SharedEngine, using } from '../sharedEngine';
import type { TrafficPlace } from './trafficPlace';

type Format = Exclude<TrafficTextQuestion['format'], 'tsv'>;

/** Copies rows of a place with a header, as tables take them. */
export async function copyRows(
  engine: SharedEngine,
  place: Pick<TrafficPlace, 'shownLast'> | undefined,
  ids: readonly number[] | undefined,
): Promise<void> {
  const shown = place?.shownLast;
  if (shown === undefined) return askToOpen();
  await reported(l10n.t('Copying'), async (isCancelled) => {
    const question = { of: 'rows', format: 'tsv', ...shown, ...(ids && { ids }) } as const;
    const text = await using(engine, () => engine.trafficText(question));
    if (isCancelled()) return;
    await vscode.env.clipboard.writeText(text);
    sayCopied(text.split('\n').filter(Boolean).length);
  });
}

/** Asks where to, and writes rows that a place shows, or the samples of its time, as CSV or JSON. */
export async function exportTraffic(
  engine: SharedEngine,
  place: Pick<TrafficPlace, 'shownLast'> | undefined,
  of: TrafficTextQuestion['of'],
): Promise<void> {
  const shown = place?.shownLast;
  if (shown === undefined) return askToOpen();
  const uri = await vscode.window.showSaveDialog({
    title: of === 'rows' ? l10n.t('Export Rows') : l10n.t('Export Samples'),
    filters: { CSV: ['csv'], JSON: ['json'] },
    ...defaultUri(of),
  });
  if (uri === undefined) return;
  await reported(l10n.t('Exporting traffic'), async (isCancelled) => {
    const question = { of, format: formatOf(uri), ...shown };
    const text = await using(engine, () => engine.trafficText(question));
    if (isCancelled()) return;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    void tellWritten(uri);
  });
}

/** Asks what of a place is to be exported. */
export async function pickExport(): Promise<TrafficTextQuestion['of'] | undefined> {
  const items: (vscode.QuickPickItem & { readonly of: TrafficTextQuestion['of'] })[] = [
    { of: 'rows', label: l10n.t('Rows'), description: l10n.t('all that the filter lets through') },
    { of: 'samples', label: l10n.t('Samples'), description: l10n.t('what the plots show, by time') },
  ];
  const placeHolder = l10n.t('What is to be exported');
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Export Traffic'), placeHolder }))?.of;
}

/** The format that the name of a file asks for. */
export function formatOf({ path }: Pick<vscode.Uri, 'path'>): Format {
  return /\.json$/i.test(path) ? 'json' : 'csv';
}

function defaultUri(of: TrafficTextQuestion['of']): { readonly defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = of === 'rows' ? 'traffic.csv' : 'traffic-samples.csv';
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) };
}

async function tellWritten(uri: vscode.Uri): Promise<void> {
  const open = l10n.t('Open');
  const said = messageText(l10n.t('The traffic was written to {0}.', uri.path));
  if ((await vscode.window.showInformationMessage(said, open)) === open) {
    await vscode.window.showTextDocument(uri);
  }
}

/** Tells that there is nothing to take. */
function askToOpen(): void {
  void vscode.window.showInformationMessage(
    l10n.t('Nothing is shown yet. Open Traffic first, and try again.'),
  );
}

async function reported(what: string, work: (isCancelled: () => boolean) => Promise<void>): Promise<void> {
  let isCancelled = false;
  try {
    const running = work(() => isCancelled);
    await cancellable(what, running, () => (isCancelled = true));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      messageText(l10n.t('{0} failed: {1}. Nothing was lost; try again.', what, reason)),
    );
  }
}
