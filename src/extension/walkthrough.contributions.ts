import { contribution } from './catalog/point';
import { text } from './catalog/catalogText';

/** Taken by the tests of the whole window (`test/e2e/picture.test.ts`). */
const PICTURE = 'media/glance.webp';

/** The first steps. */
export const walkthroughs = contribution('walkthroughs', [
  {
    id: 'start',
    title: text('walkthrough.title', 'Get Started with Netstat'),
    description: text(
      'walkthrough.description',
      'See who has a port, free it safely, and use netstat wherever you are.',
    ),
    steps: [
      {
        id: 'listening',
        title: text('walkthrough.listening.title', 'See who listens'),
        description: text(
          'walkthrough.listening.description',
          'Every port that a program waits on, by what it is: “vite · shop”. The icon tells whether the network can reach it or this machine alone; hover a row for the rest; press / to filter.\n[Show Listening Ports](command:netstat.listeningPorts.focus)',
        ),
        media: {
          image: PICTURE,
          altText: text(
            'walkthrough.listening.picture',
            'Listening Ports in the side bar: a port a row, with what it is and its project. Beside it a file whose ports say who has them.',
          ),
        },
        completionEvents: ['onView:netstat.listeningPorts'],
      },
      {
        id: 'find',
        title: text('walkthrough.find.title', 'Ask what is on a port'),
        description: text(
          'walkthrough.find.description',
          'What is on port 3000? Type it.\n[Find Port Owner](command:netstat.findPortOwner)',
        ),
        media: { markdown: 'media/walkthrough/find.md' },
        completionEvents: ['onCommand:netstat.findPortOwner'],
      },
      {
        id: 'kill',
        title: text('walkthrough.kill.title', 'Free a port safely'),
        description: text(
          'walkthrough.kill.description',
          'Select a row and press Delete: you are asked first, and no process is mistaken for another.',
        ),
        media: { markdown: 'media/walkthrough/kill.md' },
        completionEvents: ['onCommand:netstat.killProcess'],
      },
      {
        id: 'containers',
        title: text('walkthrough.containers.title', 'See which container has a port'),
        description: text(
          'walkthrough.containers.description',
          'A port of Docker’s or Podman’s is named after its container. Freeing it stops that, after a question.\n[Free Port](command:netstat.freePort)',
        ),
        media: { markdown: 'media/walkthrough/containers.md' },
        completionEvents: ['onCommand:netstat.freePort'],
      },
      {
        id: 'netstat',
        title: text('walkthrough.netstat.title', 'Use netstat as you know it'),
        description: text(
          'walkthrough.netstat.description',
          'In the terminal, or as a document with links.\n[Run netstat Command](command:netstat.run)',
        ),
        media: { markdown: 'media/walkthrough/netstat.md' },
        completionEvents: ['onCommand:netstat.run'],
      },
      {
        id: 'watch',
        title: text('walkthrough.watch.title', 'Keep an eye on a port'),
        description: text(
          'walkthrough.watch.description',
          'Hear when it opens, closes or changes hands.\n[Watch Port](command:netstat.watchPort)',
        ),
        media: { markdown: 'media/walkthrough/watch.md' },
        completionEvents: ['onCommand:netstat.watchPort'],
      },
      {
        id: 'history',
        title: text('walkthrough.history.title', 'Ask what happened'),
        description: text(
          'walkthrough.history.description',
          'Who had port 3000 five minutes ago? It is recorded on this machine alone, and you say what.\n[Show History](command:netstat.showHistory)',
        ),
        media: { markdown: 'media/walkthrough/history.md' },
        completionEvents: ['onCommand:netstat.showHistory'],
      },
    ],
  },
]);
