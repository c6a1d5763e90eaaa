import { Workbench } from './workbench';

describe('the walkthrough', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
  });

  after(() => workbench.close());

  it('opens from the list of walkthroughs, with its steps', async () => {
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.type('Get Started with Netstat');
    await workbench.quickInput.choose('Get Started with Netstat');
    const steps = workbench.page.locator('.getting-started-step .step-title');
    for (const title of [
      'See who listens',
      'Ask what is on a port',
      'See which container has a port',
      'Use netstat as you know it',
    ]) {
      await steps.filter({ hasText: title }).waitFor();
    }
    await workbench.screenshot('walkthrough');
    await steps.filter({ hasText: 'See which container has a port' }).click();
    await workbench.page
      .locator('.getting-started-step.expanded')
      .getByRole('button', { name: 'Free Port' })
      .waitFor();
    await workbench.screenshot('walkthrough-containers');
  });
});
