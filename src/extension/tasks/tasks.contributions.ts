import type { Bounds } from '../../core/model/bounds';
import { contribution } from '../catalog/point';
import { text } from '../catalog/catalogText';

/** The type of the tasks that free a port or wait for one. */
export const taskType = 'netstat';

/** Seconds that a task waits, unless it says so itself, and more than which and up to which it may. */
export const TASK_TIMEOUT: Bounds = { default: 30, minimum: 0, maximum: 3600 };

/** What tasks.json can say of them. */
export const tasks = contribution('taskDefinitions', [
  {
    type: taskType,
    required: ['action', 'port'],
    properties: {
      action: {
        type: 'string',
        enum: ['free', 'waitForListening', 'waitForFree'],
        enumDescriptions: [
          text('task.action.free', 'Ends the process that listens on the port. It always asks first.'),
          text('task.action.waitForListening', 'Waits until a program listens on the port.'),
          text('task.action.waitForFree', 'Waits until nobody listens on the port.'),
        ],
        description: text('task.action', 'What the task does with the port.'),
      },
      port: { type: 'integer', minimum: 1, maximum: 65535, description: text('task.port', 'The TCP port.') },
      timeout: {
        type: 'number',
        default: TASK_TIMEOUT.default,
        exclusiveMinimum: TASK_TIMEOUT.minimum,
        maximum: TASK_TIMEOUT.maximum,
        description: text('task.timeout', 'Seconds that are waited at most.'),
      },
    },
  },
]);
