import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { VERSION } from '../core/netstat/commandLine/version';
import { enginesAllowed } from './containers/enginesSwitch';
import { alwaysNamingEngine, DamagedNativeCode, loadSystemCalls, machineEngine } from './engineParts';
import { AGENTS_WISH, historyAllowed } from './mcp/historyArgument';
import { PortFreeing } from './mcp/freePort';
import { mcpServer } from './mcp/server';
import { LimitedTransport } from './mcp/transport';

/** Netstat's tools for agents outside VS Code: a server of the Model Context Protocol over standard input and output. */
const calls = loadSystemCalls();
// Standard output is the protocol's, and clients keep this beside it.
if (calls instanceof DamagedNativeCode) console.error(`netstat: without system calls: ${calls.message}`);
const engines = enginesAllowed(process.env);
const engine = machineEngine(calls);
const freeing = new PortFreeing(engine, engines);
const history = historyAllowed(process.argv.slice(2));
// Whoever may ask what happened has what is done through this server stand there, too.
if (history === 'noted') engine.recordHistory(AGENTS_WISH);
const naming = alwaysNamingEngine(engine, engines);
const transport = new LimitedTransport();
serveStdio(() => mcpServer({ name: 'netstat', version: VERSION }, naming, freeing, history !== 'none'), {
  transport,
});
