import assert from 'node:assert/strict';
import { parseEvent } from '../../../../src/core/containers/containerEvent';
import { assertProperty, hostileBytes } from '../../property';
import { recorded } from './recorded';

function actions(file: string): string[] {
  const lines = recorded(file).split('\n');
  return lines.flatMap((line) => {
    const event = parseEvent(line);
    return event === undefined ? [] : [`${event.kind} ${event.action} ${event.id?.slice(0, 4)}`];
  });
}

describe('an event of an engine', () => {
  it('is one that changes who has a port', () => {
    assert.deepEqual(actions('docker-events.jsonl'), [
      'container rename cf28',
      'container die cf28',
      'network disconnect cf28',
      'network disconnect cf28',
      'network connect cf28',
      'network connect cf28',
      'container start cf28',
      'container restart cf28',
    ]);
    assert.deepEqual(actions('podman-events.jsonl'), ['container rename 25c7', 'container die 25c7']);
  });

  it('is nothing of a health check, of another kind, or of what is no event', () => {
    for (const line of [
      '{"Type":"container","Action":"exec_start: /bin/true","Actor":{"ID":"a"}}',
      '{"Type":"image","Action":"start"}',
      '{"Type":"toString","Action":"start"}',
      '',
      'null',
    ]) {
      assert.equal(parseEvent(line), undefined, line);
    }
    assertProperty(hostileBytes, (bytes) => void parseEvent(Buffer.from(bytes).toString('utf8')));
  });
});
