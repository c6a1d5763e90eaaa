import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { VERSION } from '../core/netstat/version';
import { machineEngine } from './engine/machineEngine';
import { PortFreeing } from './mcp/freePort';
import { mcpServer } from './mcp/server';
import { loadSystemCalls } from './system/systemCalls';

/** Netstat's tools for agents outside VS Code: a server of the Model Context Protocol over standard input and output. */
const engine = machineEngine(loadSystemCalls());
const freeing = new PortFreeing(engine);
serveStdio(() => mcpServer({ name: 'netstat', version: VERSION }, engine, freeing));
