import { TOOLS, type ToolName } from '../../core/tools/definitions';
import { contribution } from '../catalog/point';
import { booleanSetting, settingsGroup } from '../catalog/setting';
import { text } from '../catalog/catalogText';
import { icons } from '../catalog/icons';

export const agentsGroup = settingsGroup({ name: 'agents', title: 'Agents', order: 9 });

/** What agents are offered. */
export const agentSettings = {
  mcpServer: booleanSetting('netstat.agents.mcpServer', {
    group: agentsGroup,
    order: 1,
    scope: 'machine',
    default: false,
    text: "Offer Netstat's tools to agents in VS Code as an MCP server too. Chat has them without it.",
  }),
  history: booleanSetting('netstat.tools.history', {
    group: agentsGroup,
    order: 2,
    scope: 'machine',
    default: false,
    text: 'Let agents ask what happened on ports and connections: the history that `#netstat.history.record#` has recorded.',
  }),
};

/** What offers the MCP server. */
export const mcpProvider = 'netstat';

/** Offers the MCP server. */
export const mcpProviders = contribution('mcpServerDefinitionProviders', [
  { id: mcpProvider, label: 'Netstat' },
]);

/** What people see of the tools beside their titles. */
const SHOWN: Readonly<Record<ToolName, { readonly icon: string; readonly text: string }>> = {
  list_listening_ports: {
    icon: `$(${icons.port})`,
    text: 'Who listens on which port of the machine where the code runs',
  },
  find_port_owner: { icon: '$(search)', text: 'The process that has a port' },
  list_connections: { icon: `$(${icons.connection})`, text: 'Internet sockets in every state' },
  explain_port: { icon: '$(question)', text: 'Why a server cannot take a port' },
  get_network_overview: {
    icon: `$(${icons.counter})`,
    text: 'Interfaces, routes, socket counts and counters that speak of trouble',
  },
  get_network_history: {
    icon: `$(${icons.past})`,
    text: 'What happened on ports and connections, as it was recorded',
  },
  free_port: { icon: '$(trash)', text: 'Ends the process on a port, after asking you' },
};

/** The tools that agents in VS Code can call; for models as the code describes them. */
export const tools = contribution(
  'languageModelTools',
  TOOLS.map(({ name, title, description, inputSchema }) => ({
    name,
    displayName: text(`tool.${name}`, title),
    modelDescription: description,
    userDescription: text(`tool.${name}.description`, SHOWN[name].text),
    toolReferenceName: name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    canBeReferencedInPrompt: true,
    icon: SHOWN[name].icon,
    tags: ['netstat', 'network'],
    inputSchema,
    ...(name === 'get_network_history' && { when: `config.${agentSettings.history.id}` }),
  })),
);
