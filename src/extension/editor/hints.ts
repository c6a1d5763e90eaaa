import * as vscode from 'vscode';
import { hintColumn } from '../../core/mentions/hintColumn';
import type { PortMention } from '../../core/mentions/mention';
import type { Answers, PortAnswer } from './mentionAnswers';
import { detailsOf, type DetailsSources } from './details';
import { mentionsIn } from './detailDocuments';
import { hintLabel } from './hintLabel';
import type { VisibleMentions } from './visibleMentions';

/** A hint that remembers what it was made of, for its tooltip. */
interface PortHint extends vscode.InlayHint {
  readonly mention: PortMention;
  readonly answer: PortAnswer;
}

/** Hints behind the ports of a document. Made from what is known already: nothing is read or waited for. */
export class PortHints implements vscode.InlayHintsProvider<PortHint> {
  readonly #sources: DetailsSources;
  readonly #answers: Answers;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(sources: DetailsSources, answers: Answers, visible: VisibleMentions) {
    this.#sources = sources;
    this.#answers = answers;
    this.onDidChangeInlayHints = visible.onDidChange as vscode.Event<void>;
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): PortHint[] {
    return mentionsIn(document, range.start.line, range.end.line).flatMap((mention) => {
      const answer = this.#answers.of(mention);
      if (answer === undefined) return [];
      const column = hintColumn(document.lineAt(mention.line).text, mention.end);
      const position = new vscode.Position(mention.line, column);
      const label = hintLabel(answer, this.#sources.monitor.snapshot, mention);
      return Object.assign(new vscode.InlayHint(position, label), { paddingLeft: true, mention, answer });
    });
  }

  resolveInlayHint(hint: PortHint): PortHint {
    hint.tooltip = detailsOf(hint.mention, hint.answer, this.#sources);
    return hint;
  }
}
