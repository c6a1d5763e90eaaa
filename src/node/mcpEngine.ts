/** What the MCP server has of the engine: it loads it from the engine's own bundle, which has all of it (build/bundles.ts). */
export { machineEngine } from './engine/machineEngine';
export { DamagedNativeCode } from './system/nativeCode';
export { loadSystemCalls } from './system/systemCalls';
