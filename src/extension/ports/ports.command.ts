import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Commands } from '../handlers';
import { portFor } from './choosePort';
import { likelyStops } from '../units/likelyStops';
import type { Freed } from './freePortCommand';
import { portCommands } from './ports.contributions';
import { reported } from './registerPorts';

/** The commands that explain why a port is busy, and have it free. */
export const commands: Commands = ({ namingEngine: engine, ports }) => {
  const explainPort = async (argument?: unknown): Promise<void> => {
    const question = await portFor(argument, engine, l10n.t('Why Is This Port Busy?'));
    if (question !== undefined) await ports.explain(question);
  };
  const freePort = async (argument?: unknown): Promise<Freed | undefined> => {
    const question = await portFor(argument, engine, l10n.t('Free Port'));
    if (question === undefined) return undefined;
    return reported(l10n.t('Port {0}', question.port), ports.free(question, { stops: likelyStops }));
  };
  const useFreePort = async (argument?: unknown): Promise<void> => {
    const question = await portFor(argument, engine, l10n.t('Find a Free Port Near This One'));
    if (question !== undefined) await reported(l10n.t('Port {0}', question.port), ports.useFree(question));
  };
  const refreshReport = async (uri = vscode.window.activeTextEditor?.document.uri): Promise<void> => {
    if (uri instanceof vscode.Uri) await ports.refresh(uri);
  };
  return [
    [portCommands.explainPort, explainPort],
    [portCommands.freePort, freePort],
    [portCommands.useFreePort, useFreePort],
    [portCommands.refreshReport, refreshReport],
  ];
};
