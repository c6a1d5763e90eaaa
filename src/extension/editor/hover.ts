import * as vscode from 'vscode';
import type { Answers } from './mentionAnswers';
import { detailsOf, type DetailsSources } from './details';
import { mentionsIn } from './detailDocuments';

/** Tells who has the port under the mouse. Made from what is known already: nothing is read or waited for. */
export class PortHover implements vscode.HoverProvider {
  readonly #sources: DetailsSources;
  readonly #answers: Answers;

  constructor(sources: DetailsSources, answers: Answers) {
    this.#sources = sources;
    this.#answers = answers;
  }

  provideHover(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.Hover | undefined {
    const mention = mentionsIn(document, line, line).find(
      ({ start, end }) => start <= character && character <= end,
    );
    const answer = mention && this.#answers.of(mention);
    if (mention === undefined || answer === undefined) return undefined;
    const range = new vscode.Range(line, mention.start, line, mention.end);
    return new vscode.Hover(detailsOf(mention, answer, this.#sources), range);
  }
}
