import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withPort } from '../../core/addressInUse/commandPort';
import { messageText } from '../../core/text/clean';
import type { PortQuestion } from '../../core/model/portFacts';
import { editorProcesses } from '../../core/kill/editorProcesses';
import { holdersOf } from '../../core/ports/portHolders';
import { pastOfPort } from '../history/past';
import type { Freed } from '../ports/freePortCommand';
import type { Ports } from '../ports/registerPorts';
import { type SharedEngine, using } from '../sharedEngine';
import { showPort } from '../ports/showPort';
import { typeLine } from '../terminal/typeLine';
import type { ListeningPortsView } from '../views/listeningPorts/listeningPortsView';
import type { Failure } from './failures';
import { holderText, offerOf } from './holder';
import { rootTexts, type WindowRoots } from '../origins/windowRoots';

/** What telling of a failure depends on. */
export interface NotifyDependencies {
  readonly engine: SharedEngine;
  readonly ports: Pick<Ports, 'explain' | 'free' | 'useFree' | 'likelyFree'>;
  readonly view: Pick<ListeningPortsView, 'show'>;
  /** What this window began. */
  readonly roots: Pick<WindowRoots, 'of' | 'terminalOf'>;
  /** The extension host's: what it stands on is never offered to be ended. */
  readonly ownPid: number;
  /** Shows the message with its actions, and resolves with the chosen one. */
  say(text: string, ...actions: string[]): Thenable<string | undefined>;
}

/** Says who holds the port that a program could not take, and what can be done. */
export async function notify(
  { complaint, command }: Failure,
  dependencies: NotifyDependencies,
): Promise<void> {
  const question: PortQuestion = { port: complaint.port, transport: complaint.transport };
  const { text, actions } = await using(dependencies.engine, () => prepare(question, command, dependencies));
  const chosen = await dependencies.say(text, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

interface Action {
  readonly title: string;
  run(): Promise<unknown>;
}

async function prepare(
  question: PortQuestion,
  command: Failure['command'],
  { engine, ports, view, roots, ownPid }: NotifyDependencies,
): Promise<{ readonly text: string; readonly actions: readonly Action[] }> {
  const asking = pastOfPort(engine, question);
  const snapshot = await engine.scan('inet', true, 'listening');
  const holders = await holdersOf(question, snapshot, engine, await editorProcesses(engine, ownPid));
  const { leader, listeners } = holders;
  const offer = offerOf(holders, snapshot);
  const terminal = leader && roots.terminalOf(leader);
  const actions: Action[] = [];
  const isFree = listeners.length === 0 && offer === 'nothing';
  if (isFree && command !== undefined) {
    actions.push({ title: l10n.t('Run Again'), run: async () => runAgain(command) });
  } else if (offer === 'end' && command !== undefined) {
    const run = async (): Promise<void> => {
      if (canBeTaken(await ports.free(question, { tells: 'failure' }))) runAgain(command);
    };
    actions.push({ title: l10n.t('Free Port and Run Again'), run });
  } else if (offer === 'end') {
    actions.push({ title: l10n.t('Free Port'), run: () => ports.free(question) });
  } else if (offer === 'advise') {
    // What is kept for others is not ended: this says what to stop instead, and types the line.
    actions.push({ title: l10n.t('How to Free It'), run: () => ports.free(question) });
  }
  const other = command && ports.likelyFree(question, snapshot);
  if (other !== undefined && !isFree && withPort(command?.line.value ?? '', question.port, other)) {
    // The port is bound at the click: it may be another one by then, which the line in the terminal shows.
    actions.push({ title: l10n.t('Use {0}', other), run: () => ports.useFree(question) });
  }
  if (terminal !== undefined && terminal !== command?.terminal) {
    actions.push({ title: l10n.t('Reveal Terminal'), run: async () => terminal.show() });
  }
  const [row] = listeners;
  actions.push(
    row === undefined
      ? { title: l10n.t('Why?'), run: () => ports.explain(question) }
      : { title: l10n.t('Show'), run: () => showPort(question.port, row.id, view) },
  );
  const origins = rootTexts(leader === undefined ? [] : roots.of(leader));
  return { text: messageText(holderText(holders, snapshot, origins, await asking)), actions };
}

function canBeTaken(freed: Freed): boolean {
  return freed === 'free' || freed === 'waiting';
}

/** Runs a command line again that VS Code is sure of; any other is typed where that runs nothing, and left to the user. */
function runAgain({ terminal, line }: NonNullable<Failure['command']>): void {
  if (terminal.exitStatus !== undefined) {
    // The terminal was closed while the message stood there: the line waits in another one.
    typeLine(line.value);
    return;
  }
  terminal.show();
  const isSure =
    line.isTrusted && line.confidence === vscode.TerminalShellExecutionCommandLineConfidence.High;
  if (isSure && terminal.shellIntegration !== undefined) {
    terminal.shellIntegration.executeCommand(line.value);
    return;
  }
  if (typeLine(line.value, terminal)) return;
  void vscode.window.showInformationMessage(
    l10n.t('The command was not typed: typing it would run a part of it. Run it again in the terminal.'),
  );
}
