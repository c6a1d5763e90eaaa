import * as vscode from 'vscode';
import { findMentions } from '../../core/mentions/findMentions';
import type { PortMention } from '../../core/mentions/mention';
import { editorHints } from '../settings';

/** Documents of this machine; those of other places name the ports of other machines. */
export const mentioningDocuments: vscode.DocumentSelector = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-notebook-cell' },
];

/** What VS Code calls windows whose extensions run in a container: such ports as it publishes are another machine's. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'dev-container',
  'attached-container',
  'k8s-container',
  'codespaces',
]);

/** Lines of a document in which ports are looked for that it names anywhere: a longer one is data. */
const MOST_LINES = 5_000;

/** The ports that some lines of a document name; none where the user wants no hints in it. */
export function mentionsIn(document: vscode.TextDocument, first: number, last: number): PortMention[] {
  return editorHints(document) ? allMentionsIn(document, first, last) : [];
}

/** All ports that a document names, whether the user wants hints in it or not. */
export function namedIn(document: vscode.TextDocument): PortMention[] {
  return allMentionsIn(document, 0, Math.min(document.lineCount, MOST_LINES) - 1);
}

function allMentionsIn(document: vscode.TextDocument, first: number, last: number): PortMention[] {
  if (vscode.languages.match(mentioningDocuments, document) === 0) return [];
  const text = {
    lineCount: document.lineCount,
    lineText: (line: number): string => document.lineAt(line).text,
  };
  const isInContainer = CONTAINERS.has(vscode.env.remoteName ?? '');
  const file = { path: document.uri.path, languageId: document.languageId, isInContainer };
  return findMentions(text, first, last, file);
}
