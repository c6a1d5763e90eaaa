/** What the thread of documents has of the command: it loads it from the command's own bundle (build/bundles.ts). */
export { terminalSafe } from '../../core/netstat/context/terminal';
export { runNetstat } from '../../core/netstat/run';
export { FileReader } from '../reader';
export { callsHere } from './callsHere';
export { thisMachine } from './machine';
export { NodeEnvironment } from './machineEnvironment';
