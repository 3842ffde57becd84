import { boardSearch } from './search';

describe('what the board counts, as the address says it', () => {
  it('keeps what it knows', () => {
    const search = { from: '2026-10-01', to: '2026-10-31', street: 'dongshi', trend: 'week' };
    expect(boardSearch({ ...search, hack: '1' })).toEqual(search);
  });

  it('drops what is no day, no place and no rhythm', () => {
    expect(boardSearch({ from: '2026-13-45', to: '2026-02-30' })).toEqual({});
    expect(boardSearch({ from: 'yesterday', to: 5, street: '<b>', category: ['a'], trend: 'hour' })).toEqual({});
  });
});
