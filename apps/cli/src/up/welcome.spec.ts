import { welcome } from './welcome';

it('leads first to the pages, then to the interface', () => {
  const settings = { stateDir: '/nowhere', host: '127.0.0.1', apiPort: 8080 };
  const addresses = [...said(settings).matchAll(/http\S+/g)].map(([address]) => address);
  expect(addresses.slice(0, 2)).toEqual(['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/api/v1']);
});

function said(settings: Partial<Parameters<typeof welcome>[0]>): string {
  process.env.DUBAN_DEMO_PASSWORD = 'for this test only';
  try {
    return welcome(settings as Parameters<typeof welcome>[0], { temporal: {} } as Parameters<typeof welcome>[1]);
  } finally {
    delete process.env.DUBAN_DEMO_PASSWORD;
  }
}
