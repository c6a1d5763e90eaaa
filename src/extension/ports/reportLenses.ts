import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PortQuestion } from '../../core/model/portFacts';
import type { Explanation } from '../../core/ports/explainPort';
import { portCommands } from './ports.contributions';

/** What a report says that something can be done about. */
export interface Reported {
  readonly question: PortQuestion;
  readonly verdict: Explanation['verdict'];
  /** A port nearby that is free. */
  readonly near: number | undefined;
}

/** Whether a report is about a port that a server cannot have on every address: another one nearby is of use then. */
export function isTaken({ verdict }: Pick<Explanation, 'verdict'>): boolean {
  return verdict !== 'free' && verdict !== 'freeToReuse';
}

/** What can be done about a port, above the sentence that answers why it is busy. */
export class ReportLenses implements vscode.CodeLensProvider {
  readonly #reportAt: (uri: vscode.Uri) => Reported | undefined;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  /**
   * @param reportAt what the report of that document said last
   * @param onDidChange a report was read anew
   */
  constructor(
    reportAt: (uri: vscode.Uri) => Reported | undefined,
    onDidChange: (listener: () => void) => vscode.Disposable,
  ) {
    this.#reportAt = reportAt;
    this.onDidChangeCodeLenses = (listener) => onDidChange(() => listener());
  }

  provideCodeLenses({ uri }: Pick<vscode.TextDocument, 'uri'>): vscode.CodeLens[] {
    const report = this.#reportAt(uri);
    if (report === undefined) return [];
    const { question, near } = report;
    const asked = `${question.port}/${question.transport}`;
    const lens = (
      title: string,
      { id: command }: { readonly id: string },
      ...args: unknown[]
    ): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: args });
    return [
      ...(isTaken(report) ? [lens(l10n.t('Free Port…'), portCommands.freePort, asked)] : []),
      ...(near === undefined ? [] : [lens(l10n.t('Use {0}', near), portCommands.useFreePort, asked)]),
      lens(l10n.t('Read Again'), portCommands.refreshReport, uri),
    ];
  }
}
