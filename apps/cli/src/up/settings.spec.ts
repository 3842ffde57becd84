import { readSettings } from './settings';

describe('the settings of duban up', () => {
  it('have a default each', () => {
    expect(readSettings({})).toMatchObject({ apiPort: 8080, postgresPort: 54_329, temporalPort: 7_239 });
  });

  it.each(['80a', '0', '65536', '-1', '1.5'])('refuse %s for a port and name the variable', (DUBAN_PG_PORT) => {
    expect(() => readSettings({ DUBAN_PG_PORT })).toThrow(/DUBAN_PG_PORT=.*65535/);
  });

  it('give each server its own port', () => {
    expect(() => readSettings({ DUBAN_WORKER_PORT: '8080' })).toThrow(/DUBAN_WORKER_PORT and DUBAN_PORT are both 8080/);
    expect(() => readSettings({ DUBAN_TEMPORAL_PORT: '54329' })).toThrow(/DUBAN_TEMPORAL_PORT and DUBAN_PG_PORT/);
  });

  it('look on loopback for who listens everywhere', () => {
    expect(readSettings({ DUBAN_HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(readSettings({ DUBAN_HOST: '10.0.0.5' }).host).toBe('10.0.0.5');
  });

  it('name a district of one’s own', () => {
    expect(readSettings({})).toMatchObject({ district: '本区', paperCode: '政督' });
    expect(readSettings({ DUBAN_DISTRICT: ' 裕安区 ', DUBAN_PAPER_CODE: '裕政督' })).toMatchObject({
      district: '裕安区',
      paperCode: '裕政督',
    });
    expect(() => readSettings({ DUBAN_PAPER_CODE: '督'.repeat(11) })).toThrow(/DUBAN_PAPER_CODE/);
  });

  it('show a district at work in a database of ours, and in somebody else’s only when asked', () => {
    const DATABASE_URL = 'postgres://127.0.0.1/duban';
    expect(readSettings({}).demo).toBe(true);
    expect(readSettings({ DUBAN_DEMO: 'off' }).demo).toBe(false);
    expect(readSettings({ DATABASE_URL }).demo).toBe(false);
    expect(readSettings({ DATABASE_URL, DUBAN_DEMO: 'on' })).toMatchObject({ demo: true, demoAsked: true });
    expect(readSettings({}).demoAsked).toBe(false);
    expect(() => readSettings({ DUBAN_DEMO: 'yes' })).toThrow(/DUBAN_DEMO=yes/);
  });
});
