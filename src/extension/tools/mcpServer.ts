import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { HISTORY_ARGUMENTS } from '../../node/mcp/historyArgument';
import { ENGINES_SWITCH, enginesSwitch } from '../../node/containers/enginesSwitch';
import { nodePath } from '../../node/self';
import { SWITCH } from '../../node/system/systemCalls';
import { refreshSettings } from '../commands/refresh.contributions';
import { containersSettings } from '../containers/containers.contributions';
import { historySettings } from '../history/history.contributions';
import { engineSettings } from '../containers/engineSettings';
import { agentSettings, mcpProvider } from './tools.contributions';
import { type Disposable, DisposableStore } from '../lifetime';
import { mayUseSystemCalls, onDidChangeSetting, readSetting } from '../settings';

/**
 * Offers the MCP server to agents in VS Code where the user wants so: they have the same tools without it.
 * @param server the bundled server
 */
export function registerMcpServer(server: string, version: string): Disposable {
  const disposables = new DisposableStore();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  disposables.add(
    vscode.lm.registerMcpServerDefinitionProvider(mcpProvider, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () =>
        readSetting(agentSettings.mcpServer) ? [mcpServer(server, version)] : [],
    }),
  );
  disposables.add(
    onDidChangeSetting(
      agentSettings.mcpServer,
      refreshSettings.systemCalls,
      containersSettings.engines,
      agentSettings.history,
      historySettings.record,
    )(() => changed.fire()),
  );
  return disposables;
}

/** How VS Code starts the bundled server: with the Node that it runs on itself. */
export function mcpServer(server: string, version: string): vscode.McpStdioServerDefinition {
  const environment = {
    ELECTRON_RUN_AS_NODE: '1',
    ...(!mayUseSystemCalls() && { [SWITCH]: 'off' }),
    [ENGINES_SWITCH]: enginesSwitch(engineSettings()),
  };
  const args = [server, ...historyArguments()];
  return new vscode.McpStdioServerDefinition(l10n.t('Netstat'), nodePath(), args, environment, version);
}

/** Where nothing is to be recorded, what agents do is not, either. */
function historyArguments(): readonly string[] {
  if (!readSetting(agentSettings.history)) return [];
  const isOff = readSetting(historySettings.record) === 'off';
  return [HISTORY_ARGUMENTS[isOff ? 'read' : 'noted']];
}
