import assert from 'node:assert/strict';
import { composeFacts } from '../../../../src/core/containers/composeLabels';

describe('labels of Compose', () => {
  it('tell project, service, folder and files, of Docker’s and of podman-compose', () => {
    for (const prefix of ['com.docker.compose.', 'io.podman.compose.']) {
      const labels = {
        [`${prefix}project`]: 'shop',
        [`${prefix}service`]: 'db',
        [`${prefix}project.working_dir`]: '/srv/shop',
        [`${prefix}project.config_files`]: '/srv/shop/compose.yml,/srv/shop/compose.override.yml',
      };
      assert.deepEqual(composeFacts(labels), {
        project: 'shop',
        service: 'db',
        folder: '/srv/shop',
        composeFiles: ['/srv/shop/compose.yml', '/srv/shop/compose.override.yml'],
      });
    }
  });

  it('tell nothing where there are none, or none that could be', () => {
    assert.deepEqual(composeFacts(null), {});
    assert.deepEqual(composeFacts({ 'com.docker.compose.project': 7 }), {});
    assert.deepEqual(composeFacts({ 'com.docker.compose.project.working_dir': '/a\0b' }), {});
    assert.deepEqual(composeFacts({ 'com.docker.compose.project.working_dir': '/'.repeat(5_000) }), {});
    const { composeFiles } = composeFacts({
      'com.docker.compose.project.config_files': Array.from({ length: 500 }, (_, i) => `/f${i}`).join(),
    });
    assert.equal(composeFiles?.length, 100);
  });
});
