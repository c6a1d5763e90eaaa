/** What the MCP server has of the engine: it loads it from the engine's own bundle, which has nearly all of it anyway (build/bundles.ts). */
export { alwaysNamingEngine } from '../core/containers/namingEngine';
export { ancestry } from '../core/kill/editorProcesses';
export { execute } from '../core/kill/execute';
export { planToFree } from '../core/ports/freePort';
export { answer, historyAnswer } from '../core/tools/answer';
export { capped } from '../core/tools/cap';
export { toolsFor } from '../core/tools/definitions';
export { freedAnswer, freeQuestion, nothingEnded, outcomeOf } from '../core/tools/freePortTool';
export { questionIn, readInput } from '../core/tools/input';
export { obstacleWords } from '../core/tools/obstacleWords';
export { OUTPUT_SCHEMAS } from '../core/tools/outputSchemas';
export { declinedWords, nothingStopped, offerStop, stopAgreed } from '../core/tools/stopTool';
export { machineEngine } from './engine/machineEngine';
export * from './history/historyParts';
export { DamagedNativeCode } from './system/nativeCode';
export { loadSystemCalls } from './system/systemCalls';
